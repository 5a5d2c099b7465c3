"""What the author of a province plugin tests it with; needs pytest and pytest-django.

In the plugin's tests::

    from govportal.testing import ProvinceContract

    class TestMyProvince(ProvinceContract):
        hooks = govportal_my_province.govportal_hooks
        good_addresses = ("myprovince.gov.vn", ("stc.myprovince.gov.vn", "stc"))
"""

import pytest

pytest.register_assert_rewrite("govportal.testing.contract")

from govportal.testing.contract import ProvinceContract  # noqa: E402
from govportal.testing.plugins import province_plugin  # noqa: E402

__all__ = ["ProvinceContract", "province_plugin"]
