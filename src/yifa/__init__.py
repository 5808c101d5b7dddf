"""Yifa 依法: a county governed by law, as declarations, a ledger and what follows from them."""
