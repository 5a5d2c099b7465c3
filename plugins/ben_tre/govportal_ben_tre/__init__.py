"""The province of Bến Tre for govportal."""
