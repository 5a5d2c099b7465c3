"""A Vietnamese in which each text that comes from a catalogue stands in ⟦marks⟧.

Under it, what a screen shows without marks is content, or a text that nobody can translate.
"""

import json
import re
import tomllib
import unicodedata
from pathlib import Path

import polib
from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation.trans_real import DjangoTranslation
from lxml import etree, html
from wagtail.models import PageLogEntry

ROOT = Path(__file__).parents[1]
KEPT = re.compile(r"(%\(\w+\)[a-z]|%[sdr%](?!\w)|\{\w*\}|<[^>]+>)")
MARKED = re.compile(r"⟦[^⟦⟧]*(?:⟧|$)")
SHOWN = ("title", "aria-label", "aria-description", "placeholder", "alt", "label")
BUTTONS = ("submit", "button", "reset")
SILENT = ("script", "style", "svg", "noscript", "code", "pre")
BOUND = re.compile(r" [–→] | \(|[;\n]")
ALLOWED = {
    "what is printed on the keys": r"^(?:(?:Ctrl|Shift|Alt|Esc)\b[ +]*)+\w?$",
    "of “yes, no, maybe” the middle, which stands without marks": r"^Không$",
    "each language is named in itself": r"\bTiếng Việt\b|\bEnglish\b",
    "names of forms of files": r"\b(?:CSV|XLSX|TSV|PDF|DOCX|ZIP)\b",
    "names of files, and their endings": r"[\w.-]*\b(?:avif|csv|docx|gif|jpe?g|json|m4a|mp[34]|"
    r"od[st]|ogg|pdf|png|pptx|txt|vtt|wav|web[mp]|xlsx|xml|zip)\b",
    "addresses": r"https?://\S+|(?:[\w-]+\.)+(?:gov\.)?vn\S*|(?<!\S)/[\w/-]+",
    "what the metadata standard calls a kind of text": r"^Text$|^text/html$",
    "how Wagtail's report tells types of pages apart": r"\bgovportal\.\w+",
    "markup in what a script fills": r"^<div> </div>$",
    "the currency, in tables": r"\bVND\b",
    "what spreadsheets call their first sheet": r"^Sheet1$",
    "the name of the software": r"^Wagtail v[\w.]+$",
    "short for the People's Committee": r"\b(?:QĐ-)?UBND\b",
}
"""What stands on a screen without being content or translated, by the reason."""
QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
WORD = re.compile(r"[A-Za-z]{2,}")
VIETNAMESE = re.compile("[^\\W\\d_a-zA-Z]")


def write_catalogues(folder: Path) -> Path:
    """Write the pseudo-locale of the installed applications to *folder*, to be first of all."""
    for domain in ("django", "djangojs"):
        catalogue = polib.POFile(wrapwidth=0)
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Plural-Forms": "nplurals=1; plural=0;",
        }
        for key, text in _texts(domain).items():
            catalogue.append(_entry(key, marked(text)))
        target = folder / "vi" / "LC_MESSAGES" / f"{domain}.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save_as_mofile(str(target))
    return folder


def _texts(domain):
    merged = {}
    for texts in reversed(DjangoTranslation("vi", domain=domain)._catalog._catalogs):
        merged |= texts
    return {key: text for key, text in merged.items() if key and text}


def _entry(key, text):
    singular, is_plural = (key[0], True) if isinstance(key, tuple) else (key, False)
    context, separator, msgid = singular.rpartition("\x04")
    words = {"msgid_plural": msgid, "msgstr_plural": {0: text}} if is_plural else {"msgstr": text}
    return polib.POEntry(msgid=msgid, msgctxt=context if separator else None, **words)


def marked(text: str) -> str:
    """Put every part of *text* into marks, but its placeholders and tags."""
    return "".join(
        f"⟦{part}⟧" if place % 2 == 0 and part.strip() else part
        for place, part in enumerate(KEPT.split(text))
    )


