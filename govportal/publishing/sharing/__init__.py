"""Sharing between the portals of one installation, by proposal and by following (INTEG-01)."""
