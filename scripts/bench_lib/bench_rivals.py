def rows(setting):
    return []