class Reader:
    """Reads screens, and says which of their words come from no catalogue and are no content.

    Of the *translations*, what has no marks was translated once, when the process started: who
    reads English would see it in Vietnamese.
    """

    def __init__(self, content, allowed, translations):
        self.content = {_bare(text).casefold() for text in content if text}
        said = {form for text in map(_bare, translations) for form in (text, capfirst(text))}
        self.translations = {text for text in said if text.casefold() not in self.content}
        within = sorted(filter(_is_marked_off, self.content), key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, within)), re.IGNORECASE)
        self.allowed = re.compile("|".join(f"(?:{text})" for text in allowed.values()))
        self.judged = {}

    def leftovers(self, texts):
        """Return what is left of *texts* without marks and content."""
        return {text for text in texts if self._leaves(text)}

    def frozen(self, texts):
        """Return what of *texts* was translated when the process started."""
        return {text for text in texts if self._is_frozen(_bare(text))}

    def _is_frozen(self, bare):
        return bare in self.translations and not self.allowed.fullmatch(bare)

    def _leaves(self, text):
        if text not in self.judged:
            self.judged[text] = any(
                self._is_left(piece) and any(map(self._is_left, BOUND.split(piece)))
                for piece in MARKED.split(text)
            )
        return self.judged[text]

    def _is_left(self, part):
        bare = _bare(part)
        if self._is_frozen(bare):
            return True
        if part.rstrip().endswith("…") and self._begins_content(bare.casefold()):
            return False
        if not WORD.search(bare) or bare.casefold() in self.content:
            return False
        bare = self.pattern.sub(" ", self.allowed.sub(" ", bare))
        return any(not VIETNAMESE.search(word) for word in re.findall(r"[^\W\d_]{2,}", bare))

    def _begins_content(self, start):
        return any(text.startswith(start) for text in self.content)


def _bare(text):
    return unicodedata.normalize("NFC", " ".join(text.split())).strip(" .,:;–—-·|/()[]“”\"'#*→←…")


def _is_marked_off(text):
    return len(text) > 3 and bool(VIETNAMESE.search(text) or re.search(r"\w[.@/_-]\w", text))


def texts_of(answer) -> set[str]:
    """Return what a page or a modal of the administration shows and reads out."""
    body = answer.content.decode()
    if answer.headers["Content-Type"].startswith("application/json"):
        body = "".join(_markup(json.loads(body)))
    return set(texts_in(body)) if body.strip() else set()


def _markup(data):
    if isinstance(data, str) and "<" in data:
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _markup(item)


def data_of(answer) -> set[str]:
    """Return each string in the data that a page or a modal hands to its scripts."""
    body = answer.content.decode()
    if answer.headers["Content-Type"].startswith("application/json") or not body.strip():
        return set()
    root, found = html.fromstring(body), set()
    for script in root.iter("script"):
        _gather(script.text or "", found)
    for value in root.xpath("//@*[contains(., '\"')]"):
        _gather(value, found)
    return found


def _gather(data, found):
    for quoted in QUOTED.findall(data):
        try:
            text = json.loads(quoted)
        except ValueError:  # a string of a script, not of its data
            continue
        if text not in found:
            found.add(text)
            if "<" in text and text.strip():
                found.update(texts_in(text))
            elif '"' in text:
                _gather(text, found)


def texts_in(markup):
    """Yield the text nodes and the spoken attributes of *markup*."""
    root = html.fromstring(markup)
    etree.strip_elements(root, *SILENT, etree.Comment, with_tail=False)
    for counter in root.xpath("//*[@data-side-panel-toggle-counter]"):
        counter.text = None  # hidden until a script counts
    for element in root.iter(etree.Element):
        for text in (element.text, element.tail):
            if text and text.strip():
                yield " ".join(text.split())
        yield from filter(None, (element.get(name) for name in SHOWN))
        if element.tag == "input" and element.get("type") in BUTTONS:
            yield element.get("value") or ""


def translations():
    """Return the catalogues' Vietnamese."""
    return [text for key, text in _texts("django").items() if text not in key]


def stored_texts():
    """Return each short text that the database holds: names, titles, addresses."""
    yield from PageLogEntry.objects.values_list("label", flat=True).distinct()
    left_out = {"auth.permission", "contenttypes.contenttype", "sessions.session"}
    for model in apps.get_models():
        if model._meta.label_lower not in left_out and model._meta.managed:
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField) and not (
                    field.choices or isinstance(field, models.SlugField)
                ):
                    yield from model.objects.values_list(field.name, flat=True).distinct()


def described_texts():
    """Return what the nation's and the province's data files say."""
    for path in [*ROOT.glob("govportal/**/*.toml"), *ROOT.glob("tests/province_app/**/*.toml")]:
        yield from _strings(tomllib.loads(path.read_text("utf-8")))


def _strings(data):
    if isinstance(data, str):
        yield from [data] if VIETNAMESE.search(data) else []
    elif isinstance(data, dict) and "vi" in data:
        yield data["vi"]
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _strings(item)
