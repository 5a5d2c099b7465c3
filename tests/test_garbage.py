"""A worker that has given its first answer no longer searches its lasting objects for garbage."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FIRST_ANSWERS = """
import gc, json
from django.core.signals import request_finished
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
found = [gc.get_freeze_count()]
for _answer in range(2):
    request_finished.send(None)
    lasting = object()
    found.append(gc.get_freeze_count())
print(json.dumps([*found, len(gc.get_objects())]))
"""


@pytest.mark.pure
def test_what_is_there_at_the_first_answer_is_set_aside_once():
    done = subprocess.run(
        [sys.executable, "-c", FIRST_ANSWERS], cwd=Path(__file__).parent.parent,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    before, after_first, after_second, searched = json.loads(done.stdout.splitlines()[-1])
    assert before == 0
    assert after_first == after_second > 100_000
    assert searched < after_first / 10
