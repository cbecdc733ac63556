"""What the three desks do, in a real browser, in Dutch."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from di_data.config import PROJECT
from di_data.language import gettext as _
from di_data.language import speaking
from tests.browser.conftest import Server, settled

Visit = Callable[..., Page]
ABSENCE = PROJECT / "tests" / "data" / "rijk_verzuimpercentage_2018_2022.csv"


def test_hr_loads_the_real_absence_file_and_finds_the_figure(visit: Visit) -> None:
    page = visit("load_data", "hr")
    page.locator("input[type=file]").set_input_files(ABSENCE)
    expect(page.get_by_text(_("Recognised as: {kind}", kind=_("Sickness absence")))).to_be_visible()
    page.get_by_role("button", name=_("Load this file")).click()
    expect(page.get_by_test_id("stAlertContentSuccess")).to_contain_text("924")
    page.get_by_role("link", name=_("Indicators")).click()
    settled(page)
    page.get_by_label(_("Departments"), exact=True).click()
    page.keyboard.type("Het Rijk")
    page.get_by_role("option", name="Het Rijk").click()
    page.keyboard.press("Escape")
    settled(page)
    assert "Rijk" in page.url, "what is looked at stands in the address"
    chart = page.locator("[data-testid='stVegaLiteChart']").first
    expect(chart).to_contain_text("Het Rijk")
    # August 2022 in the file: 4,9177… for the whole central government.
    described = _("{name}: from {first} to {last}", name="Het Rijk", first="6,3%", last=_last_of_het_rijk())
    assert described in page.content()


def _last_of_het_rijk() -> str:
    last = [line for line in ABSENCE.read_text(encoding="utf-8").splitlines() if line.startswith("Het Rijk;")][-1]
    return f"{float(last.split(';')[-1].replace(',', '.')):.1f}%".replace(".", ",")


def test_hr_logs_an_action_and_the_mt_sees_it(visit: Visit) -> None:
    hr, mt = visit("actions", "hr"), visit("actions?status=planned", "mt")
    before = mt.get_by_role("heading", name=re.compile(r"^\d+ ")).inner_text()
    hr.get_by_label(_("What are we going to do?")).fill("Elk team kiest één vergadering om te schrappen")
    hr.get_by_role("button", name=_("Save"), exact=True).click()
    saved = _("“{title}” is saved; everybody sees it now.", title="Elk team kiest één vergadering om te schrappen")
    expect(hr.get_by_test_id("stAlertContentSuccess")).to_contain_text(saved)
    mt.reload()
    mt.locator(".st-key-be_mt button").click()
    settled(mt)
    after = mt.get_by_role("heading", name=re.compile(r"^\d+ ")).inner_text()
    assert int(after.split()[0]) == int(before.split()[0]) + 1
    assert (
        "Elk team kiest één vergadering om te schrappen" in mt.locator("[data-testid='stDataFrame']").first.inner_html()
    )


def test_the_or_opens_its_page(read_visit: Visit) -> None:
    page = read_visit("works_council", "or")
    expect(page.get_by_role("heading", name=_("Participation and autonomy"), level=1)).to_be_visible()
    expect(page.locator("[data-testid='stVegaLiteChart']")).to_have_count(3)
    menu = page.locator("[data-testid='stSidebarNav']")
    expect(menu).not_to_contain_text(_("Load data"))
    expect(menu).not_to_contain_text(_("Administration"))


def test_a_cold_deep_link_by_nobody_shows_nothing(visit: Visit, server: Server) -> None:
    page = visit("indicators?indicator=absence_rate&unit=GEM")  # the first request that this server gets
    settled(page)
    expect(page.get_by_role("heading", name=_("Who are you?"))).to_be_visible()
    content = page.content()
    assert "Gemeente Voorbeeldstad" not in content
    assert (
        page.locator(
            "[data-testid='stVegaLiteChart'], [data-testid='stDataFrame'], [data-testid='stSidebarNav'] a"
        ).count()
        == 0
    )
    page.locator(".st-key-be_mt button").click()
    expect(page.get_by_role("heading", name=_("Indicators"), level=1)).to_be_visible()
    assert "unit=GEM" in page.url, "after choosing a role the link still leads where it led"


def test_the_language_switch(read_visit: Visit) -> None:
    page = read_visit("goals", "mt")
    expect(page.get_by_role("heading", name=_("Goals"), level=1)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "nl"
    page.get_by_label(_("Language")).click()
    page.get_by_role("option", name="English").click()
    with speaking("en"):
        expect(page.get_by_role("heading", name=_("Goals"), level=1)).to_be_visible()
        expect(page.get_by_role("link", name=_("Quarterly review"))).to_be_visible()


def test_a_page_without_the_right_says_so(read_visit: Visit) -> None:
    page = read_visit("administration", "or")
    expect(page.get_by_role("heading", name=_("No access"))).to_be_visible()


def test_no_request_leaves_this_machine_and_nothing_fails(read_visit: Visit, read_server: Server) -> None:
    page = read_visit()
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: (
            foreign.append(request.url)
            if not request.url.startswith((read_server.address, "data:", "blob:", f"ws://127.0.0.1:{read_server.port}"))
            else None
        ),
    )
    page.locator(".st-key-be_mt button").click()
    for name in (_("Quarterly review"), _("Indicators"), _("Works council")):
        page.get_by_role("link", name=name, exact=True).click()
        settled(page)
    assert foreign == []


MESSY = """Verzuimrapportage salarispakket

