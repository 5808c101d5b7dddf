"""What the desk and the portal both show: draws and their years, joint plans, visits saved."""
