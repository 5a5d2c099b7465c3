"""Regulations by the thousand, written by rule: each with a number and words of its own."""

from datetime import date, timedelta

FIELDS = ("kho ảnh", "chợ nổi", "bến đò", "vườn ươm", "đường mòn", "giếng làng", "nhà rông")
FIRST_DAY = date(2031, 1, 2)
A_YEAR = 360


def regulation_text(number, articles=50):
    """Return the text of decision *number*: the regulation that it issues has *articles*."""
    year, place = divmod(number - 1, A_YEAR)
    day = FIRST_DAY.replace(year=FIRST_DAY.year + year) + timedelta(days=place)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)  # as Decree 30/2020 writes it
    written = f"{day.day:02} tháng {month} năm {day.year}"
    subject = f"{FIELDS[number % len(FIELDS)]} số {number}"
    citation = f"{place + 1}/{day.year}/QĐ-UBND"
    lines = _decision(citation, written, subject) + _regulation(citation, subject, articles)
    return "\n".join(lines)


def _decision(citation, written, subject):
    return [
        "   ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "     TỈNH MINH HÒA                 Độc lập - Tự do - Hạnh phúc",
        f"  Số: {citation}              Minh Hòa, ngày {written}",
        "", "QUYẾT ĐỊNH", f"Ban hành Quy chế quản lý {subject}", "",
        "ỦY BAN NHÂN DÂN TỈNH MINH HÒA", "",
        "Căn cứ Luật Lưu trữ số 33/2024/QH15;", "",
        "QUYẾT ĐỊNH:", "",
        f"Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý {subject}.", "",
        "Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.", "",
        "Nơi nhận:                                 TM. ỦY BAN NHÂN DÂN",
        "- Như Điều 2;                                  CHỦ TỊCH",
        "- Lưu: VT.", "                                           Lê Thị Hoài An", "",
    ]  # fmt: skip


def _regulation(citation, subject, articles):
    lines = ["QUY CHẾ", f"Quản lý {subject}", f"(Ban hành kèm theo Quyết định số {citation})", ""]
    for article in range(1, articles + 1):
        if article % 10 == 1:
            lines += ["", f"Chương {_roman(article // 10 + 1)}", f"PHẦN VIỆC THỨ {article}"]
        lines += [
            f"Điều {article}. Việc thứ {article} về {subject}",
            f"1. Người phụ trách {subject} ghi sổ việc thứ {article} trong ngày làm việc.",
            "2. Sổ ghi các nội dung sau:",
            f"a) Tên và nơi có {subject};",
            "b) Ngày bắt đầu, ngày kết thúc của việc.",
        ]
    return lines


def _roman(number):
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def write_documents(folder, count, articles=50):
    """Write *count* regulations to text files in *folder*, a hundred in each folder below."""
    for number in range(1, count + 1):
        below = folder / f"{(number - 1) // 100:03}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:05}.txt").write_text(regulation_text(number, articles), "utf-8")
