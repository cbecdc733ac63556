"""The other demo: real, public figures of the Dutch central government and its benchmarks, from files in a folder."""

from pathlib import Path

from di_data.access import SYSTEM
from di_data.config import Settings
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.load import Report, Source, load
from di_data.register.indicators import ensure_shipped
from di_data.store import Store

ABSENCE_FILE = "rijk_verzuimpercentage*.csv"
"""Named by its span of years; the newest span is last in the alphabet."""

_TABLES = (".csv", ".xlsx", ".xls", ".ods")


def load_benchmarks(store: Store, folder: Path) -> list[Report]:
    """Load the CBS tables in the folder as benchmarks; none when it has none. Returns a report a file."""
    return [
        load(store, SYSTEM, Source(path.read_bytes(), path.name), Settings())
        for path in sorted(folder.glob("cbs_*.csv"))
    ]


def build_rijk(store: Store, folder: Path) -> list[Report]:
    """Load every table in the folder, the absence file first: it brings the units. Returns a report a file.

    Which profile a file has is recognised from its headers. Raises Refused without the absence file.
    """
    absence = sorted(folder.glob(ABSENCE_FILE))
    if not absence:
        raise Refused(
            _("The folder {folder} has no file {pattern}. Put the published absence figures (Rijk) there."),
            folder=folder,
            pattern=ABSENCE_FILE,
        )
    ensure_shipped(store)
    others = sorted(path for path in folder.iterdir() if path.suffix.lower() in _TABLES and path not in absence)
    return [load(store, SYSTEM, Source(path.read_bytes(), path.name), Settings()) for path in (*absence, *others)]
