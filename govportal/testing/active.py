"""Makes some plugins the active ones for the length of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from govportal import plugins


@contextmanager
def province_plugin(*modules: object) -> Iterator[None]:
    """Let *modules* answer the hooks, the first one first, with core's answers behind them."""
    former = plugins.manager
    plugins.use(plugins.make_manager(modules))
    try:
        yield
    finally:
        plugins.use(former)
