"""Checks assay against a slow reference implementation, against scikit-learn, and against itself."""
