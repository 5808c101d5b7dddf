"""Random draws at the desk."""
