"""What the kinds of document are called in print."""

from govportal.publishing.regulations.anchors import slug

_NAMES = {
    "nghi_quyet": "Nghị quyết", "quyet_dinh": "Quyết định", "chi_thi": "Chỉ thị",
    "thong_tu": "Thông tư", "nghi_dinh": "Nghị định", "luat": "Luật", "ke_hoach": "Kế hoạch",
    "chuong_trinh": "Chương trình", "thong_bao": "Thông báo", "cong_van": "Công văn",
    "cong_dien": "Công điện", "bao_cao": "Báo cáo", "quy_che": "Quy chế", "quy_dinh": "Quy định",
    "phap_lenh": "Pháp lệnh", "huong_dan": "Hướng dẫn", "khac": "Văn bản khác",
    "thong_tu_lien_tich": "Thông tư liên tịch",
}  # fmt: skip


def type_name(code: str) -> str:
    """The printed name of the kind of document *code*; the code itself where it has none."""
    return _NAMES.get(code, code)


def type_code(name: str) -> str:
    """The code of the kind of document printed as *name*: ``quyet_dinh`` of QUYẾT ĐỊNH."""
    return slug(name).replace("-", "_")
