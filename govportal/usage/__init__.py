"""How much the portals are used and how readers rate them: sums alone, nobody's traces."""
