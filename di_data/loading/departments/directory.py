"""The units of the organisation as a file may name them: by code, by a remembered name, by name or by its spelling."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import cached_property

import polars as pl

from di_data.loading.profiles import fold
from di_data.periods import MONTHS

_PREFIXES = {"afd", "afdeling", "team", "domein", "cluster"}
_AND = {"and", "und"}
_DATES = (
    re.compile(r"\d{4}-(?P<second>\d{2})-(?P<first>\d{2})(?: 00:00:00)?"),
    re.compile(r"(?P<first>\d{1,2})[-/](?P<second>\d{1,2})[-/]\d{4}"),
    re.compile(r"(?P<first>\d{1,2})[- ](?P<named>[a-z]{3})\.?"),
    re.compile(r"(?P<named>[a-z]{3})\.?[- ](?P<first>\d{2})"),
)
"""What a spreadsheet makes of a code such as 1-7."""
_ALIKE = 0.6
"""How much two names must be alike (0 to 1, as difflib counts) before the one is proposed for the other."""


class Way(Enum):
    """How a text led to a unit, the surest first."""

    CODE = 1
    LOST_ZEROS = 2
    REMEMBERED = 3
    NAME = 4
    SPELLING = 5


@dataclass(frozen=True)
class Unit:
    """A unit as it is known; `successor` is the key of the unit in which it went on."""

    key: str
    code: str
    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    successor: str | None = None

    def exists_in(self, first: date | None, last: date | None) -> bool:
        """Whether it was there on any day from the first to the last; days that are not known count as any day."""
        too_early = last is not None and self.starts_on is not None and last < self.starts_on
        too_late = first is not None and self.ends_on is not None and first > self.ends_on
        return not (too_early or too_late)


@dataclass(frozen=True)
class Found:
    """The keys of the units to which a text leads. `left_out`: it was said once that such rows are no department."""

    keys: tuple[str, ...] = ()
    way: Way | None = None
    left_out: bool = False


def spelled(text: str) -> str:
    """A name without what people write differently: accents, signs, "&" for "en", "afd." or "team" before it."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    words = re.findall(r"[a-z0-9]+", plain.replace("&", " en ").replace("+", " en "))
    words = ["en" if word in _AND else word for word in words]
    while len(words) > 1 and words[0] in _PREFIXES and not all(word.isdigit() for word in words[1:]):
        words = words[1:]
    return " ".join(words)


def was_code(text: str) -> set[str]:
    """The codes that a spreadsheet may have turned into this date; none when the text is no date."""
    for form in _DATES:
        if found := form.fullmatch(fold(text)):
            told = found.groupdict()
            second = MONTHS.get(told["named"]) if told.get("named") else int(told["second"])
            if second is None:
                return set()
            first = int(told["first"])
            return {
                sign.join(pair)
                for one, other in ((first, second), (second, first))
                for pair in ((f"{one}", f"{other}"), (f"{one:02}", f"{other:02}"))
                for sign in "-/."
            }
    return set()


