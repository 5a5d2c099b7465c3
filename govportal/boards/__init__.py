"""Who owns, manages and runs a portal, who sits on its Editorial Board, and who may work on it."""
