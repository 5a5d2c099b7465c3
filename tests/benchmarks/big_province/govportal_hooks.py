"""The invented province of the suite with as many departments as a measurement asks for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from govportal import DataPlugin
from govportal.province import AgencySpec

PORTALS = "BENCHMARK_PORTALS"
FILES = Path(__file__).parents[2] / "province_app"


class BigProvince(DataPlugin):
    """Five portals, and departments beyond them up to the number in the environment."""

    def agencies(self) -> Sequence[AgencySpec]:
        found = list(self.files().agencies or ())
        model = next(agency for agency in found if agency.kind == "department")
        more = int(os.environ.get(PORTALS, "5")) - len(found)
        return found + [
            model.model_copy(update={"code": f"so-{n}", "abbreviation": f"SO{n}"})
            for n in range(more)
        ]


plugin = BigProvince(FILES)