class Directory:
    """The units of the organisation, found by what a file calls them.

    `units`: `id, code, name` and, where known, `starts_on, ends_on, successor_id`. `aliases`: names that a user
    explained before (folded), with the key of their unit, or None for a text that is no department. `public`: tells,
    only when it matters, the keys of the units that a public source brought along.
    """

    def __init__(
        self,
        units: pl.DataFrame,
        aliases: Mapping[str, str | None] | None = None,
        public: Callable[[], set[str]] = set,
    ) -> None:
        wanted = [name for name in ("id", "code", "name", "starts_on", "ends_on", "successor_id") if name in units]
        self.units = {row[0]: Unit(*row) for row in units.select(wanted).iter_rows()}
        self._aliases = dict(aliases or {})
        self._codes = {fold(unit.code): unit.key for unit in self.units.values()}
        self.public = public

    # The other ways in are made only when a text is no code: with thousands of units they take their time.

    @cached_property
    def _squeezed(self) -> dict[str, tuple[str, ...]]:
        return _grouped((_squeezed(unit.code), unit.key) for unit in self.units.values())

    @cached_property
    def _bare(self) -> dict[str, tuple[str, ...]]:
        return _grouped((_squeezed(unit.code).lstrip("0"), unit.key) for unit in self.units.values())

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return _grouped((fold(unit.name), unit.key) for unit in self.units.values())

    @cached_property
    def _spelled(self) -> dict[str, tuple[str, ...]]:
        return _grouped((spelled(unit.name), unit.key) for unit in self.units.values())

    @cached_property
    def own(self) -> dict[str, Unit]:
        """The departments of the organisation itself, without the units of public sources."""
        public = self.public()
        return {key: unit for key, unit in self.units.items() if key not in public}

    def by_code(self, code: str) -> str | None:
        """The key of the unit with this code."""
        return self._codes.get(fold(code))

    def find(self, code: str | None, name: str | None) -> str | None:
        """The key of the unit with this code or, failing that, this name; a name may stand where a code is asked.

        Nothing but the very code or name counts, and a name that two units share finds neither.
        """
        for told in filter(None, (code, name)):
            if found := self._codes.get(fold(told)):
                return found
            if len(named := self._names.get(fold(told), ())) == 1:
                return named[0]
        return None

    def matches(self, text: str | None) -> Found:
        """The units that a text may mean, in the surest way in which it means any."""
        if not text:
            return Found()
        folded = fold(text)
        if folded in self._codes:
            return Found((self._codes[folded],), Way.CODE)
        squeezed = _squeezed(text)
        if len(alike := self._squeezed.get(squeezed, ())) == 1:
            return Found(alike, Way.CODE)
        if squeezed.isdigit() and len(bare := self._bare.get(squeezed.lstrip("0"), ())) == 1:
            return Found(bare, Way.LOST_ZEROS)
        if folded in self._aliases:
            key = self._aliases[folded]
            return Found((), Way.REMEMBERED, left_out=True) if key is None else Found((key,), Way.REMEMBERED)
        if named := self._names.get(folded):
            return Found(named, Way.NAME)
        if alike := self._spelled.get(spelled(text), ()):
            return Found(alike, Way.SPELLING)
        return Found()

    def as_date(self, text: str) -> list[str] | None:
        """The keys of the units whose code a spreadsheet may have turned into this date; None when it is no date."""
        codes = was_code(text)
        return sorted({self._codes[code] for code in codes if code in self._codes}) if codes else None

    def nearest(self, text: str, among: Iterable[str]) -> str | None:
        """The key of the unit whose name or code looks most like the text, if any does."""
        known: dict[str, str] = {}
        for key in among:
            known |= {spelled(self.units[key].name): key, fold(self.units[key].code): key}
        close = get_close_matches(spelled(text), known, n=1, cutoff=_ALIKE)
        return known[close[0]] if close else None

    def heir(self, unit: Unit, first: date | None, last: date | None) -> Unit | None:
        """The unit in which an ended one went on and that was there in this time, by as many steps as it takes."""
        seen = {unit.key}
        while unit.successor in self.units and unit.successor not in seen:
            unit = self.units[unit.successor]
            seen.add(unit.key)
            if unit.exists_in(first, last):
                return unit
        return None

    def forebears(self, unit: Unit, first: date | None, last: date | None) -> list[Unit]:
        """The units that went on in this one and that were there in this time."""
        return [
            other
            for other in self.units.values()
            if other.ends_on is not None and other.exists_in(first, last) and self._leads_to(other, unit)
        ]

    def _leads_to(self, unit: Unit, other: Unit) -> bool:
        seen = {unit.key}
        while unit.successor in self.units and unit.successor not in seen:
            unit = self.units[unit.successor]
            seen.add(unit.key)
            if unit.key == other.key:
                return True
        return False


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for told, key in pairs:
        if told:
            grouped[told].append(key)
    return {told: tuple(keys) for told, keys in grouped.items()}
