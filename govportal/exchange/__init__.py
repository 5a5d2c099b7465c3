"""What other systems read of the portals, and what the portals link to (INTEG-04 to INTEG-06)."""
