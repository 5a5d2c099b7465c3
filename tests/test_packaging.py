"""The wheel of each distribution carries everything the installed package reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from gettext import GNUTranslations
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ("ben_tre", "bac_giang", "hung_yen", "dong_thap")


def build(project: Path, folder: Path) -> set[str]:
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", f"--outdir={folder}"]
    done = subprocess.run([*command, str(project)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_of(package: Path) -> set[str]:
    return {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".tmp")
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


def test_wheel_contains_every_file(wheel):
    assert files_of(ROOT / "govportal") - wheel == set()


@pytest.mark.parametrize(
    "pattern",
    ["govportal/templates/*.html", "govportal/static/*.css", "govportal/*.toml"],
)
def test_wheel_has_templates_static_files_and_data(wheel, pattern):
    folder, suffix = pattern.split("*")
    assert [name for name in wheel if name.startswith(folder) and name.endswith(suffix)]


def test_wheel_has_every_catalogue_compiled(wheel):
    sources = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "govportal" / "locale").rglob("*.po")
    }
    assert sources
    assert {source.removesuffix(".po") + ".mo" for source in sources} <= wheel


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_wheel_has_the_catalogues_of_other_packages_as_one_file_a_domain(wheel, domain):
    sources = f"govportal/upstream/catalogues/wagtail/admin/locale/vi/LC_MESSAGES/{domain}.po"
    assert {sources, f"govportal/upstream/compiled/vi/LC_MESSAGES/{domain}.mo"} <= wheel


def test_catalogues_are_compiled_again_only_when_one_has_changed(tmp_path):
    shutil.copy(ROOT / "hatch_build.py", tmp_path)
    place = "upstream/catalogues/{}/locale/vi/LC_MESSAGES/django.po"
    for name, text in (("one", "Save"), ("two/three", "Edit")):
        path = tmp_path / "govportal" / place.format(name)
        path.parent.mkdir(parents=True)
        path.write_text(f'msgid "{text}"\nmsgstr "{text} (vi)"\n')

    def compiled():
        command = [sys.executable, "hatch_build.py"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stderr

    target = "govportal/upstream/compiled/vi/LC_MESSAGES/django.mo"
    assert compiled() == f"compiled {target}\n"
    with (tmp_path / target).open("rb") as stream:
        texts = GNUTranslations(stream)
    assert [texts.gettext(text) for text in ("Save", "Edit")] == ["Save (vi)", "Edit (vi)"]
    assert compiled() == ""
    path.write_text('msgid "Edit"\nmsgstr "Sửa"\n')
    os.utime(path, (time.time() + 5, time.time() + 5))
    assert compiled() == f"compiled {target}\n"


def test_wheel_has_nothing_of_the_checkout(wheel):
    roots = {name.split("/")[0] for name in wheel if ".dist-info/" not in name}
    assert roots == {"govportal"}
    assert not [name for name in wheel if "__pycache__" in name or name.endswith(".sqlite3")]


@pytest.mark.parametrize("plugin", PLUGINS)
def test_plugin_wheel_contains_its_files(plugin, tmp_path):
    package = ROOT / "plugins" / plugin / f"govportal_{plugin}"
    names = build(ROOT / "plugins" / plugin, tmp_path)
    assert f"govportal_{plugin}/__init__.py" in names
    assert files_of(package) - names == set()
    assert {n.split("/")[0] for n in names if ".dist-info/" not in n} == {package.name}


@pytest.mark.parametrize("lock", ["runtime", "production", "dev"])
def test_locks_are_hashed_and_name_no_address(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    assert "--hash=sha256:" in text
    for forbidden in ("://", "--index-url", "--extra-index-url", "--find-links", " @ "):
        assert forbidden not in text


def test_locks_contain_every_declared_requirement():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    text = (ROOT / "requirements" / "runtime.txt").read_text()
    locked = {line.split("==")[0] for line in text.splitlines() if "==" in line}
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    assert declared <= locked
