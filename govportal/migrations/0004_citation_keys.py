from django.db import migrations

from govportal.publishing.documents.references import citation_key


def keep_citation_keys(apps, schema_editor):
    """Give documents stored before this release the key by which citations find them."""
    documents = apps.get_model("govportal", "LegalDocumentPage").objects
    fields = ("pk", "number", "symbol", "issued_on", "document_class")
    for pk, number, symbol, issued_on, document_class in documents.values_list(*fields).iterator():
        year = issued_on.year if issued_on and document_class == "normative" else None
        citation = "/".join(str(part) for part in (number or "…", year, symbol) if part)
        documents.filter(pk=pk).update(citation_key=citation_key(citation))


class Migration(migrations.Migration):
    dependencies = [("govportal", "0003_documents")]

    operations = [migrations.RunPython(keep_citation_keys, migrations.RunPython.noop)]
