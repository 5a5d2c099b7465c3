"""Refuses answers that would make a broken province: one sentence each, in both languages."""

import json
import keyword
import re
import sys
import unicodedata

ANSWERS = json.loads(r"""{{ cookiecutter | jsonify }}""")

# Packages that govportal installs, labels of their applications, and modules of the project.
TAKEN = set(
    """
    account admin allauth auth axes conftest contenttypes csp django django_tasks documents
    embeds forms govportal granian holidays humanize images locales manage messages mfa
    modelcluster modeltranslation openpyxl pluggy postgres pydantic pytest redirects routable_page
    search sessions settings simple_translation site sitemaps sites snippets staticfiles
    storages taggit test tests typed_table_block users wagtail wagtail_localize wagtailadmin
    wagtailcore wagtaildocs wagtailembeds wagtailforms wagtailimages wagtaillocales
    wagtailredirects
    wagtailroutablepage wagtailsearch wagtailsettings wagtailsites wagtailsnippets wagtailusers
    whitenoise wsgi
    """.split()
)
LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"


def name_problem(name):
    letters = unicodedata.normalize("NFC", name)
    if letters.strip() and all(letter.isalpha() or letter in " '’-." for letter in letters):
        return None
    return (
        f"Tên {name!r} chỉ được gồm chữ cái, dấu cách và dấu gạch nối.",
        f"The name {name!r} may hold only letters, spaces and hyphens.",
    )


def slug_problem(slug):
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", slug):
        return (
            f"Tên gói {slug!r} phải gồm chữ thường không dấu, chữ số, dấu gạch dưới giữa các từ "
            "và bắt đầu bằng chữ cái, ví dụ minh_hoa.",
            f"The package name {slug!r} must be plain lower-case letters, digits and single "
            "underscores between words, beginning with a letter, for example minh_hoa.",
        )
    if keyword.iskeyword(slug) or slug in sys.stdlib_module_names or slug in TAKEN:
        return (
            f"Tên gói {slug!r} đã được Python hoặc một thư viện dùng; hãy chọn tên khác, "
            f"ví dụ tinh_{slug}.",
            f"The package name {slug!r} belongs to Python or to a library; choose another, "
            f"for example tinh_{slug}.",
        )
    return None


def domain_problem(domain):
    if not domain.isascii():
        return (
            f"Tên miền {domain!r} có chữ có dấu; hãy viết không dấu, ví dụ minhhoa.gov.vn.",
            f"The domain {domain!r} has letters with marks; write plain ones, "
            "for example minhhoa.gov.vn.",
        )
    if domain != domain.lower():
        return (
            f"Tên miền {domain!r} có chữ hoa; hãy viết {domain.lower()}.",
            f"The domain {domain!r} has capital letters; write {domain.lower()}.",
        )
    if "_" in domain:
        return (
            f"Tên miền {domain!r} có dấu gạch dưới; tên miền chỉ gồm chữ, số và dấu gạch nối.",
            f"The domain {domain!r} has an underscore; a domain is letters, digits and hyphens.",
        )
    if not domain.endswith(".gov.vn"):
        return (
            f"Tên miền {domain!r} phải nằm dưới .gov.vn, ví dụ minhhoa.gov.vn.",
            f"The domain {domain!r} must be under .gov.vn, for example minhhoa.gov.vn.",
        )
    if not re.fullmatch(rf"({LABEL}\.)+gov\.vn", domain) or "xn--" in domain:
        return (
            f"Tên miền {domain!r} không đúng dạng; hãy viết như minhhoa.gov.vn.",
            f"The domain {domain!r} has not the form of one; write it like minhhoa.gov.vn.",
        )
    return None


problems = [
    name_problem(ANSWERS["province_name"]),
    name_problem(ANSWERS["province_name_en"]),
    slug_problem(ANSWERS["slug"]),
    domain_problem(ANSWERS["domain"]),
]
for vietnamese, english in filter(None, problems):
    sys.stderr.write(f"{vietnamese}\n{english}\n")
sys.exit(1 if any(problems) else 0)
