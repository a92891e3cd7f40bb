"""Runs that are killed, and inputs that are damaged."""
