"""Actions on accounts: who may sign in, and with which duties."""
