"""What comes in: information that the board asks of agencies, contributions, and the plan."""
