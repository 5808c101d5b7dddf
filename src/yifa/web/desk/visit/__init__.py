"""Visits at the desk: today's, one at the door, and what was saved."""
