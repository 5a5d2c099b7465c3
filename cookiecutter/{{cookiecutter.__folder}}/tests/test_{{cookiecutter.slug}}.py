"""The province's data is whole, and its portals answer at its domain."""

import pytest
from django.core.management import call_command

from govportal.testing import ProvinceContract
from {{ cookiecutter.slug }} import govportal_hooks


class TestProvince(ProvinceContract):
    hooks = govportal_hooks
    good_addresses = ("{{ cookiecutter.domain }}", ("stc.{{ cookiecutter.domain }}", "stc"))
    bad_addresses = ("stc.{{ cookiecutter.domain.removesuffix('.gov.vn') }}.vn", ("en.{{ cookiecutter.domain }}", "stc"))
    english_addresses = {"ubnd": "en.{{ cookiecutter.domain }}"}


@pytest.mark.django_db
def test_home_answers_at_the_domain_of_the_province(client):
    call_command("govportal", "provision")
    home = client.get("/", headers={"host": "{{ cookiecutter.domain }}"})
    assert home.status_code == 200
    assert "Ủy ban nhân dân {{ cookiecutter.__name_inside }}" in home.content.decode()
