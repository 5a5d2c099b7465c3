"""Legal documents as data: their facts, effect, relations and text, and ways in and out of it."""
