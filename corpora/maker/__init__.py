"""What `corpora/generate.py` makes its records of: a seeded grammar, the texts, and the leaks."""
