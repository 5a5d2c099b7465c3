"""What a worker of the server keeps in memory before anybody asks it for more than pages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from govportal.facts import Text
from govportal.publishing.lazy_texts import in_language, lazily

ROOT = Path(__file__).parent.parent
LATE = {"docx", "holidays", "icalendar", "openpyxl", "pypdfium2"}
"""Packages that few requests need: together 14 MiB of each worker."""
READY = """
import json, sys
from django.core.wsgi import get_wsgi_application
get_wsgi_application().load_middleware()
from django.urls import get_resolver
get_resolver().reverse_dict
from govportal.publishing.records.blocks import details_block
details_block()
print(json.dumps([name for name in sys.modules if "." not in name]))
"""


@pytest.mark.pure
def test_a_worker_that_is_ready_has_not_read_what_few_requests_need():
    done = subprocess.run(
        [sys.executable, "-c", READY], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "wagtail" in loaded
    assert not loaded & LATE


def test_texts_in_the_language_of_the_reader_share_one_class():
    # Django's lazy() makes a class of 20 KiB at each call, and a province has hundreds of texts.
    texts = [in_language(Text(vi="Diện tích")), in_language(Text(vi="Năm")), lazily(lambda: "x")]
    assert len({type(text) for text in texts}) == 1
    assert [str(text) for text in texts] == ["Diện tích", "Năm", "x"]
