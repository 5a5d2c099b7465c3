"""Which small, shared names are kept in both languages (modeltranslation looks here)."""

from modeltranslation.translator import TranslationOptions, translator

from govportal.portals.models import Agency, Portal


class AgencyTranslation(TranslationOptions):
    """Agency names in Vietnamese and English."""

    fields = ("name",)


class PortalTranslation(TranslationOptions):
    """What a portal's header and footer say in each language."""

    fields = ("name", "authority_name", "responsible_person", "address")


translator.register(Agency, AgencyTranslation)
translator.register(Portal, PortalTranslation)
