"""The template makes a province that runs, and refuses what would make a broken one.

After a change of the template render the example anew:

    .venv/bin/cookiecutter --no-input --default-config -o /tmp cookiecutter
    rm -rf example_province && mv /tmp/minh_hoa example_province
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cookiecutter.exceptions import FailedHookException
from cookiecutter.main import cookiecutter
from django.apps import apps

pytestmark = [pytest.mark.pure, pytest.mark.slow]

ROOT = Path(__file__).resolve().parent.parent
MADE_WHILE_RUNNING = {".venv", "var", "__pycache__", ".pytest_cache"}
NEW_DONG_NAI = {"province_name": "Tỉnh Đồng Nai Mới", "domain": "dongnaimoi.gov.vn"}


@pytest.fixture
def render(tmp_path, monkeypatch):
    """Return a function from answers to the folder of the project made from them."""
    config = tmp_path / "config.yaml"
    config.write_text(f"replay_dir: {tmp_path / 'replay'}\ncookiecutters_dir: {tmp_path}\n")
    monkeypatch.setenv("COOKIECUTTER_CONFIG", str(config))

    def make(**answers: str) -> Path:
        template, output = str(ROOT / "cookiecutter"), str(tmp_path / "made")
        return Path(cookiecutter(template, no_input=True, extra_context=answers, output_dir=output))

    return make


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not MADE_WHILE_RUNNING & set(path.relative_to(folder).parts)
    }


def run(project: Path, *arguments: str, status: int = 0) -> str:
    """Run Python in *project* with this interpreter and nothing of this suite's environment.

    Return what it prints; it has to end with *status*.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOVPORTAL_", "DJANGO_", "PYTEST_", "COV_"))
        and name not in {"DATABASE_URL", "REDIS_URL"}
    }
    environment = {**kept, "PYTHONPATH": f"{project}{os.pathsep}{ROOT}"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


# --- what comes out -----------------------------------------------------------------------------


def test_example_province_is_the_rendering_of_the_default_answers(render):
    rendered, kept = contents(render()), contents(ROOT / "example_province")
    assert sorted(rendered) == sorted(kept)
    assert [path for path in rendered if rendered[path] != kept[path]] == []


def test_nothing_of_the_template_or_of_its_example_is_left(render):
    for path, content in contents(render(**NEW_DONG_NAI)).items():
        assert b"cookiecutter" not in content and "cookiecutter" not in path
        assert "minh" not in path and "Minh Họa".encode() not in content, path
        assert b"minhhoa" not in content and b"minh_hoa" not in content, path


@pytest.mark.parametrize(
    ("name", "slug", "english", "domain"),
    [
        ("Tỉnh Minh Họa", "minh_hoa", "Minh Hoa Province", "minhhoa.gov.vn"),
        ("Tỉnh Hà Tĩnh", "ha_tinh", "Ha Tinh Province", "hatinh.gov.vn"),
        ("Thành phố Đà Nẵng", "da_nang", "Da Nang City", "danang.gov.vn"),
        ("Tỉnh Đắk Lắk", "dak_lak", "Dak Lak Province", "daklak.gov.vn"),
    ],
)
def test_answers_follow_from_the_name_of_the_province(render, name, slug, english, domain):
    project = render(province_name=name)
    assert project.name == slug
    data = (project / slug / "province.toml").read_text("utf-8")
    assert f'name = {{ vi = "{name}", en = "{english}" }}' in data
    assert f'base = "{domain}"' in data


def test_project_runs(render):
    project = render(**NEW_DONG_NAI)
    assert project.name == "dong_nai_moi"
    assert "no issues" in run(project, "manage.py", "check")
    addresses = run(project, "manage.py", "govportal", "domains")
    for host in ("en.dongnaimoi.gov.vn", "skhcn.dongnaimoi.gov.vn", "vensong.dongnaimoi.gov.vn/en"):
        assert host in addresses
    demo = run(project, "manage.py", "govportal", "demo", "--no-serve")
    assert "Ready: http://dongnaimoi.gov.vn.localhost:8000/" in demo


def test_tests_of_the_project_pass(render):
    project = render(**NEW_DONG_NAI)
    assert " passed" in run(project, "-m", "pytest", "-q", "-p", "no:cacheprovider")


def test_fault_in_the_data_is_named_in_both_languages(render):
    project = render(**NEW_DONG_NAI)
    data = project / "dong_nai_moi" / "province.toml"
    data.write_text(data.read_text("utf-8").replace("\nbase = ", "\nbases = "), "utf-8")
    said = run(project, "manage.py", "check", status=1)
    assert "Traceback" not in said
    assert "province.toml: domains.bases: khóa không có trong quy ước." in said
    assert "province.toml: domains.bases: this key is not known." in said


# --- what is refused ----------------------------------------------------------------------------


def refused(render, capfd, tmp_path, **answers) -> list[str]:
    """Return the sentences with which *answers* are refused; nothing is left behind."""
    before = set(tmp_path.rglob("*"))
    with pytest.raises(FailedHookException):
        render(**answers)
    left = {path for path in set(tmp_path.rglob("*")) - before if "replay" not in path.parts}
    assert left <= {tmp_path / "made"}
    return capfd.readouterr().err.splitlines()


@pytest.mark.parametrize(
    "slug",
    ["Minh_Hoa", "minh-hoa", "minh họa", "1minh", "_minh", "minh__hoa", "../minh", "a/b", "", "đ"],
)
def test_slug_that_is_no_module_name_is_refused(render, capfd, tmp_path, slug):
    vietnamese, english = refused(render, capfd, tmp_path, slug=slug, domain="minhhoa.gov.vn")
    assert vietnamese.startswith("Tên gói") and "minh_hoa" in vietnamese
    assert english.startswith("The package name") and "minh_hoa" in english


@pytest.mark.parametrize("slug", ["class", "json", "govportal", "tests", "settings"])
def test_slug_that_is_taken_is_refused(render, capfd, tmp_path, slug):
    vietnamese, english = refused(render, capfd, tmp_path, slug=slug, domain="minhhoa.gov.vn")
    assert f"tinh_{slug}" in vietnamese and f"tinh_{slug}" in english


def test_every_installed_application_is_a_taken_slug():
    hook = (ROOT / "cookiecutter" / "hooks" / "pre_gen_project.py").read_text("utf-8")
    taken = set(re.search(r'TAKEN = set\(\s*"""(.*?)"""', hook, re.S)[1].split())
    foreign = [app for app in apps.get_app_configs() if app.name != "tests.province_app"]
    names = {app.label for app in foreign} | {app.name.split(".")[0] for app in foreign}
    assert names - taken == set()


@pytest.mark.parametrize(
    ("domain", "remedy"),
    [
        ("minhhọa.gov.vn", "marks"),
        ("MinhHoa.gov.vn", "write minhhoa.gov.vn"),
        ("minh_hoa.gov.vn", "underscore"),
        ("minhhoa.vn", "under .gov.vn"),
        ("minhhoa.gov.vn.example.com", "under .gov.vn"),
        ("gov.vn", "under .gov.vn"),
        (".gov.vn", "like minhhoa.gov.vn"),
        ("-minhhoa.gov.vn", "like minhhoa.gov.vn"),
        ("https://minhhoa.gov.vn", "like minhhoa.gov.vn"),
        ("xn--minhha-7p7b.gov.vn", "like minhhoa.gov.vn"),
    ],
)
def test_domain_that_the_law_forbids_is_refused(render, capfd, tmp_path, domain, remedy):
    vietnamese, english = refused(render, capfd, tmp_path, domain=domain)
    assert vietnamese.startswith("Tên miền") and domain in vietnamese
    assert english.startswith("The domain") and remedy in english


@pytest.mark.parametrize("name", ['Tỉnh "Minh Họa"', "Tỉnh Minh\\Họa", "Minh, Họa", "  "])
def test_name_that_would_break_the_data_is_refused(render, capfd, tmp_path, name):
    answers = {"province_name": name, "province_name_en": "Minh Hoa Province", "slug": "minh_hoa"}
    vietnamese, english = refused(render, capfd, tmp_path, **answers)
    assert "chữ cái" in vietnamese and "letters" in english


def test_every_bad_answer_is_named_at_once(render, capfd, tmp_path):
    assert len(refused(render, capfd, tmp_path, slug="json", domain="minhhoa.vn")) == 4
