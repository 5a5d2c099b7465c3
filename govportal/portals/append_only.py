"""Records that are proof of what happened: written once, never changed."""

from __future__ import annotations

from typing import Any

from django.db import models


class AppendOnlyError(Exception):
    """Somebody tried to change a record that is proof of what happened."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Records that are written once, so that many can't be changed at a time either."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError(self.model.__name__)

    def delete(self) -> Any:
        raise AppendOnlyError(self.model.__name__)


class AppendOnly(models.Model):
    """A record that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise AppendOnlyError(type(self).__name__)
