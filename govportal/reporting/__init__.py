"""Statutory reports: forms are data, indicators are code, values are typed."""
