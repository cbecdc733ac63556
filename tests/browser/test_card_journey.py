"""A whole session on the card in a real browser: from starting it to what the MT sees of it, with a closed laptop between."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Locator, Page, expect

from di_data.language import gettext as _
from di_data.vocabulary import Factor, Rating
from tests.browser.conftest import settled

Visit = Callable[..., Page]


def _press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).locator("visible=true").first.click()
    settled(page)


def _write(page: Page, label: str, words: str) -> None:
    """Type into a text area, and leave it: that is when it saves itself."""
    page.get_by_label(label, exact=True).locator("visible=true").first.fill(words)
    page.keyboard.press("Tab")
    settled(page)


def _enter(page: Page, label: str, words: str) -> None:
    page.get_by_label(label, exact=True).locator("visible=true").first.fill(words)
    page.keyboard.press("Enter")
    settled(page)


def _pick(page: Page, box: Locator, words: str) -> None:
    box.click()
    page.get_by_role("option", name=words, exact=True).click()
    settled(page)


def _step(page: Page, number: int) -> None:
    page.locator(f"button:has-text('{number} ')").locator("visible=true").first.click()
    settled(page)


def test_a_whole_session_ends_with_goals_actions_and_a_started_step_that_the_mt_sees(visit: Visit) -> None:
    hr = visit("dialogue_sessions", "hr")
    hr.get_by_text(_("Start a new card")).click()
    _press(hr, _("Start this card"))
    expect(hr.get_by_role("heading", name=_("Dialogue card"), level=1)).to_be_visible()
    session = parse_qs(urlparse(hr.url).query)["session"][0]
    _write(hr, _("What sustainable employability is to us"), "Met plezier <b>werken</b> =1+1 🙂")
    _step(hr, 2)
    _write(hr, _("Why it worked"), "Teams bedachten het zelf")
    _step(hr, 3)
    _write(hr, _("What we see, hear and feel when everyone is sustainably employable"), "Iedereen denkt mee")
    _step(hr, 4)
    for proposal in ("Zelf het rooster maken", "Vaker een goed gesprek", "Leren van elkaar"):
        _enter(hr, _("A goal that somebody proposes"), proposal)

    # The laptop closes. Later somebody else of HR goes on where the card was left.
    hr = visit("dialogue_sessions", "hr")
    hr.get_by_role("link", name=_("Go on with this card: {session}", session="").strip()).first.click()
    settled(hr)
    expect(hr.get_by_text("Vaker een goed gesprek").locator("visible=true").first).to_be_visible()
    hr.get_by_role("tab", name=_("Choose"), exact=True).click()
    for proposal in ("Zelf het rooster maken", "Vaker een goed gesprek", "Leren van elkaar"):
        hr.get_by_text(proposal, exact=True).locator("visible=true").last.click()
        settled(hr)
    _press(hr, _("These are our goals"))
    _step(hr, 5)
    for place in range(len(Factor)):
        hr.get_by_role("radio", name=Rating.COULD_BE_BETTER.label).nth(place).click()
        settled(hr)
    _step(hr, 6)
    _enter(hr, _("Solution direction"), "Teams aan zet")
    for action in ("Proef in drie teams", "Een middag ruilen"):
        hr.get_by_label(_("What are we going to do?"), exact=True).fill(action)
        _press(hr, _("Add the action"))
    _step(hr, 7)
    hr.locator(".st-key-step_text input").fill("Het eerste team bellen")
    hr.keyboard.press("Enter")
    hr.get_by_label(_("What was started on the spot"), exact=True).fill("Afspraak staat voor morgen")
    _press(hr, _("Add the next step"))
    _step(hr, 8)
    _write(hr, _("What we take along"), "Vaker doen")
    _press(hr, _("Finish the card"))

    mt = visit("goals", "mt")
    for goal in ("Zelf het rooster maken", "Vaker een goed gesprek", "Leren van elkaar"):
        expect(mt.get_by_role("heading", name=goal)).to_be_visible()
    mt = visit("actions?words=drie+teams", "mt")
    expect(mt.locator("[data-testid='stDataFrame']").first).to_contain_text("Proef in drie teams")
    mt = visit(f"dialogue_sessions?session={session}", "mt")
    said = mt.locator("[data-testid='stMain']").inner_text()
    assert "Met plezier <b>werken</b> =1+1 🙂" in said, "shown exactly as it was typed"
    assert "Het eerste team bellen" in said
    assert "Afspraak staat voor morgen" in said
    expect(mt.locator("[data-testid='stDataFrame']").filter(has_text="Een middag ruilen").first).to_be_visible()
