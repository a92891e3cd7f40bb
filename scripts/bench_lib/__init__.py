"""Measures assay against bare decompression, against targets, and against other tools."""
