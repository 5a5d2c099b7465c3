import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from govportal.search import postgres, sqlite


def _of(schema_editor):
    return postgres if schema_editor.connection.vendor == "postgresql" else sqlite


def create_words(apps, schema_editor):
    """Make what the database finds words with; provisioning fills it."""
    for statement in _of(schema_editor).CREATE:
        schema_editor.execute(statement)


def drop_words(apps, schema_editor):
    for statement in _of(schema_editor).DROP:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('govportal', '0004_citation_keys'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=10)),
                ('kind', models.CharField(choices=[('article', 'Article'), ('document', 'Document'), ('record', 'Record'), ('section', 'Section'), ('home', 'Home')], max_length=10)),
                ('dated_on', models.DateField(null=True)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('title', models.CharField(max_length=255)),
                ('number', models.CharField(blank=True, max_length=120)),
                ('field', models.CharField(blank=True, max_length=255)),
                ('issuer', models.CharField(blank=True, max_length=255)),
                ('summary', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('version', models.PositiveSmallIntegerField()),
                ('page', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('portal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='govportal.portal')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='text', serialize=False, to='govportal.searchentry')),
                ('body', models.TextField()),
                ('unseen', models.TextField(blank=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TitleWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('word', models.CharField(max_length=60)),
                ('folded', models.CharField(max_length=60)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('language', 'word'), name='one_title_word')],
            },
        ),
        migrations.RunPython(create_words, drop_words),
    ]
