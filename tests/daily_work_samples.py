"""Adds what tests/daily_work.py shows to a demo, and prints the keys; run in `manage.py shell`."""

import json
from datetime import timedelta
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from govportal.citizens.models import Feedback
from govportal.portals.models import Portal
from govportal.publishing.models import ArticlePage, LegalDocumentPage, SectionPage
from govportal.royalties import steps
from govportal.royalties.models import Payee, Royalty, RoyaltyShare
from govportal.royalties.payments import PaymentStatement

TITLE = "Mẫu: Hội nghị triển khai nhiệm vụ cải cách hành chính"
QUESTIONS = (
    "Hồ sơ đăng ký hộ kinh doanh gồm những gì?", "Thời gian trả kết quả thủ tục đất đai",
    "Xin cho biết lịch tiếp công dân tháng này", "Đề nghị sửa đường vào khu dân cư",
)  # fmt: skip
names = ("phongvien", "bientapvien", "phoban", "truongban", "quantri", "kythuat")
people = {name: get_user_model().objects.get(username=name) for name in names}
role = people["phongvien"].groups.filter(portal_group__isnull=False).order_by("pk")
portal = Portal.objects.filter(groups__group__in=role).order_by("pk").first()
home = portal.homes.get(locale__language_code="vi").page
news = SectionPage.objects.descendant_of(home).filter(key="news").first()
sample = ArticlePage.objects.descendant_of(home).filter(live=True).order_by("pk").first()


def session(user):
    """Return the key of a new session of *user*."""
    visitor = Client()
    visitor.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return visitor.cookies["sessionid"].value


def article(title, owner):
    """Return a draft like the sample, or the one that is there."""
    found = ArticlePage.objects.child_of(news).filter(title=title).first()
    if found:
        return found
    page = sample.copy(
        to=news, copy_revisions=False, keep_live=False, user=owner,
        update_attrs={"title": title, "slug": f"mau-{ArticlePage.objects.count()}", "owner": owner},
    )  # fmt: skip
    page.save_revision(user=owner)
    return page


own = article(TITLE, people["phongvien"])
waiting = article("Mẫu: Lịch tiếp công dân của lãnh đạo tháng tới", people["phongvien"])
if not waiting.current_workflow_state:
    waiting.get_workflow().start(waiting, people["phongvien"])
state = waiting.current_workflow_state.current_task_state.specific
if state.role == "editor":
    from govportal.editorial import confirmations

    answers = {confirmations.PREFIX + item.key: True for item in confirmations.asked()}
    state.task.specific.on_action(state, people["bientapvien"], "approve", **answers)
english = Locale.objects.get(language_code="en")
if not own.has_translation(english):
    translate_object(own, [english])
Translation.objects.filter(source__object_id=own.translation_key).update(enabled=True)
for number, subject in enumerate(QUESTIONS):
    Feedback.objects.get_or_create(
        portal=portal, agency=portal.agency, subject=subject,
        defaults={"receipt": f"mau{number}", "language": "vi", "body": "Nội dung mẫu.",
                  "due_on": timezone.localdate() + timedelta(days=2 * number)},
    )  # fmt: skip
first_day = timezone.localdate().replace(day=1)
for name, title in (("Nguyễn Thị Mẫu", TITLE), ("Trần Văn Mẫu", "Mẫu: Tin ảnh lễ hội")):
    payee = Payee.objects.get_or_create(portal=portal, name=name)[0]
    royalty, is_new = Royalty.objects.get_or_create(
        portal=portal, title=title,
        defaults={"published_on": first_day, "genre": "news", "coefficient": Decimal(2),
                  "unit_value": 234000, "amount": 468000, "state": "confirmed"},
    )  # fmt: skip
    if is_new:
        RoyaltyShare.objects.create(royalty=royalty, payee=payee, percent=100, amount=468000)
statement = PaymentStatement.objects.filter(portal=portal).first() or steps.draw_up(
    portal, "month", first_day, people["quantri"]
)
document = LegalDocumentPage.objects.descendant_of(home).order_by("pk").first()
pages = {
    "news": news.pk, "own": own.pk, "waiting": waiting.pk, "statement": statement.pk,
    "document": document.pk, "english": own.get_translation(english).pk,
}  # fmt: skip
sessions = {name: session(user) for name, user in people.items()}
print(json.dumps({"pages": pages, "sessions": sessions}))
