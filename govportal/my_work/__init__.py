"""What waits for a person: one page, a count in the menu, a daily mail, and the dashboard."""
