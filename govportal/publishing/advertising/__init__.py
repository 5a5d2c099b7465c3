"""Advertisements on portals whose regulation allows them, approved, marked and watched."""
