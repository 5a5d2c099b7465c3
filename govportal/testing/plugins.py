"""Makes other plugins answer for the length of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from govportal import plugins


@contextmanager
def province_plugin(*modules: object) -> Iterator[None]:
    """Let *modules*, and no other plugin, answer the hooks; the first module answers first."""
    former = plugins.manager
    plugins.use(plugins.make_manager(modules))
    try:
        yield
    finally:
        plugins.use(former)
