"""A quarterly review as the MT holds it: from the link to three decisions, a closed quarter and a paper that can be sent."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pypdf
from playwright.sync_api import Page, expect

from di_data.language import gettext as _
from di_data.ui.review_sections import SECTIONS
from tests.browser.conftest import settled

Visit = Callable[..., Page]

DECISIONS = (
    "Jeugd en Wmo krijgt een teamcoach voor een half jaar",
    "De weekstart gaat naar alle ploegen",
    "Over zeggenschap praten we in maart opnieuw",
)


def _decide(page: Page, text: str) -> None:
    form = page.locator("[data-testid='stForm']")
    form.get_by_label(_("What is decided?")).fill(text)
    form.get_by_role("button", name=_("Record the decision")).click()
    expect(page.get_by_test_id("stAlertContentSuccess").last).to_contain_text(text)


def _paper(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waited:
        page.get_by_role("button", name=button).click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


def test_a_meeting_goes_from_its_link_to_three_decisions_and_a_paper(visit: Visit, tmp_path: Path) -> None:
    page = visit("quarterly_review", "mt")
    page.get_by_role("button", name=_("Present")).click()
    titles = [_(title) for title, _show in SECTIONS.values()]
    for place, title in enumerate(titles):
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        settled(page)
        if title == _("The decisions of this review"):
            for text in DECISIONS:
                _decide(page, text)
        if place < len(titles) - 1:
            page.locator("h1").click()  # the keys go to the page, not to a field
            page.keyboard.press("ArrowRight")
    path = _paper(page, _("Paper (PDF)"), tmp_path)
    told = " ".join(" ".join(sheet.extract_text() for sheet in pypdf.PdfReader(path).pages).split())
    told = told.replace("- ", "")  # words that were broken off at the end of a line
    assert all(text in told for text in DECISIONS)
    web = _paper(page, _("Web page"), tmp_path).read_text(encoding="utf-8")
    assert all(text in web for text in DECISIONS)
    assert _paper(page, _("Figures (Excel)"), tmp_path).stat().st_size > 10_000


def test_a_sign_leads_to_its_chart_and_the_address_keeps_it(visit: Visit) -> None:
    page = visit("quarterly_review", "mt")
    page.get_by_role("button", name=_("Present")).click()
    for section in list(SECTIONS)[1:3]:
        settled(page)
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", name=_(SECTIONS[section][0]), level=1)).to_be_visible()
        settled(page)
    before = parse_qs(urlsplit(page.url).query)
    drawing = page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first
    box: Any = drawing.bounding_box()
    # The departments stand in the lower part of the matrix, the goals in four columns: the last one is of absence.
    for height in range(60, 95, 3):
        page.mouse.click(box["x"] + 0.858 * box["width"], box["y"] + height / 100 * box["height"])
        settled(page)
        chosen = parse_qs(urlsplit(page.url).query)
        if chosen != before:
            break
    assert chosen != before
    address = f"quarterly_review?unit={chosen['unit'][0]}&goal={chosen['goal'][0]}"
    names = [page.get_by_role("combobox", name=_(label)).input_value() for label in ("Department", "Goal")]
    again = visit(address, "mt")
    settled(again)
    assert [
        again.get_by_role("combobox", name=_(label)).first.input_value() for label in ("Department", "Goal")
    ] == names
