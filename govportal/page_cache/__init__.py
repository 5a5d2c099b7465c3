"""Answers anonymous readers from memory, and forgets as soon as something shown has changed."""
