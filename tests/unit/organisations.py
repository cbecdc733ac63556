"""Generated municipalities: a tree of departments, most of them small, with figures as the gate and the auditor get them.

Figures are worked out as sql/views/figures does: what is delivered, what is added up from below, quarters, years and
moving years from months, and the present structure after a merger. Same seed, same municipality.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from random import Random

import polars as pl

from di_data.disclosure.auditor import Publication

ROOT = "GEM"
LEVELS = 4
LAST_YEAR = 2025
MEASURES = {
    "absence_rate": "percent", "absence_frequency": "per_year", "outflow_rate": "percent", "autonomy": "percent",
}  # fmt: skip
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "moving_year": 12}
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "structure": pl.String, "unit_id": pl.String, "unit": pl.String, "unit_name": pl.String, "parent_id": pl.String,
    "period": pl.Date, "grain": pl.String, "indicator": pl.String, "value": pl.Float64, "numerator": pl.Float64,
    "denominator": pl.Float64, "group_size": pl.Float64, "invited": pl.Float64, "provisional": pl.Boolean,
    "public_source": pl.Boolean, "counts_people": pl.Boolean, "from_survey": pl.Boolean, "added_up": pl.Boolean,
    "derived": pl.Boolean, "delivery": pl.String, "measure": pl.String, "shown": pl.Boolean,
}  # fmt: skip

Tree = dict[str, str | None]
When = tuple[str, date]
Key = tuple[str, str, str, date]
"""Indicator, unit, grain and first day."""


@dataclass(frozen=True)
class Counts:
    """A figure: what is counted, of what, in a group of how many people."""

    numerator: float
    denominator: float
    size: float
    added_up: bool = False
    derived: bool = False
    rate_only: bool = False


@dataclass
class Organisation:
    """A municipality. `people` are those directly in a unit; `ended` the units that went on in `successor`, and the first
    month without them; `delivered` the inner units whose own totals are delivered, the others are added up from below."""

    seed: int
    tree: Tree
    people: dict[str, int]
    months: list[date]
    delivered: set[str]
    silent: set[str]
    """Units about which no figures are delivered; the units above count them."""
    rate_only: set[str]
    """Indicators of which percentages are delivered without counts."""
    ended: frozenset[str] = frozenset()
    successor: str = ""
    merged_on: date = date.max
    outflow_grain: str = "year"
    corrections: dict[Key, tuple[int, int]] = field(default_factory=dict)
    """People more in a group, and how many of them are counted."""

    @cached_property
    def present(self) -> Tree:
        """The tree in which what ended lies below its successor."""
        return {unit: self.successor if unit in self.ended else above for unit, above in self.tree.items()}

    def exists(self, unit: str, day: date) -> bool:
        """Whether a unit is there in a month."""
        if unit in self.ended:
            return day < self.merged_on
        return unit != self.successor or unit not in self.made_new or day >= self.merged_on

    @cached_property
    def made_new(self) -> frozenset[str]:
        """The successor, where it begins with the merger."""
        return frozenset([self.successor]) if self.successor.startswith("NEW") else frozenset()

    def published(self, until: int | None = None) -> Publication:
        """All figures over the first `until` months (all of them by default), everything marked as shown."""
        months = self.months[:until]
        was = dict(_longer(self._delivered(months)))
        rows = [self._row("as_was", self.tree, key, counts) for key, counts in was.items()]
        happened = bool(self.ended) and months[-1] >= self.merged_on
        if happened:
            now = self._present({key: counts for key, counts in was.items() if not counts.derived})
            rows += [self._row("present", self.present, key, counts) for key, counts in _longer(now)]
        return Publication(
            pl.DataFrame(rows, schema=SCHEMA, orient="row"),
            self.tree,
            self.present if happened else self.tree,
        )

    def _delivered(self, months: list[date]) -> dict[Key, Counts]:
        """What is delivered and what is added up, at the grain of the delivery, as it was."""
        found: dict[Key, Counts] = {}
        for indicator, grain in self._grains():
            for when in _whole(grain, months):
                own = {
                    unit: self._own(indicator, unit, when)
                    for unit in self.tree
                    if all(self.exists(unit, day) for day in spanned(when))
                }
                for unit in own:
                    if (counts := self._told(indicator, unit, own)) is not None:
                        found[(indicator, unit, *when)] = counts
        return found

    def _grains(self) -> Iterator[tuple[str, str]]:
        yield from (("absence_rate", "month"), ("absence_frequency", "month"), ("autonomy", "year"))
        yield "outflow_rate", self.outflow_grain

    def _told(self, indicator: str, unit: str, own: Mapping[str, Counts]) -> Counts | None:
        """The figure of a unit: delivered with everybody in it, or the sum of the nearest delivered units under it."""
        children = [child for child in own if self.tree[child] == unit]
        is_leaf = unit not in self.tree.values()
        rate_only = indicator in self.rate_only
        if unit in self.delivered or (is_leaf and unit not in self.silent):
            parts = [own[part] for part in own if part == unit or unit in line(part, self.tree)]
            return replace(_sum(parts), rate_only=rate_only)
        told = [counts for child in children if (counts := self._told(indicator, child, own)) is not None]
        return replace(_sum(told), added_up=True) if told and not rate_only else None

    def _own(self, indicator: str, unit: str, when: When) -> Counts:
        """The people directly in a unit; a unit of nobody has nothing."""
        chance = Random(f"{self.seed} {indicator} {unit} {when}")
        length = MONTHS_IN[when[0]]
        drift = Random(f"{self.seed} {unit} {when[1].year}").choice((-1, 0, 0, 1))
        people = max(self.people[unit] + drift, 1) if self.people[unit] else 0
        more, counted = self.corrections.get((indicator, unit, *when), (0, 0))
        level = Random(f"{self.seed} {indicator} {unit}").uniform(0.5, 1.5)
        if indicator == "absence_rate":
            available = round((people + more) * 27.5, 1)
            days = sum(chance.uniform(0, 27.5) for _ in range(people) if chance.random() < 0.12 * level) + 9.5 * counted
            return Counts(round(min(max(days, 0), available), 1), available, people + more)
        if indicator == "absence_frequency":
            reports = binomial(chance, people, 0.09 * level) + counted
            return Counts(max(reports, 0), (people + more) / 12, people + more)
        if indicator == "outflow_rate":
            leavers = binomial(chance, people, 0.09 * level * length / 12) + counted
            return Counts(min(max(leavers, 0), people + more), people + more, people + more)
        response = chance.uniform(0.3, 1.0)
        answers = max(binomial(chance, people, response) + more, 0)
        positive = binomial(chance, answers, chance.choice((0.5, 0.6, 0.7, 0.95)))
        return Counts(min(max(positive + counted, 0), answers), answers, people + more)

    def _present(self, was: Mapping[Key, Counts]) -> dict[Key, Counts]:
        """The figures in the present structure at the grain of the delivery."""
        found = {key: counts for key, counts in was.items() if key[1] not in self.ended}
        cells = {(indicator, grain, day) for indicator, _unit, grain, day in was}
        for unit in [unit for unit in self.tree if unit not in self.ended]:
            came = [
                gone for gone in self.ended if unit in line(gone, self.present) and unit not in line(gone, self.tree)
            ]
            left = [
                gone for gone in self.ended if unit in line(gone, self.tree) and unit not in line(gone, self.present)
            ]
            for indicator, grain, day in sorted(cells):
                near = [was.get((indicator, gone, grain, day)) for gone in (*came, *left)]
                if not came + left or all(counts is None for counts in near) or indicator in self.rate_only:
                    continue
                key = (indicator, unit, grain, day)
                added = [counts for counts in (was.get(key), *near[: len(came)]) if counts is not None]
                taken = [counts for counts in near[len(came) :] if counts is not None]
                if added:
                    less = [Counts(-one.numerator, -one.denominator, -one.size) for one in taken]
                    found[key] = replace(_sum([*added, *less]), added_up=True)
                    if found[key].size <= 0:
                        del found[key]
        return found

    def _row(self, structure: str, tree: Tree, key: Key, counts: Counts) -> dict[str, object]:
        indicator, unit, grain, day = key
        survey = indicator == "autonomy"
        rate = counts.numerator / counts.denominator if counts.denominator else None
        percent = MEASURES[indicator] == "percent"
        return {
            "structure": structure, "unit_id": unit, "unit": unit, "unit_name": unit, "parent_id": tree[unit],
            "period": day, "grain": grain, "indicator": indicator,
            "value": None if rate is None else 100 * rate if percent else rate,
            "numerator": None if counts.rate_only else float(counts.numerator),
            "denominator": None if counts.rate_only else float(counts.denominator),
            "group_size": float(counts.size), "invited": float(counts.size) if survey else None, "provisional": False,
            "public_source": False, "counts_people": indicator != "absence_rate", "from_survey": survey,
            "added_up": counts.added_up, "derived": counts.derived, "delivery": "1", "measure": MEASURES[indicator],
            "shown": True,
        }  # fmt: skip


def organisation(seed: int, *, departments: int | None = None, months: int | None = None) -> Organisation:
    """A municipality of 2 to 60 departments in up to four levels, over one to three years."""
    chance = Random(seed)
    tree: Tree = {ROOT: None}
    levels = {ROOT: 1}
    for number in range(departments or round(2 * 30 ** chance.random() ** 1.1)):
        above = chance.choice([unit for unit, level in levels.items() if level < LEVELS and (level < 3 or chance.random() < 0.3)] or [ROOT])  # fmt: skip
        tree[f"D{number:02}"], levels[f"D{number:02}"] = above, levels[above] + 1
    inner = {above for above in tree.values() if above is not None}
    leaves = [unit for unit in tree if unit not in inner]
    people = {unit: min(max(round(chance.lognormvariate(2.9, 1.1)), 1), 400) for unit in leaves}
    people |= {unit: chance.choice((0, 0, 0, 1, 2, 6, 15)) for unit in sorted(inner)}
    count = months or chance.choice((12, 12, 24, 36))
    first = LAST_YEAR * 12 + 12 - count
    made = Organisation(
        seed=seed,
        tree=tree,
        people=people,
        months=[day_of(first + number) for number in range(count)],
        delivered={unit for unit in sorted(inner) if chance.random() < 0.5},
        silent={unit for unit in leaves if chance.random() < 0.04},
        rate_only={"absence_rate"} if chance.random() < 0.05 else set(),
        outflow_grain=chance.choice(("year", "year", "quarter", "month")),
    )
    if len(leaves) > 3 and chance.random() < 0.7:
        _merge(made, leaves, chance)
    return made


def _merge(made: Organisation, leaves: list[str], chance: Random) -> None:
    """Two or three departments go on in a new one or in another that was there."""
    gone = chance.sample(leaves, chance.choice((2, 2, 3)))
    made.ended = frozenset(gone)
    made.merged_on = made.months[chance.choice((3, 6, 9, 4)) + 12 * chance.randrange(len(made.months) // 12)]
    made.successor = chance.choice([unit for unit in leaves if unit not in gone])
    if chance.random() < 0.6:
        made.successor = "NEW"
        made.tree["NEW"] = made.tree[gone[0]]
        made.people["NEW"] = sum(made.people[unit] for unit in gone)


def corrected(made: Organisation, chance: Random, *, few: bool, share: float = 0.02) -> Organisation:
    """The same municipality after a correction of some of its figures, `few` of one to three people each."""
    found = dict(made.corrections)
    frame = made.published().figures.filter((pl.col("structure") == "as_was") & ~pl.col("derived"))
    for indicator, unit, grain, day in sorted(frame.select("indicator", "unit_id", "grain", "period").rows()):
        if made.people[unit] and chance.random() < share:
            more = chance.choice((1, 1, 2, 3)) if few else chance.randrange(12, 25)
            found[(indicator, unit, grain, day)] = (
                more,
                chance.randrange(more + 1) if few else chance.randrange(6, more),
            )
    return replace(made, corrections=found)


def _longer(base: Mapping[Key, Counts]) -> Iterator[tuple[Key, Counts]]:
    """The figures and those of the quarters, years and moving years of which all months are there."""
    yield from base.items()
    for (indicator, unit, grain, day), counts in base.items():
        if grain != "month" or counts.rate_only:
            continue
        for longer in ("quarter", "year", "moving_year"):
            months = spanned((longer, day))
            begins = (day.month - 1) % (MONTHS_IN[longer] if longer != "moving_year" else 3) == 0
            held = [base.get((indicator, unit, "month", month)) for month in months]
            if not begins or None in held or (indicator, unit, longer, day) in base:
                continue
            whole = _sum(counts for counts in held if counts is not None)
            yield (indicator, unit, longer, day), replace(whole, size=whole.size / len(months), derived=True)


def _sum(parts: Iterable[Counts]) -> Counts:
    every = list(parts)
    return Counts(
        round(sum(part.numerator for part in every), 6),
        round(sum(part.denominator for part in every), 6),
        sum(part.size for part in every),
    )


def _whole(grain: str, months: list[date]) -> list[When]:
    """The periods of a grain that lie within the months."""
    there = set(months)
    return [
        (grain, day) for day in months
        if (day.month - 1) % MONTHS_IN[grain] == 0 and there.issuperset(spanned((grain, day)))
    ]  # fmt: skip


def spanned(when: When) -> list[date]:
    """The months of a period."""
    first = when[1].year * 12 + when[1].month - 1
    return [day_of(first + number) for number in range(MONTHS_IN[when[0]])]


def day_of(month: int) -> date:
    """The first day of a month that is counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)


def moved_units(own: Publication) -> pl.DataFrame:
    """Which units that are gone count for which unit in one structure only: `unit_id, gone`."""
    pairs = [
        (unit, gone)
        for gone, above in own.present.items()
        if above != own.as_was[gone]
        for unit in sorted(set(line(gone, own.present)) ^ set(line(gone, own.as_was)))
    ]
    return pl.DataFrame(pairs, schema={"unit_id": pl.String, "gone": pl.String}, orient="row")


def line(unit: str, tree: Mapping[str, str | None]) -> list[str]:
    """The units above a unit, the nearest first."""
    above = tree[unit]
    return [] if above is None else [above, *line(above, tree)]


def binomial(chance: Random, trials: int, share: float) -> int:
    """How many of so many trials succeed."""
    return sum(chance.random() < share for _ in range(trials))
