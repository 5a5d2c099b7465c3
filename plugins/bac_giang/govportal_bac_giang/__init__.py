"""The province of Bắc Giang for govportal."""
