"""The citizens' search: an index of the public pages, and what is found in it."""
