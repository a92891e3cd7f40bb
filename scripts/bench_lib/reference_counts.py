"""What must be found in the real data, counted once by the slow reference in ../shared/oracle: for each dataset its records,
the bytes of its lines, and for each index (matched prompts, contaminated records)."""

REFERENCE = {
    "english": (38805, 167_754_158, {"30k": (83, 65), "0.9M": (113, 67)}),
    "english-small-records": (435637, 84_411_612, {"30k": (66, 58)}),
    "english-large-records": (78, 162_791_593, {"30k": (83, 31)}),
}
