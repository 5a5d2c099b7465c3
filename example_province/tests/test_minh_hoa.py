"""The province's data is whole, and its portals answer at its domain."""

import pytest
from django.core.management import call_command

from govportal.testing import ProvinceContract
from minh_hoa import govportal_hooks


class TestProvince(ProvinceContract):
    hooks = govportal_hooks
    good_addresses = ("minhhoa.gov.vn", ("stc.minhhoa.gov.vn", "stc"))
    bad_addresses = ("stc.minhhoa.vn", ("en.minhhoa.gov.vn", "stc"))
    english_addresses = {"ubnd": "en.minhhoa.gov.vn"}


@pytest.mark.django_db
def test_home_answers_at_the_domain_of_the_province(client):
    call_command("govportal", "provision")
    home = client.get("/", headers={"host": "minhhoa.gov.vn"})
    assert home.status_code == 200
    assert "Ủy ban nhân dân tỉnh Minh Họa" in home.content.decode()
