"""A member of the works council who has never seen the app: did autonomy in one department move, what is done about it, a
question, and its answer; counted from the home page."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from di_data.language import gettext as _
from tests.browser.conftest import settled

Visit = Callable[..., Page]

DEPARTMENT, QUESTION = (
    "Beheer Openbare Ruimte",
    "Waarom daalt de autonomie bij de buitendienst terwijl de ploegen zelf plannen?",
)
ANSWER = "De ploegen die nog niet zelf plannen trekken het cijfer omlaag; zij beginnen in januari."
MINUTES = 3


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).first.click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_from_the_home_page_to_an_answered_question(visit: Visit) -> None:
    council = visit("", "or")
    begun = time.monotonic()
    council.get_by_role("link", name=_("See per department whether participation and autonomy really changed.")).click()
    expect(council.get_by_role("heading", name=_("Participation and autonomy"), level=1)).to_be_visible()
    settled(council)
    _choose(council, _("Factor"), _("Autonomy"))
    _choose(council, _("Department"), DEPARTMENT)
    main = council.get_by_test_id("stMain")
    expect(main).to_contain_text("Het is echt gedaald")
    expect(main).to_contain_text("Ploegen plannen zelf hun werkweek")
    council.get_by_role("link", name=_("Ask a question about this")).first.click()
    expect(council.get_by_role("heading", name=_("Questions of the works council"), level=1)).to_be_visible()
    settled(council)
    council.get_by_role("textbox", name=_("Your question or remark")).fill(QUESTION)
    council.get_by_role("button", name=_("Ask it")).click()
    expect(council.get_by_test_id("stMain")).to_contain_text(
        _("Your question is asked. The MT and HR see it now; the answer will stand here.")
    )
    assert time.monotonic() - begun < MINUTES * 60

    review = visit("quarterly_review", "mt")
    expect(review.get_by_test_id("stMain")).to_contain_text(QUESTION)
    mt = visit("questions", "mt")
    cards = mt.locator("[data-testid='stVerticalBlock']").filter(has_text=QUESTION)
    cards.filter(has=mt.get_by_text(_("Answer this"), exact=True)).last.get_by_text(
        _("Answer this"), exact=True
    ).click()
    settled(mt)
    field = mt.get_by_role("textbox", name=_("Answer"), exact=True)
    card = cards.filter(has=field).last
    card.get_by_role("textbox", name=_("Answer"), exact=True).fill(ANSWER)
    card.get_by_role("button", name=_("Save the answer")).click()
    expect(mt.get_by_test_id("stMain")).to_contain_text(ANSWER)

    again = visit("questions", "or")
    expect(again.get_by_test_id("stMain")).to_contain_text(ANSWER)
    expect(visit("quarterly_review", "mt").get_by_test_id("stMain")).not_to_contain_text(QUESTION)
