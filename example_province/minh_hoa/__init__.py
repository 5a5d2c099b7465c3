"""Minh Hoa Province for govportal."""
