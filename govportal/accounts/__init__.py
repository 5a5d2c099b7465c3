"""Accounts of staff: whose they are, who reviews them, and how they change hands."""
