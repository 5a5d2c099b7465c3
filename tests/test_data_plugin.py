"""A province's plugin answers from its two files; a module can be read in one way only."""

import sys
from types import ModuleType

import pytest

from govportal import DataPlugin, SectionSpec, Text, hookimpl, hookspecs, plugins, read_province
from govportal.data_plugin import PluginModuleError
from govportal.testing import province_plugin
from tests.province_app import govportal_hooks

DATA = govportal_hooks.plugin
SECTION = SectionSpec(
    key="craft_villages", title=Text(vi="Làng nghề"), kinds=("commune",), source="Điều 9"
)


class OwnSections(DataPlugin):
    """A province that adds a section by code and answers a hook that has no data."""

    @hookimpl
    def sections(self, agency):
        return [*super().sections(agency), SECTION]

    @hookimpl
    def feedback_agency(self, feedback):
        return "stc"


def module(**content):
    """Return a module ``province_x.govportal_hooks`` with *content*."""
    made = ModuleType("province_x.govportal_hooks")
    vars(made).update(content)
    return made


def own_names(hook):
    """Return the plugins besides core's that answer *hook*."""
    return [name for name in dict(plugins.answers())[hook] if name != "govportal"]


def test_files_answer_every_hook_that_they_have_keys_for():
    files = read_province(DATA.folder)
    assert DATA.province() == files.province
    assert DATA.agencies() == files.agencies
    assert DATA.domain_scheme() == files.domains
    assert DATA.rules() == files.rules
    assert DATA.record_types() == files.record_types
    assert DATA.report_templates() == files.report_templates
    assert DATA.connections() == files.connections
    assert DATA.accents() == files.accents


def test_every_answer_of_the_files_is_a_hook():
    given = {name for name in vars(DataPlugin) if hasattr(getattr(DATA, name), "govportal_impl")}
    hooks = {name for name, item in vars(hookspecs).items() if hasattr(item, "govportal_spec")}
    assert given <= hooks
    assert hooks - given == {"editorial_steps", "feedback_agency", "holidays"}


def test_sections_are_those_that_bind_the_agency(monkeypatch):
    files = DATA.files().model_copy(update={"sections": (SECTION,)})
    monkeypatch.setattr(DataPlugin, "files", lambda self: files)
    assert DATA.sections(plugins.agency("xa-dong-xanh")) == [SECTION]
    assert DATA.sections(plugins.agency("stc")) == []


@pytest.mark.parametrize("place", [DATA.folder, str(DATA.folder), govportal_hooks.__file__])
def test_folder_or_a_module_in_it_is_where_the_files_are(place):
    assert DataPlugin(place).folder == DATA.folder


def test_files_are_read_only_when_asked(tmp_path):
    with province_plugin(DataPlugin(tmp_path / "nothing_here.py")):
        assert own_names("province")


# --- a province with code -------------------------------------------------------------------------


def test_subclass_overrides_one_answer_and_keeps_the_others():
    with province_plugin(module(plugin=OwnSections(DATA.folder))):
        agency = plugins.agency("stc")
        assert SECTION in plugins.manager.hook.sections(agency=agency)[0]
        assert plugins.province() == DATA.province()
        assert own_names("feedback_agency") == ["province_x.govportal_hooks"]


def test_override_answers_without_being_marked_again():
    class Renamed(DataPlugin):
        def province(self):
            return super().province().model_copy(update={"code": "khac"})

    with province_plugin(module(plugin=Renamed(DATA.folder))):
        assert plugins.province().code == "khac"


def test_plugin_without_a_module_is_named_by_its_folder():
    with province_plugin(OwnSections(DATA.folder)):
        assert own_names("rules") == [f"OwnSections({str(DATA.folder)!r})"]


# --- modules --------------------------------------------------------------------------------------


def test_plugin_of_an_installed_application_goes_by_the_name_of_its_module():
    (found,) = plugins.discover(["tests.province_app", "govportal"])
    with province_plugin(found):
        assert own_names("rules") == ["tests.province_app.govportal_hooks"]
        assert plugins.province() == DATA.province()


def test_module_of_functions_answers_itself():
    with province_plugin(module(province=hookimpl(lambda: DATA.files().province))):
        assert own_names("province") == ["province_x.govportal_hooks"]
        assert plugins.province() == DATA.province()


def test_discover_finds_modules_of_either_kind(tmp_path, monkeypatch):
    for app, text in {
        "app_of_data": "from govportal import DataPlugin\nplugin = DataPlugin(__file__)\n",
        "app_of_functions": "from govportal import hookimpl\n@hookimpl\ndef rules(): return ()\n",
        "app_without": None,
    }.items():
        (tmp_path / app).mkdir()
        (tmp_path / app / "__init__.py").touch()
        if text:
            (tmp_path / app / "govportal_hooks.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    with province_plugin(*plugins.discover(["app_of_functions", "app_without", "app_of_data"])):
        assert own_names("rules") == [
            "app_of_functions.govportal_hooks", "app_of_data.govportal_hooks"
        ]  # fmt: skip
        assert own_names("province") == ["app_of_data.govportal_hooks"]
    for name in [name for name in sys.modules if name.startswith("app_of_")]:
        del sys.modules[name]


def test_functions_beside_a_plugin_are_refused_in_both_languages():
    both = module(plugin=DATA, holidays=hookimpl(lambda year: ()), rules=hookimpl(lambda: ()))
    with pytest.raises(PluginModuleError) as error:
        plugins.make_manager([both])
    vietnamese, english = str(error.value).split(" / ")
    for text, remedy in ((vietnamese, "lớp con của DataPlugin"), (english, "subclass of")):
        assert text.startswith("province_x.govportal_hooks: ")
        assert "(holidays, rules)" in text
        assert remedy in text


def test_class_in_place_of_a_plugin_is_refused_with_what_to_write():
    with pytest.raises(PluginModuleError) as error:
        plugins.make_manager([module(plugin=OwnSections)])
    assert str(error.value).count("plugin = OwnSections(__file__)") == 2
