"""Logging and evaluating an action is quick, and two people who change one action at once lose nothing."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from di_data.language import gettext as _
from tests.browser.conftest import settled

Visit = Callable[..., Page]

MOST_INTERACTIONS, MOST_SECONDS = 6, 20


class Hand:
    """Somebody at work: every click and every run of typing counts as one interaction."""

    def __init__(self, page: Page) -> None:
        self.page, self.interactions, self.begun = page, 0, time.monotonic()

    def click(self, place: Locator) -> None:
        place.click()
        self.interactions += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.interactions += 1

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun


def _row(page: Page) -> Locator:
    """The form in which an action is logged."""
    return page.locator("[data-testid='stForm']").first


def test_logging_an_action_takes_six_interactions_at_most(visit: Visit) -> None:
    page = visit("actions", "hr")
    hand = Hand(page)
    hand.click(_row(page).get_by_label(_("What are we going to do?")))
    hand.type("Elk team kiest één vergadering om te schrappen")
    hand.click(_row(page).get_by_label(_("Goal"), exact=True))
    hand.click(page.get_by_role("option").first)
    hand.click(_row(page).get_by_role("button", name=_("Save"), exact=True))
    done = page.get_by_test_id("stAlertContentSuccess")
    expect(done).to_contain_text("Elk team kiest één vergadering om te schrappen")
    assert hand.interactions <= MOST_INTERACTIONS
    assert hand.seconds <= MOST_SECONDS
    # The next one takes two: the field is empty, and after Enter the cursor is still there.
    hand = Hand(page)
    hand.click(_row(page).get_by_label(_("What are we going to do?")))
    hand.type("Staand overleggen\n")
    expect(done).to_contain_text("Staand overleggen")
    expect(_row(page).get_by_label(_("What are we going to do?"))).to_be_focused()
    assert hand.interactions == 2
    page.get_by_role("link", name=_("Fill in the whole sheet of this action")).click()
    expect(page.get_by_role("heading", name="Staand overleggen", level=2)).to_be_visible()


def test_a_row_of_the_list_opens_its_sheet_with_one_click(visit: Visit) -> None:
    page = visit("actions?status=done", "mt")
    table = page.locator("[data-testid='stDataFrame']").last
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 220, box["y"] + 35 + 17)
    page.wait_for_url(re.compile(r"action_sheet\?action="))
    expect(page.get_by_role("heading", name=_("Action"), level=1, exact=True)).to_be_visible()


def test_evaluating_an_action_takes_six_interactions_at_most(visit: Visit) -> None:
    page = visit("evaluations", "hr")
    waiting = page.get_by_role("heading", level=2).first.inner_text()
    form = page.locator("[data-testid='stForm']").first
    hand = Hand(page)
    hand.click(form.get_by_text(_("Partly as expected"), exact=True))
    hand.click(form.get_by_label(_("What did we learn?")))
    hand.type("Kort en vaak werkt beter dan lang en zelden.")
    hand.click(form.get_by_text(_("Do"), exact=True))
    hand.click(form.get_by_text(_("Go on"), exact=True))
    hand.click(form.get_by_role("button", name=_("Save the evaluation")))
    expect(page.get_by_test_id("stAlertContentSuccess")).to_contain_text(
        _("The evaluation is saved; everybody sees it now.")
    )
    assert hand.interactions <= MOST_INTERACTIONS
    assert hand.seconds <= MOST_SECONDS
    settled(page)
    after = page.get_by_role("heading", level=2).first.inner_text()
    assert int(after.split()[0]) == int(waiting.split()[0]) - 1
    page.get_by_label(_("Look for")).fill("kort en vaak")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_text("Kort en vaak werkt beter dan lang en zelden.")).to_be_visible()
    assert "words=kort" in page.url, "what is looked for stands in the address"


def test_a_status_of_one_click_leads_straight_to_the_evaluation(visit: Visit) -> None:
    page = visit("actions?status=running", "hr")
    page.get_by_label(_("Look for")).fill("Goede Gesprek in elk team")
    page.keyboard.press("Enter")
    settled(page)
    box = page.locator("[data-testid='stDataFrame']").last.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 220, box["y"] + 35 + 17)
    page.wait_for_url(re.compile(r"action_sheet\?action="))
    settled(page)
    page.get_by_role("button", name=_("It is done")).click()
    expect(page.get_by_role("heading", name=_("Done. What came of it?"))).to_be_visible()
    expect(page.get_by_role("button", name=_("Save the evaluation"))).to_be_visible()


def test_two_people_change_one_action_at_once_and_both_changes_are_kept(visit: Visit) -> None:
    first = visit("actions", "hr")
    _row(first).get_by_label(_("What are we going to do?")).fill("Samen roosteren")
    first.keyboard.press("Enter")
    first.get_by_role("link", name=_("Fill in the whole sheet of this action")).click()
    first.wait_for_url(re.compile(r"action_sheet\?action="))
    settled(first)
    second = visit(first.url.split("/", 3)[3], "hr")

    second.get_by_role("textbox", name=_("What do we expect to see, and when?")).fill("Minder verzuim in een jaar")
    second.get_by_label(_("What are we going to do?")).fill("Samen roosteren, ook in de zomer")
    first.get_by_label(_("What are we going to do?")).fill("Samen roosteren met elk team")
    first.get_by_role("button", name=_("Save the action")).click()
    expect(first.get_by_test_id("stAlertContentSuccess")).to_be_visible()

    second.get_by_role("button", name=_("Save the action")).click()
    expect(second.get_by_role("button", name=_("Save both changes together"))).to_be_visible()
    expect(second.get_by_text("Samen roosteren met elk team").first).to_be_visible()
    expect(second.get_by_text("Samen roosteren, ook in de zomer").first).to_be_visible()
    second.get_by_text(_("the other's: {value}", value="Samen roosteren met elk team")).click()
    second.get_by_role("button", name=_("Save both changes together")).click()
    expect(second.get_by_test_id("stAlertContentSuccess")).to_be_visible()

    settled(second)
    expect(second.get_by_label(_("What are we going to do?"))).to_have_value("Samen roosteren met elk team")
    expect(second.get_by_role("textbox", name=_("What do we expect to see, and when?"))).to_have_value(
        "Minder verzuim in een jaar"
    )
