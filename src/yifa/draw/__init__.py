"""A random draw that anyone can verify. See README.md beside this file; `yifa draw` is its command line. Pure."""
