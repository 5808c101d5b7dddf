"""The ceremony of a random draw, one act a file."""
