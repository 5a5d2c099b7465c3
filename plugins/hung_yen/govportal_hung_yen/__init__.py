"""The province of Hưng Yên for govportal."""
