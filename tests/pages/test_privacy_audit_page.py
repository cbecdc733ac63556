"""Can anybody be recognised? The section of the page Administration, on the demo store."""

from pathlib import Path

from di_data.access import SYSTEM
from di_data.config import MINIMUM_GROUP
from di_data.language import gettext as _
from di_data.register.privacy_audits import Found, keep
from di_data.reports import privacy_audit
from di_data.ui import session
from tests.pages.conftest import Opener

NEVER = "De controle is nog niet uitgevoerd."
PROTECTED = "Nee: niets wat verborgen is, is te berekenen uit alles wat ooit te zien was."


def test_administrator_tries_and_reads_when_it_was_tried(demo_store: Path, open_page: Opener) -> None:
    test = open_page("administration", "administrator")
    assert NEVER in [info.value for info in test.info]
    next(button for button in test.button if button.label == _("Try now")).click().run(timeout=120)
    assert not test.exception
    assert NEVER not in [info.value for info in test.info]
    assert PROTECTED in [success.value for success in test.success]
    store = session.open_store(str(demo_store))
    kept = privacy_audit.last(store, SYSTEM).first()
    assert kept is not None
    assert kept["unprotected"] == 0
    assert any(caption.value.startswith("Gecontroleerd op ") for caption in test.caption)


def test_what_is_not_protected_is_an_error(demo_store: Path, open_page: Opener) -> None:
    store = session.open_store(str(demo_store))
    found = privacy_audit.run(store, SYSTEM, minimum_group=MINIMUM_GROUP)
    assert found is not None
    keep(store, SYSTEM, Found(found.publication, found.shown, found.hidden, 2))
    test = open_page("administration", "administrator")
    assert "Misschien: 2 verborgen cijfers zijn te precies te berekenen." in [error.value for error in test.error]
