"""An exception in a page that quotes a file: what the user and the log get to see of it, on a real server."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import READY, Server, settled

BSN = "111222333"


def test_neither_the_page_nor_the_log_tells_a_value(browser: Browser, built: Path, tmp_path: Path) -> None:
    store = tmp_path / "store.duckdb"
    shutil.copy(built, store)
    server = Server(store, tmp_path / "server.log", "tests.browser.failing_server:app")
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: told.append(repr(frame))))
    try:
        page.goto(f"{server.address}/load_data")
        page.wait_for_selector(READY)
        page.locator(".st-key-be_hr button").click()
        page.wait_for_selector("[data-testid='stFileUploader']")
        settled(page)
        page.locator("[data-testid='stFileUploader'] input").set_input_files(
            {"name": "levering.csv", "mimeType": "text/csv", "buffer": f"bsn\n{BSN}\n".encode()}
        )
        page.wait_for_selector("[data-testid='stException'], [data-testid='stAlertContentError']")
        settled(page)
        shown = page.content()
    finally:
        page.close()
        server.stop()
    log = server.log.read_text()
    assert "ValueError" in log
    assert "failing_server.py" in log
    assert [part for part in (shown, log, *told) if BSN in part] == []
    assert "failing_server" not in shown
    assert told
