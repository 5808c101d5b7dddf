"""Reads a published annual rule-of-law report: its figures, and whether they hold together. Pure; see README.md."""
