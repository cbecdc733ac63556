"""A picture of every page, light and dark, wide and narrow, in build/screenshots: look at them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from di_data.access import RIGHTS
from di_data.config import PROJECT
from di_data.ui.navigation import PAGES
from di_data.vocabulary import Role
from tests.browser.conftest import settled

FOLDER = PROJECT / "build" / "screenshots"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 1400), ("light", 800), ("dark", 800)])
def test_screenshots(scheme: str, width: int, visit: Callable[..., Page]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for entry in PAGES:
        role = next(role for role in (Role.HR, *Role) if entry.right in RIGHTS[role])
        page = visit(entry.path, role.value, scheme=scheme, width=width)
        main = page.locator("[data-testid='stMain']")
        height = int(main.evaluate("element => element.scrollHeight"))
        page.set_viewport_size({"width": width, "height": min(max(height + 20, 900), 5000)})
        settled(page)
        page.screenshot(path=FOLDER / f"{entry.file}_{scheme}_{width}.png")
        overflow = main.evaluate("element => element.scrollWidth - element.clientWidth")
        assert overflow <= 1, f"{entry.file} is {overflow} pixels too wide at {width}"
        assert page.locator("[data-testid='stException']").count() == 0
