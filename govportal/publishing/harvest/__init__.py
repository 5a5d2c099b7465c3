"""Hands the metadata of published pages to other agencies (TT 24/2011/TT-BTTTT, Điều 10)."""
