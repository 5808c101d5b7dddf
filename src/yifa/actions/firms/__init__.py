"""What a firm does by its link and number, and what the county does for it."""