Org. eenheid;Maand;Verzuim incl. zwangerschap %;Gem. bezetting
Burgerzaken;mrt-21;0,0612;71
afd. Burgerzaken & co;apr-21;{wrong};71
Totaal;apr-21;0,0550;300

Bron: salarispakket
"""


def test_hr_loads_a_messy_file_with_two_questions_and_one_wrong_cell(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "verzuim maart.csv"
    file.write_bytes(MESSY.format(wrong="x,07").encode("cp1252"))
    page = visit("load_data", "hr")
    page.locator("input[type=file]").set_input_files(file)
    settled(page)
    answer = page.get_by_role("button", name=_("Use these answers"))
    answer.click()  # the column that holds the percentage: the guess is right
    expect(page.get_by_text(_("A share: 0,067 means 6,7%."))).to_be_visible()
    expect(page.get_by_text("afd. Burgerzaken & co”")).to_be_visible()
    page.locator("[data-testid='stForm'] [data-testid='stSelectbox'] input").first.click()
    page.keyboard.type("Burgerzaken")
    page.keyboard.press("Enter")
    settled(page)
    answer.click()
    settled(page)
    grid = page.locator("[data-testid='stDataFrame']").first
    expect(grid).to_contain_text("✖ x,07")
    file = tmp_path / "mended" / file.name
    file.parent.mkdir()
    file.write_bytes(MESSY.format(wrong="0,0734").encode("cp1252"))
    page.get_by_test_id("stFileChipDeleteBtn").get_by_role("button").click()
    settled(page)
    page.locator("input[type=file]").set_input_files(file)
    settled(page)
    page.get_by_role("button", name=_("Load this file")).click()
    loaded = _("Loaded: {rows} figures or records. You find them on the page Indicators, or on the page that they belong to.", rows="2")  # fmt: skip
    # While the page runs again, the message of the run before it still stands there.
    expect(page.get_by_test_id("stAlertContentSuccess").filter(has_text=loaded)).to_be_visible(timeout=20_000)
    page.goto(f"{page.url.split('/load_data')[0]}/indicators?indicator=absence_rate&grain=month&unit=BURG")
    page.locator(".st-key-be_hr button").click()
    expect(page.locator("[data-testid='stVegaLiteChart']").first).to_contain_text("Burgerzaken")
    chart = page.locator("[data-testid='stVegaLiteChart']").first
    for month, figure in (("mrt 2021", "6,1%"), ("apr 2021", "7,3%")):
        expect(chart.locator(f"[aria-label*='{month}'][aria-label*='{figure}']").first).to_be_attached()
