/// The keys of a review, in words.
enum ReviewHelp {
    static let lines = [
        "Going through the matches",
        "  n  space  right      the next match          p  left           the one before",
        "  g  Home              the first               G  End            the last",
        "  :                    go to a number          o                 order: file, longest, coverage",
        "  down  up             scroll by a row         PgDn  PgUp        scroll by a screen",
        "",
        "Deciding; what is decided is in the file at once",
        "  l                    leak                    b                 boilerplate",
        "  u                    unsure                  c                 clear: take the decision back",
        "  m                    a note; empty: no note",
        "  l, b and u go on to the next match.",
        "  A decision holds for every copy of the record.",
        "",
        "Finding",
        "  f                    filter by benchmark, subset, source or decision; f x: all matches",
        "  /                    search for a text       r  R              the next hit, the one before",
        "",
        "  ?                    this help               q                 quit",
        "  Ctrl-L               draw the screen again   Ctrl-Z            put the program aside",
        "",
        "What both texts share is marked: by colour, or by ⟦ and ⟧ where there is none.",
    ]
}
