"""The number of a document stays on one line, wherever the line ends."""

import pytest

from govportal.templatetags.legal_tags import unbroken


@pytest.mark.pure
@pytest.mark.parametrize("number", ["42/2022/NĐ-CP", "1287/QĐ-UBND", "09/2013/TTLT-BTTTT-BTC"])
def test_a_number_with_its_symbol_is_kept_together(number):
    assert unbroken(f"theo {number}, Điều 5") == f'theo <span class="num">{number}</span>, Điều 5'


@pytest.mark.pure
@pytest.mark.parametrize("text", ["30/11/2026", "và/hoặc", "24/7", "a - b", "QĐ-UBND"])
def test_other_text_is_left_as_it_is(text):
    assert unbroken(text) == text


@pytest.mark.pure
def test_text_stays_escaped():
    assert unbroken("<b> 1/QĐ-UBND") == '&lt;b&gt; <span class="num">1/QĐ-UBND</span>'
