"""Libraries that packages load where they find them, and that no portal has a use for."""

from __future__ import annotations

import sys


def leave_out_heif() -> None:
    """Let Willow do without libheif.

    No portal takes HEIC pictures. The library would take five megabytes of every process, and would
    be one more decoder that pictures of unknown origin could reach.
    """
    sys.modules.setdefault("pillow_heif", None)  # type: ignore[arg-type]
