"""The further languages of portals: what must exist in them, and how far it is kept up."""
