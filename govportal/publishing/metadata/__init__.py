"""Metadata of every page (Thông tư 24/2011/TT-BTTTT): filled by itself, corrected by editors."""
