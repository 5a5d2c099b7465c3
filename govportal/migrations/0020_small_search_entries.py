from django.db import migrations, models
from django.db.models import F

from govportal.search import postgres, sqlite

DERIVED = [f"govportal_{name}" for name in ("entryeffect", "entryfile", "searchtext", "searchentry")]
VECTORS = [
    *(("govportal_searchentry", name) for name in ("tsv", "tsv_t", "words")),
    ("govportal_searchtext", "places"),
]
SHOWN = ("title", "number", "dated_on", "summary")


def forget_entries(apps, schema_editor):
    """Forget what another way of indexing made: provisioning, or search-index, makes it anew."""
    if schema_editor.connection.vendor == "sqlite":
        statements = [f"DELETE FROM {table}" for table in DERIVED]
        statements += [f"DROP TABLE IF EXISTS {table}" for table in (sqlite.WORDS, sqlite.TITLES)]
        statements += sqlite.CREATE
    else:
        statements = [f"TRUNCATE {', '.join(DERIVED)}"]  # deleting rows hinders what follows
        statements += [f"ALTER TABLE {where} DROP COLUMN IF EXISTS {name}" for where, name in VECTORS]
        statements += postgres.CREATE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('govportal', '0019_search_entries_of_portal'),
    ]

    operations = [
        migrations.RunPython(forget_entries, forget_entries),
        *(migrations.RemoveField(model_name='searchentry', name=name) for name in SHOWN),
        migrations.AddField(
            model_name='searchtext',
            name='title',
            field=models.CharField(default='', max_length=255),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchtext',
            name='number',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='searchtext',
            name='dated_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='searchtext',
            name='summary',
            field=models.TextField(blank=True),
        ),
        migrations.RemoveIndex(model_name='searchentry', name='search_entries_of_portal'),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index('language', F('id') + 0, name='search_entries_of_language'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index('portal', 'language', F('id') + 0, name='search_entries_of_portal'),
        ),
    ]
