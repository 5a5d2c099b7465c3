"""Texts that read like Vietnamese to an index: few words often, most words rarely (Zipf)."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from itertools import accumulate, product

COMMON = (
    "của và các trong cho về được có theo quy định tại với thực hiện tỉnh cơ quan đơn vị công "
    "tác tổ chức quản lý nhà nước ủy ban nhân dân sở xã phường thủ tục hành chính hồ sơ kế "
    "hoạch đầu tư xây dựng đất đai môi trường giáo dục y tế giao thông nông nghiệp quyết định "
    "thông báo nghị quyết hội đồng chuyển đổi số dịch vụ trực tuyến người dân doanh nghiệp "
    "phát triển kinh tế xã hội năm ngày tháng lãnh đạo hội nghị kiểm tra giám sát hướng dẫn "
    "triển khai báo cáo kết quả "
).split()
ONSETS = "b c ch d đ g h kh l m n ng nh ph r s t th tr v x".split()
RIMES = (
    "à á ạ ả âm ân ấp ất ấy ang áng ạnh anh ao áo àn án ăm ăng ắc ắt en èo ét ênh ết iên iếp iêu "
    "in ính ít oa oà oan óc oi òi om ong òng ô ổ ôi ội ôn ông ống ốt ơ ờ ơn ời u ủ ua ui um ung "
    "ùng úc ư ứ ưa ưng ương ường ước ượng uyên uyết"
).split()
WORDS = 12_000


@functools.cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return words of one to three syllables by their rank, and their weights added up."""
    always = random.Random(20260101)
    rare = ["".join(pair) for pair in product(ONSETS, RIMES)]
    always.shuffle(rare)
    syllables = [*COMMON, *rare]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(syllables))))
    composed = (
        " ".join(always.choices(syllables, cum_weights=weights, k=always.choice((1, 2, 2, 2, 3))))
        for _word in range(WORDS)
    )
    words = [*COMMON, *dict.fromkeys(composed)]
    return words, list(accumulate(1 / (rank + 5) for rank in range(len(words))))


class Words:
    """Draws words by their rank; the same for the same *seed*."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words, self._weights = vocabulary()

    def text(self, least: int, most: int) -> str:
        """Return a run of words, beginning with a capital."""
        count = self.random.randint(least, most)
        found = " ".join(self.random.choices(self.words, cum_weights=self._weights, k=count))
        return found[:1].upper() + found[1:]

    def paragraphs(self, count: int, words: int) -> Iterator[str]:
        """Yield *count* texts of some *words*."""
        for _paragraph in range(count):
            yield self.text(words // 2, words * 3 // 2)

    def rare(self, count: int) -> list[str]:
        """Return words of the rarer half."""
        return self.random.sample(self.words[len(self.words) // 2 :], count)
