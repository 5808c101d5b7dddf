"""Accounts at the desk: who may sign in, and with which duties."""
