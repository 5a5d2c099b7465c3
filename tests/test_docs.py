"""The documentation names everything a reader may use: hooks, settings, commands, checks."""

import ast
import inspect
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"


def text(path):
    return path.read_text("utf-8")


def sources():
    return [path for path in (ROOT / "govportal").rglob("*.py") if "migrations" not in path.parts]


def test_every_hook_is_documented_by_its_signature():
    from govportal import hookspecs

    page = text(REFERENCE / "hooks.md")
    hooks = {
        name: item for name, item in vars(hookspecs).items() if hasattr(item, "govportal_spec")
    }
    headings = {f"## {name}({', '.join(inspect.signature(hook).parameters)})" for name, hook in
                hooks.items()}  # fmt: skip
    assert headings <= set(page.splitlines())


def test_every_setting_is_documented():
    page = text(REFERENCE / "settings.md") + text(REFERENCE / "security.md")
    names = {
        name for path in sources() for name in re.findall(r"\b(GOVPORTAL_[A-Z_]+)\b", text(path))
    }
    assert {name for name in names if name not in page} == set()


def test_every_command_is_documented():
    from govportal.commands import COMMANDS

    page = text(REFERENCE / "commands.md").splitlines()
    assert {f"## govportal {command.NAME}" for command in COMMANDS} <= set(page)


def test_every_check_is_documented():
    page = text(REFERENCE / "checks.md")
    ids = {
        found for path in sources() for found in re.findall(r'"(govportal\.[EW]\d{3})"', text(path))
    }
    assert ids
    assert {name for name in ids if f"## {name}" not in page} == set()


def test_every_rule_is_documented():
    from govportal import law

    page = text(REFERENCE / "rules.md")
    assert {rule_id for rule_id in law.definitions() if f"`{rule_id}`" not in page} == set()


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text(page))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_readme_names_the_two_commands():
    readme = text(ROOT / "README.md")
    assert "make demo" in readme
    assert "make test" in readme
    makefile = text(ROOT / "Makefile")
    assert re.search(r"^demo:", makefile, re.M)
    assert re.search(r"^test:", makefile, re.M)


def test_no_machine_path_or_lock_address_is_committed():
    locks = [text(path) for path in (ROOT / "requirements").glob("*.txt")]
    assert not any("http://" in lock or "https://" in lock for lock in locks)


# --- Requirements --------------------------------------------------------------------------------

NAMED_TEST = re.compile(r"`((?:tests|plugins)/[\w/]+\.py)::(\w+)`")
MUST_BE_PROVED = (
    *(f"INFO-{number:02}" for number in range(1, 42)),
    *(f"FLOW-{number:02}" for number in range(1, 13)),
    *(f"ROLE-{number:02}" for number in range(1, 18)),
    *(f"ROYALTY-{number:02}" for number in range(1, 7)),
    *(f"META-{number:02}" for number in range(1, 8)),
    *(f"ATTR-{number:02}" for number in range(1, 5)),
    *(f"LANG-{number:02}" for number in range(1, 6)),
    "FUNC-18",
    "FUNC-19",
)


def requirement_rows():
    text = (ROOT / "docs" / "requirements.md").read_text("utf-8")
    rows = (line.strip("|").split("|") for line in text.splitlines() if line.startswith("| "))
    return {cells[0].strip(): cells for cells in rows}


@pytest.mark.parametrize("requirement", MUST_BE_PROVED)
def test_what_must_be_published_names_a_test_that_exists(requirement):
    file, name = NAMED_TEST.search(requirement_rows()[requirement][-1]).groups()
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
