"""A struct block that is a form field by itself, without a stream around it."""

from __future__ import annotations

from django import forms
from wagtail import blocks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter


class FormBlock(blocks.StructBlock):
    """Fields that a form shows as they are."""


class FormBlockAdapter(StructBlockAdapter):
    """Renders the fields so that Wagtail's controller of form fields finds their element."""

    js_constructor = "govportal.FormBlock"

    @property
    def media(self) -> forms.Media:
        """The scripts that the fields need."""
        return super().media + forms.Media(js=[versioned_static("govportal/admin/form-block.js")])


register(FormBlockAdapter(), FormBlock)
