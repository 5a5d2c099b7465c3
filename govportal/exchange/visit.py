"""What is known of one request while it is answered."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from govportal.exchange.models import ApiConsumer, ApiKey
from govportal.exchange.problems import ApiProblem


@dataclass
class Visit:
    """A request for shared data: with which key, and how much it was given."""

    method: str
    key: ApiKey | None = None
    prefix: str = ""
    """What the key claims to be, right or wrong."""
    refusal: ApiProblem | None = None
    """Why there is no key."""
    items: int = 0
    changed: datetime | None = None
    """When the one item that was asked for last changed."""
    started: float = field(default_factory=time.monotonic)

    def milliseconds(self) -> int:
        """Return how long the request has taken so far."""
        return int((time.monotonic() - self.started) * 1000)

    @property
    def consumer(self) -> ApiConsumer:
        """The consumer that asks.

        Raises:
            ApiProblem: the request has no usable key, or its agreement is not in force.
        """
        if self.key is None:
            raise self.refusal or ApiProblem("key_missing")
        if not self.key.consumer.is_in_force:
            raise ApiProblem("agreement_not_in_force")
        return self.key.consumer

    @cached_property
    def portals(self) -> frozenset[int] | None:
        """The ids of the portals that the agreement names; None for every one."""
        return frozenset(self.consumer.portals.values_list("pk", flat=True)) or None
