"""Settings, read once from the environment. Every threshold stands here, with its reason."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

MINIMUM_GROUP = 10
"""People in a group before a figure is shown: InternetSpiegel's practice and our agreement's default."""

FLOOR_GROUP = 5
"""No setting goes below this: Effectory's minimum and the merging limit of WOR art. 31d."""

MINIMUM_ANSWERS = 5
"""Answers behind a survey figure; fewer than five can be told apart by colleagues."""

MINIMUM_RESPONSE = 0.40
"""Share of the invited that answered; below it a survey figure says little of the group."""

SMALL_COUNT = 4
"""A count of 1 to this many people is hidden: it points at people."""

FEWEST_ALIKE = 3
"""Who gave the same answer before it is told apart from others: of two, each knows what the other answered."""

PROTECTED_PEOPLE = 5
"""People between the least and the most that a hidden count can be for who works it out: as many as the smallest group
that any setting lets through, so that a count of one to four stays hidden among its neighbours. Of a group of fewer than
ten half of it: more than that the group itself does not hide."""

PROTECTED_SHARE = 0.2
"""Share of a hidden amount (days sick) by which the least and the most that it can be lie apart: with less, a rate of 5%
is known to within half a percent point to either side."""

PROTECTED_POINT = 0.01
"""And at least this share of its denominator, one percent point: a fifth of a small amount is nearly the amount."""

ROUNDING = 1e-5
"""Relative difference below which two figures are the same: files and the order of adding round, and so does a solver."""

LEFT_OVER = 0.5
"""People left over of a unit besides the units under it before somebody is taken to be there: averages round."""

PER_CENT = 100
"""The whole of a percentage."""

DELIVERY_DAYS = 42
"""Days after the end of a period within which its figures should be in: our default of six weeks, in which late sick
reports and recoveries are worked in. An agreement with HR on another number goes before it."""

LONGEST_DELIVERY = 366
"""Days that an agreement on deliveries can leave at most: after a year the next yearly figures are there."""


EVALUATION_DAYS = 90
"""Days after the end of an action on which it is evaluated when its expectation names no day: a quarter shows in the
figures, and people still know how it went."""

STALE_DAYS = 90
"""Days without a change, a note or an evaluation after which a running action asks for a word: one quarterly review."""

CHECK_IN_DAYS = 100
"""Days after which a goal asks for its owner's confidence again: every quarterly review, with some slack."""


@dataclass(frozen=True)
class Settings:
    """What an installation may set. Sizes in bytes."""

    store: Path = PROJECT / "data" / "inzetwijzer.duckdb"
    language: str = "nl"
    minimum_group: int = MINIMUM_GROUP
    administrator: str = ""
    """An account that is always an administrator: the first one, who gives the others their roles."""
    delivery_days: int = DELIVERY_DAYS
    upload_limit: int = 50 * 1024 * 1024
    unpacked_limit: int = 500 * 1024 * 1024
    """What a workbook may unpack to: ten times the upload, so that a zip bomb is refused before it is opened."""

    def __post_init__(self) -> None:
        if self.minimum_group < FLOOR_GROUP:
            raise ValueError(f"INZETWIJZER_MINIMUM_GROUP must be {FLOOR_GROUP} or more")
        if self.language not in ("nl", "en"):
            raise ValueError("INZETWIJZER_LANGUAGE must be nl or en")
        if not 0 <= self.delivery_days <= LONGEST_DELIVERY:
            raise ValueError(f"INZETWIJZER_DELIVERY_DAYS must be 0 to {LONGEST_DELIVERY}")


def _whole(name: str, text: str) -> int:
    if not text.strip().isdigit():
        raise ValueError(f"{name} must be a whole number")
    return int(text)


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises ValueError for a value that cannot be used."""
    chosen: dict[str, object] = {}
    if path := environment.get("INZETWIJZER_STORE"):
        chosen["store"] = Path(path).expanduser().resolve()
    if language := environment.get("INZETWIJZER_LANGUAGE"):
        chosen["language"] = language
    if minimum := environment.get("INZETWIJZER_MINIMUM_GROUP"):
        chosen["minimum_group"] = _whole("INZETWIJZER_MINIMUM_GROUP", minimum)
    if days := environment.get("INZETWIJZER_DELIVERY_DAYS"):
        chosen["delivery_days"] = _whole("INZETWIJZER_DELIVERY_DAYS", days)
    if megabytes := environment.get("INZETWIJZER_UPLOAD_MB"):
        chosen["upload_limit"] = _whole("INZETWIJZER_UPLOAD_MB", megabytes) * 1024 * 1024
    if administrator := environment.get("INZETWIJZER_ADMINISTRATOR"):
        chosen["administrator"] = administrator.strip().lower()
    return Settings(**chosen)  # type: ignore[arg-type]
