"""Pages on their way to the public: written, sent in, confirmed and approved."""

from wagtail.models import Page

from govportal.editorial import confirmations
from govportal.publishing.models import ArticlePage


def confirmed():
    """Return every confirmation that is asked for today, by the name of its field."""
    return {confirmations.PREFIX + item.key: True for item in confirmations.asked()}


def submitted(parent, owner, title="Tin thử"):
    """Return a draft article that *owner* has sent in for approval."""
    page = ArticlePage(
        title=title, live=False, owner=owner, author="Nguyễn Văn A", source="Sở Tài chính",
        summary="Tóm tắt.",
    )  # fmt: skip
    parent.add_child(instance=page)
    page.save_revision(user=owner, clean=False)
    page.get_workflow().start(page, owner)
    return page


def state_of(page):
    """Return the step at which *page* is now."""
    return Page.objects.get(pk=page.pk).current_workflow_task_state.specific


def act(page, user, action="approve", **answers):
    """Take the present step as *user*, approving with all that has to be confirmed."""
    state = state_of(page)
    answers = confirmed() | answers if action == "approve" else answers
    state.task.specific.on_action(state, user, action, **answers)


def approved(page, *users):
    """Return *page* as it is once each of *users* has approved it."""
    for user in users:
        act(page, user)
    page.refresh_from_db()
    return page
