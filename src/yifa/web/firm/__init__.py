"""The firm's own page: no account, a link and a number."""
