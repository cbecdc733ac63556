"""A picture of every page, light and dark, wide and narrow, in build/screenshots: look at them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from di_data.access import RIGHTS
from di_data.config import PROJECT
from di_data.register.records import key_of
from di_data.ui.navigation import PAGES, PageEntry
from di_data.vocabulary import Role
from tests.browser.conftest import settled

FOLDER = PROJECT / "build" / "screenshots"


def _pages(role: Role, seen: set[str]) -> list[PageEntry]:
    return [entry for entry in PAGES if entry.right in RIGHTS[role] and entry.file not in seen]


ADDRESSES = {
    "action_sheet": f"action={key_of('action', 'A-01')}",
    "dialogue_card": f"session={key_of('dialogue_session', 'GK-1-GEM')}&step=goals",
}
"""What to look at on the pages that are opened from a list."""


@pytest.mark.long
@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 1400), ("light", 800), ("dark", 800)])
def test_screenshots(scheme: str, width: int, visit: Callable[..., Page]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    for role in (Role.HR, Role.ADMINISTRATOR):
        page = visit("", role.value, scheme=scheme, width=1400)
        for entry in _pages(role, seen):
            page.set_viewport_size({"width": 1400, "height": 900})  # with the menu open
            if entry.in_menu:
                page.locator(f"[data-testid='stSidebarNav'] a[href$='/{entry.path}']").first.click()
            else:
                page = visit(f"{entry.path}?{ADDRESSES[entry.file]}", role.value, scheme=scheme, width=1400)
            expect(page.locator("h1").first).to_be_visible()
            page.set_viewport_size({"width": width, "height": 900})
            settled(page)
            _take(page, entry.file, scheme, width)
            seen.add(entry.file)
    assert seen == {entry.file for entry in PAGES}


def _take(page: Page, name: str, scheme: str, width: int) -> None:
    main = page.locator("[data-testid='stMain']")
    height = int(main.evaluate("element => element.scrollHeight"))
    page.set_viewport_size({"width": width, "height": min(max(height + 20, 900), 5000)})
    page.wait_for_timeout(400)
    page.screenshot(path=FOLDER / f"{name}_{scheme}_{width}.png")
    overflow = main.evaluate("element => element.scrollWidth - element.clientWidth")
    assert overflow <= 1, f"{name} is {overflow} pixels too wide at {width}"
    assert page.locator("[data-testid='stException']").count() == 0
