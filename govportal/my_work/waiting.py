"""The sources of this room: each registers itself when it is imported.

Those of rooms that lie side by side with ``editorial`` stand here, above all of them.
"""

from govportal.my_work import (
    approvals,
    endings,
    faults,
    questions,
    reports,
    sharing,
    translations,
)

__all__ = ["approvals", "endings", "faults", "questions", "reports", "sharing", "translations"]
