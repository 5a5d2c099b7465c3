"""A reference: bare Wagtail on the same database, a page that lists 20 items by date."""
