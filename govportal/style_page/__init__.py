"""Every component of the public pages with its states, drawn by their own templates."""
