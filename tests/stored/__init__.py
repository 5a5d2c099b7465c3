"""Databases as earlier versions left them, and what must be found in them after an upgrade.

For each version there are two files: ``<name>.sql.gz``, the whole database of the invented
province as SQL for SQLite, and ``<name>.json``, what people had entered into it. Neither is
changed once its version is landed: it is what a province has on its server.

Make the present version's two files, on the lowest supported Django and Wagtail, with

    python -m tests.stored.make issue5

after adding to ``content.py``, or to a module beside it, what the version's new models hold, and
to ``manifest.py`` their fields. ``tests/test_stored_databases.py`` takes up whatever lies here: it
loads each database, migrates it, provisions and uses it. Where the schema changes once more before
the version is landed, ``python -m tests.stored.make --again issue5`` replaces the two files.

``issue2`` was made at commit bbe14f7, the last one with the migration 0001 alone, from a copy of
that commit with this folder put into its ``tests``. ``issue3`` has the migration 0002 as well, and
what ``information.py`` makes; ``issue4`` has the migrations 0003 and 0004, and what
``documents.py`` makes. A field that a version did not have is not compared in its database.
"""
