"""Django's SQLite backend, which remembers how it rewrites a statement's placeholders."""
