"""Stores every text in composed letters: Unicode NFC, as TCVN 6909 wants it (INFO-37)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import CharField, Field, Model, TextField
from django.db.models.signals import pre_save
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from govportal.folding import normalise

APPLICATIONS = ("govportal", "wagtailimages", "wagtaildocs")


def compose(instance: Model) -> None:
    """Bring all texts of *instance* that are loaded into NFC, the blocks of its body included."""
    for field, value in _loaded(instance):
        if isinstance(value, str):
            setattr(instance, field.attname, normalise(value))
        elif isinstance(value, StreamValue):
            stored = value.get_prep_value()
            composed = composed_data(stored)
            if composed != stored:
                blocks = StreamValue(field.stream_block, composed, is_lazy=True)
                setattr(instance, field.attname, blocks)


def composed_data(data: Any) -> Any:
    """Return *data* as JSON holds it with every text within it in NFC."""
    if isinstance(data, str):
        return normalise(data)
    if isinstance(data, dict):
        return {key: composed_data(value) for key, value in data.items()}
    return [composed_data(item) for item in data] if isinstance(data, list | tuple) else data


def texts_of(instance: Model) -> Iterator[tuple[str, str]]:
    """Yield each text that people wrote into *instance* with the label of its field."""
    for field, value in _loaded(instance):
        if not field.editable or field.choices:
            continue
        stored = value.get_prep_value() if isinstance(value, StreamValue) else value
        for text in _texts_in(stored):
            yield str(field.verbose_name), text


def _texts_in(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts_in(value)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from _texts_in(item)


def _loaded(instance: Model) -> Iterator[tuple[Field, Any]]:
    for field in instance._meta.concrete_fields:
        if isinstance(field, CharField | TextField | StreamField):
            value = instance.__dict__.get(field.attname)
            if value:
                yield field, value


def _compose_before_saving(instance: Model, **kwargs: Any) -> None:
    compose(instance)


def connect() -> None:
    """Compose the texts of everything that is saved, wherever it comes from."""
    for label in APPLICATIONS:
        for model in apps.get_app_config(label).get_models():
            uid = f"govportal-composition-{model._meta.label}"
            pre_save.connect(_compose_before_saving, sender=model, dispatch_uid=uid)
