"""The form with which a person takes a step with an item: a question, a proposal, a draft."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms


class StepForm(forms.Form):
    """A step with an item: its words, and what it does when it is sent."""

    title: ClassVar[Any] = ""
    done: ClassVar[Any] = ""

    def __init__(self, *args: Any, item: Any, user: Any = None, **kwargs: Any) -> None:
        self.item, self.user = item, user
        super().__init__(*args, **kwargs)

    def take(self, user: Any) -> None:
        """Take the step as *user*.

        Raises:
            PermissionDenied: it is not for *user* to take.
            StepRefusedError, or the room's own: it can't be taken now.
        """
        raise NotImplementedError
