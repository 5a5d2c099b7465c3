"""Databases as earlier versions left them, and what must be found in them after an upgrade.

For each version there are two files: ``<name>.sql.gz``, the whole database of the invented
province as SQL for SQLite, and ``<name>.json``, what people had entered into it. Neither is
changed once its version is landed: it is what a province has on its server.

Make the present version's two files, on the lowest supported Django and Wagtail, with

    python -m tests.stored.make issue3

after adding to ``content.py`` what the version's new models hold, and to ``manifest.py`` their
fields. ``tests/test_stored_databases.py`` takes up whatever lies here: it loads each database,
migrates it, provisions and uses it.

``issue2`` was made at commit bbe14f7, the last one with the migration 0001 alone, from a copy of
that commit with this folder put into its ``tests``.
"""
