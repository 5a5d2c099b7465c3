"""What is remembered of an account besides Django's user: its passwords and when they changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class AccountState(models.Model):
    """Since when a password is in use, and whether its owner chose it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="account_state",
    )
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user)


class PasswordHistory(models.Model):
    """A password that was in use, as its hash; it may not be used again for a while."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="password_history"
    )
    password = models.CharField(max_length=128)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.changed_at:%Y-%m-%d}"
