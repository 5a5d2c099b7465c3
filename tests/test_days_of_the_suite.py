"""No module of the suite keeps a day from when it was read: a run may go on past midnight."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure
ROOT = Path(__file__).parent
CLOCKS = {"localdate", "localtime", "now", "today"}
SCRIPTS = {"daily_work_samples.py"}  # run at once, in a process of its own
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def while_read(node):
    """Give the nodes that run when the module is read: defaults and decorators, no bodies."""
    inside = {id(part) for part in _body(node)}
    for child in ast.iter_child_nodes(node):
        if id(child) not in inside:
            yield child
            yield from while_read(child)


def _body(node):
    if not isinstance(node, FUNCTIONS):
        return []
    return [node.body] if isinstance(node, ast.Lambda) else node.body


def read_too_early(source):
    """Give the lines of *source* that ask a clock, by its name or another given to it there."""
    nodes = list(while_read(ast.parse(source)))
    clocks = CLOCKS | {
        target.id
        for node in nodes
        if isinstance(node, ast.Assign) and getattr(node.value, "attr", "") in CLOCKS
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in nodes:
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in clocks:
                yield node.lineno


def test_what_is_read_too_early_is_found():
    source = (
        "TODAY = timezone.localdate\n"
        "DAY = TODAY()\n"
        "def late(day=date.today()):\n"
        "    return TODAY()\n"
        "@parametrize([TODAY()])\n"
        "class Case:\n"
        "    make = lambda: TODAY()\n"
    )
    assert list(read_too_early(source)) == [2, 3, 5]


def test_no_module_keeps_the_day_on_which_it_was_read():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(ROOT.rglob("*.py"))
        if path.name not in SCRIPTS
        for line in read_too_early(path.read_text())
    ]
    assert found == []
