"""How the sources that our data name are told to readers, in Vietnamese and in English."""

import re

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from govportal import plugins
from govportal.defaults import national
from govportal.publishing.legal_sources import legal_source
from govportal.testing import province_plugin
from govportal_bac_giang import govportal_hooks as bac_giang
from govportal_ben_tre import govportal_hooks as ben_tre
from govportal_dong_thap import govportal_hooks as dong_thap
from govportal_hung_yen import govportal_hooks as hung_yen
from tests.province_app import govportal_hooks as invented

UNREAD = re.compile(r"\d\.\d|\d\.[a-zđ]|\(chưa|\bhiệu lực \d")
"""What of the data's own way of writing must not be left."""
OF_VIETNAM = re.compile(r"(?i:điều|khoản|điểm|phụ lục|mẫu|cột|nghị|thông|luật|quy|quyết|hiệu lực)")


def told(source, language):
    with translation.override(language):
        return legal_source(source)


@pytest.mark.parametrize(("source", "in_vietnamese", "in_english"), [
    ("Nghị định 42/2022/NĐ-CP, Điều 17.1.o",
     "Điểm o khoản 1 Điều 17 Nghị định 42/2022/NĐ-CP",
     "Decree 42/2022/NĐ-CP, point o clause 1 Article 17"),
    ("Nghị định 42/2022/NĐ-CP, Điều 3.9, 5",
     "Khoản 9 Điều 3, Điều 5 Nghị định 42/2022/NĐ-CP",
     "Decree 42/2022/NĐ-CP, clause 9 Article 3, Article 5"),
    ("Nghị định 43/2011/NĐ-CP, Điều 10.1.k, 10.1.l, 10.2, 13",
     "Điểm k, điểm l khoản 1, khoản 2 Điều 10, Điều 13 Nghị định 43/2011/NĐ-CP",
     "Decree 43/2011/NĐ-CP, point k, point l clause 1, clause 2 Article 10, Article 13"),
    ("Điều 17, 17.1", "Điều 17, khoản 1 Điều 17", "Article 17, clause 1 Article 17"),
    ("Điều 4.đ", "Điểm đ Điều 4", "Point đ Article 4"),
    ("Thông tư 26/2020/TT-BTTTT; Thông tư 22/2023/TT-BTTTT, Phụ lục II, Phụ lục III",
     "Thông tư 26/2020/TT-BTTTT; Phụ lục II, Phụ lục III Thông tư 22/2023/TT-BTTTT",
     "Circular 26/2020/TT-BTTTT; Circular 22/2023/TT-BTTTT, Annex II, Annex III"),
    ("Luật Tiếp cận thông tin (sửa đổi), hiệu lực 01/9/2026",
     "Luật Tiếp cận thông tin (sửa đổi), có hiệu lực từ 01/9/2026",
     "Law on Access to Information (amended), in force from 1 September 2026"),
    ("Luật Báo chí 103/2016/QH13, Điều 9",
     "Điều 9 Luật Báo chí 103/2016/QH13",
     'Law <span lang="vi">Báo chí</span> 103/2016/QH13, Article 9'),
    ("Quy định Bắc Giang 2023, Điều 12.7, Phụ lục, Mẫu 01, cột (9)",
     "Khoản 7 Điều 12, cột (9) Mẫu 01 Phụ lục Quy định Bắc Giang 2023",
     'Rules <span lang="vi">Bắc Giang</span> 2023, clause 7 Article 12, column (9) Form 01 Annex'),
    ("QĐ 35/2023, Điều 1", "Điều 1 Quyết định 35/2023", "Decision 35/2023, Article 1"),
    ("Nghị quyết 1/2026/NQ-HĐND", "Nghị quyết 1/2026/NQ-HĐND", "Resolution 1/2026/NQ-HĐND"),
    ("Chỉ thị …/CT-UBND", "Chỉ thị …/CT-UBND", "Directive …/CT-UBND"),
])  # fmt: skip
def test_source_is_told_as_a_civil_servant_cites_it(source, in_vietnamese, in_english):
    assert told(source, "vi") == in_vietnamese
    assert told(source, "en") == in_english


@pytest.mark.parametrize("source", [
    "TCVN 14423:2026, 5.6.2.2", "Nghị định 1/2026/NĐ-CP, Điều 4 bis", "Mặc định của sản phẩm",
    "Luật Báo chí, hiệu lực 31/02/2026", "Luật Báo chí, 4.1", "5.1", "hiệu lực 01/9/2026",
])  # fmt: skip
def test_what_is_not_understood_stays_as_it_is(source):
    assert told(source, "vi").lower() == source.lower()
    assert told(source, "en") == f'<span lang="vi">{source}</span>'


@pytest.mark.parametrize("source", ["<b>", "Luật <b> 1/<b>, Điều 1"])
def test_source_is_no_markup(source):
    assert "<b>" not in told(source, "vi") + told(source, "en")


def _sources(sections):
    for section in sections:
        yield section.source
        yield from (basis.source for basis in section.earlier)


def _of_province(hooks):
    with province_plugin(hooks):
        answers = (answer for agency in plugins.agencies() for answer in _answers(agency))
        return [source for answer in answers for source in _sources(answer)]


def _answers(agency):
    return plugins.manager.hook.sections(agency=agency)


@pytest.mark.parametrize("given_by", [
    lambda: _sources(national("sections").sections),
    lambda: (item.source for item in national("standards").standards),
    *(lambda hooks=hooks: _of_province(hooks)
      for hooks in (invented, bac_giang, ben_tre, dong_thap, hung_yen)),
])  # fmt: skip
def test_every_source_that_the_public_sees_is_told_in_both_languages(given_by):
    sources = set(given_by())
    assert sources
    for source in sources:
        in_english = re.sub(r'<span lang="vi">[^<]*</span>', "", told(source, "en"))
        assert not UNREAD.search(strip_tags(told(source, "en"))), source
        assert not UNREAD.search(told(source, "vi")), source
        assert not OF_VIETNAM.search(in_english), source
        unread = re.findall(r'<span lang="vi">([^<]*)</span>', told(source, "en"))
        assert not any(re.search(r"Điều|\(", text) for text in unread), source
