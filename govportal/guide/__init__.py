"""The editor's guide: short pages inside the admin, in the reader's language."""
