"""The joint inspection plan at the desk."""
