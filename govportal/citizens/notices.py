"""What a sender is told before giving personal data, and the words of each consent.

The form, scope and purpose of collection are told first (PRIV-01). Each purpose has a consent of
its own, never given by default (PRIV-02). The words agreed to are kept with their hash (PRIV-03).
"""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal import law
from govportal.citizens.models import ConsentRecord, Feedback
from govportal.portals.bodies import acting_body, acting_body_in_sentence
from govportal.portals.models import Portal

Purpose = ConsentRecord.Purpose


def notice(portal: Portal) -> list[tuple[str, str]]:
    """Return the notice of *portal* in the current language: heading and text of each part."""
    return [
        (_("How it is collected"), _("You enter it in this form. Nothing else is collected.")),
        (
            _("What is collected"),
            _("Your name, your question and, if you choose so, your email or telephone number."),
        ),
        (
            _("What it is used for"),
            _(
                "Only to handle and answer this question. The question and its answer may be "
                "published on the portal without your name, your contact data or anything else "
                "that shows who you are."
            ),
        ),
        (_("How long it is kept"), _retention(portal)),
        (
            _("Your rights"),
            _(
                "You may see, correct or delete your data and withdraw your consent at any time. "
                "Withdrawing does not affect what was done before."
            ),
        ),
        (_("Whom to ask"), contact(portal)),
    ]


def _retention(portal: Portal) -> str:
    months = law.number("feedback.keep_sender_data", system=portal.system)
    text = ngettext(
        "Your name and contact data are deleted %(months)s month after the question is answered.",
        "Your name and contact data are deleted %(months)s months after the question is answered.",
        months,
    )
    return text % {"months": months}


def contact(portal: Portal) -> str:
    """Return whom to ask about personal data: the body that has them and how to reach it."""
    phone = portal.phone.replace(" ", "\u00a0")  # a number stays on one line
    known = (acting_body(portal), portal.address, phone, portal.email)
    return ", ".join(part for part in known if part)


def consent(portal: Portal, purpose: str) -> str:
    """Return the sentence that a sender ticks for *purpose*, in the current language."""
    sentence = {
        Purpose.ANSWERING: _("I agree that %(authority)s uses this data to answer my question."),
        Purpose.SHARING: _(
            "I agree that %(authority)s passes my question, name and contact data to another "
            "agency of the province if that agency is the one competent to answer."
        ),
    }[Purpose(purpose)]
    return sentence % {"authority": acting_body_in_sentence(portal)}


def record(feedback: Feedback, purpose: str) -> ConsentRecord:
    """Keep that the sender of *feedback* agreed to *purpose*, with all that was shown."""
    parts = [f"{heading}: {text}" for heading, text in notice(feedback.portal)]
    text = "\n".join([*parts, consent(feedback.portal, purpose)])
    version = hashlib.sha256(text.encode()).hexdigest()
    return ConsentRecord.objects.create(
        feedback=feedback, purpose=purpose, text=text, version=version
    )
