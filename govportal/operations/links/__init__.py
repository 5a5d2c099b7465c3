"""Whether the links in what portals publish still lead somewhere, asked from time to time."""
