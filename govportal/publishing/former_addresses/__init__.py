"""Addresses at which pages once stood: they lead on, or say what became of a document."""
