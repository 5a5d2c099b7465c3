"""The footer's trust label and platform label, and the page of standards (INTEG-08, FUNC-20)."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from govportal import defaults, plugins
from govportal.portal_systems import PlatformLabel
from govportal.province import Text
from govportal.publishing import platform_labels

MAIN, STC = "minhhoa.gov.vn", "stc.minhhoa.gov.vn"
CERTIFICATE = "https://tinnhiem.example.vn/minhhoa"


def page(client, host, path="/"):
    return client.get(path, headers={"host": host}).content.decode()


def label(**values):
    described = {
        "kind": Text(vi="Nền tảng dùng chung cấp tỉnh", en="Provincial platform"),
        "identifier": "NTS-01",
        "conformity_url": "https://example.vn/hop-quy",
        "in_operation_since": date(2020, 1, 1),
        "source": "Quyết định thử",
    }
    return PlatformLabel(**described | values)


@pytest.fixture
def labelled(monkeypatch):
    """Return a function that gives the province's main system a platform label."""

    def give(given):
        found = plugins.province()
        first = found.systems[0].model_copy(update={"platform_label": given})
        changed = found.model_copy(update={"systems": (first, *found.systems[1:])})
        monkeypatch.setattr(plugins, "province", lambda: changed)

    return give


def test_footer_has_no_label_without_data(provisioned, client):
    text = page(client, MAIN)
    assert "Nhãn tín nhiệm mạng" not in text
    assert "Nhãn nền tảng số" not in text


def test_trust_label_of_a_portal_is_a_link_and_no_picture_of_another_host(provisioned, client):
    portal = provisioned["ubnd"]
    portal.trust_label, portal.trust_label_url = "TN-123", CERTIFICATE
    portal.save()
    text = page(client, MAIN, "/tin-tuc/")
    assert f'<a href="{CERTIFICATE}" rel="noopener"><span class="num">TN-123</span></a>' in text
    assert f'src="{CERTIFICATE}' not in text
    assert "TN-123" not in page(client, STC)


@pytest.mark.parametrize(
    ("field", "value"),
    [("trust_label_url", "http://example.vn/"), ("trust_label_url", "javascript:alert(1)"),
     ("measurement_id", 'a"><script>')],
)  # fmt: skip
def test_wrong_values_are_refused_at_their_field(provisioned, field, value):
    portal = provisioned["ubnd"]
    setattr(portal, field, value)
    with pytest.raises(ValidationError) as refused:
        portal.full_clean()
    assert set(refused.value.message_dict) == {field}


def test_administrator_sets_the_label_of_the_own_portal_alone(provisioned, person, sign_in):
    client = sign_in(person("stc", "administrator"))
    own, other = (reverse("portals:edit", args=[provisioned[code].pk]) for code in ("stc", "ubnd"))
    assert 'name="trust_label"' in client.get(own).content.decode()
    assert client.get(other).status_code in (302, 403)


def test_platform_label_stands_in_the_footer_in_both_languages(provisioned, client, labelled):
    labelled(label())
    text = page(client, STC, "/tin-tuc/")
    assert "Nền tảng dùng chung cấp tỉnh" in text
    assert 'href="https://example.vn/hop-quy"' in text
    assert "Provincial platform" in page(client, STC, "/en/")


def test_platform_without_a_number_shows_nothing(provisioned, client, labelled):
    labelled(label(identifier=""))
    assert "Nền tảng dùng chung cấp tỉnh" not in page(client, MAIN)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("since", "on", "is_due"),
    [
        (date(2027, 7, 1), date(2027, 7, 1), True),
        (date(2027, 6, 30), date(2028, 12, 30), False),
        (date(2027, 6, 30), date(2028, 12, 31), True),
        (date(2027, 8, 1), date(2027, 6, 30), False),
    ],
)
def test_law_gives_older_systems_more_time(labelled, since, on, is_due):
    labelled(label(identifier="", in_operation_since=since))
    assert bool(list(platform_labels.lacking(on))) is is_due
    labelled(label(in_operation_since=since))
    assert list(platform_labels.lacking(on)) == []


# --- standards ------------------------------------------------------------------------------------


def in_force(on):
    return [item for item in defaults.national("standards").standards if item.is_in_force(on)]


@pytest.mark.parametrize(("host", "home"), [(MAIN, "/"), (STC, "/en/")])
def test_standards_in_use_are_listed_and_the_site_map_leads_there(provisioned, client, host, home):
    assert f'href="{home}tieu-chuan/"' in page(client, host, f"{home}so-do-cong/")
    text = page(client, host, f"{home}tieu-chuan/")
    listed = in_force(timezone.localdate())
    assert text.count('<th scope="row"') == len(listed)
    language = "en" if "/en/" in home else "vi"
    assert all(item.use.in_language(language) in text for item in listed)
    assert "WCAG 2.2" in text


def test_standards_of_a_province_that_has_ended_cite_no_later_act(provisioned, client, monkeypatch):
    ended = plugins.province().model_copy(update={"valid_to": date(2025, 6, 30)})
    monkeypatch.setattr(plugins, "province", lambda: ended)
    text = page(client, MAIN, "/tieu-chuan/")
    assert not re.search(r"278/2025|\d+/2026/NĐ-CP", text)
    assert text.count('<th scope="row"') == len(in_force(ended.valid_to))
    assert "RFC 4180" in text


def test_standard_whose_basis_changed_is_listed_once_a_day():
    for day in (date(2025, 6, 30), date(2026, 6, 30), date(2026, 7, 1)):
        names = [item.name.vi for item in in_force(day)]
        assert len(names) == len(set(names))


def test_standard_that_has_ended_is_not_listed(provisioned, client, monkeypatch):
    ended = (
        defaults.national("standards")
        .standards[0]
        .model_copy(update={"valid_to": date(2026, 1, 1), "reference": "CU-1"})
    )
    national = defaults.national
    stored = national("standards").model_copy(update={"standards": (ended,)})
    monkeypatch.setattr(
        defaults, "national", lambda name: stored if name == "standards" else national(name)
    )
    assert "CU-1" not in page(client, MAIN, "/tieu-chuan/")
