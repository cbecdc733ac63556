"""A municipality in which the hidden figures are numbers that stand nowhere else, and a detector that finds them in whatever
leaves the app: text, tables of Arrow, workbooks, PDFs and packed numbers."""

import csv
import io
import re
import struct
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from di_data.access import SYSTEM
from di_data.config import MINIMUM_GROUP, Settings
from di_data.contracts import KINDS
from di_data.demo.files import as_file
from di_data.disclosure import publish
from di_data.language import speaking
from di_data.loading.load import Source, load
from di_data.notation import number
from di_data.periods import Grain, Period, quarter_of
from di_data.register.actions import Action, save_action
from di_data.register.goals import Goal, GoalIndicator, save_goal
from di_data.register.records import key_of
from di_data.store import Store
from di_data.vocabulary import ActionStatus, Kind, Level, Position, Way

SMALL, BESIDE = "KAB", "STAF"
"""A unit of eight people, and the one beside it: nothing else stands under the level above them."""

ABOVE = "BESTUUR"
FIGURES = ("value", "numerator", "denominator", "group_size", "invited")
_NUMBER = re.compile(r"(?<![\w.,#])\d+(?:[.,]\d+)*(?!\w)")
_LARGE = 1000
_SIGNIFICANT = 3
"""Digits that make a number recognisable: 8 people is any 8, 83.7% is not."""


def fill(store: Store, today: date) -> None:
    """Add to the demo a level with two units of which one is small, with two years of odd figures, and a goal and an
    action that follow them."""
    units: list[dict[str, object]] = [
        {"unit_code": ABOVE, "unit_name": "Bestuursdienst", "parent_code": "GEM"},
        {"unit_code": SMALL, "unit_name": "Kabinet", "parent_code": ABOVE},
        {"unit_code": BESIDE, "unit_name": "Stafbureau", "parent_code": ABOVE},
    ]
    last = quarter_of(today).shifted(-1).end.replace(day=1)
    months = [Period(last, Grain.MONTH).shifted(-back) for back in range(24)]
    absence = [row for place, month in enumerate(reversed(months)) for row in _month(place, month)]
    years = [str(today.year - 1), str(today.year - 2)]
    outflow = [
        {"unit_code": unit, "period": year, "leavers": leavers + place, "average_employees": size + place / 100}
        for place, year in enumerate(years)
        for unit, leavers, size in ((SMALL, 6, 8.37), (BESIDE, 53, 61.93))
    ]
    survey = [
        {"unit_code": unit, "period": years[0], "indicator": indicator, "positive": positive, "answers": answers, "invited": invited}
        | {f"answer_{place}": count for place, count in enumerate(counts, start=1)}
        for indicator in ("autonomy", "participation", "dialogue", "good_conversation")
        for unit, positive, answers, invited, counts in (
            (SMALL, 6, 8, 9, (1, 1, 0, 1, 5)), (BESIDE, 1137, 1163, 1409, (4, 9, 13, 43, 1094)),
        )
    ]  # fmt: skip
    for kind, rows in ((Kind.UNITS, units), (Kind.ABSENCE, absence), (Kind.OUTFLOW, outflow), (Kind.SURVEY, survey)):
        told = load(store, SYSTEM, Source(_file(kind, rows), f"odd-{kind.value}.csv", kind=kind), Settings())
        assert told.status == "loaded", [finding.as_json() for finding in told.errors]
    goal = save_goal(store, SYSTEM, Goal(
        title="Gezond kabinet", unit=key_of("org_unit", SMALL), owner_role=Position.MANAGER, starts_on=months[12].start,
        due_on=date(today.year + 1, 12, 31), indicator="absence_rate", units=(key_of("org_unit", SMALL),),
        indicators=(GoalIndicator("autonomy"), GoalIndicator("outflow_rate")),
    ), id=key_of("goal", "odd"))  # fmt: skip
    for number_, unit in enumerate((SMALL, BESIDE)):
        save_action(store, SYSTEM, Action(
            title=f"Anders roosteren {number_}", goal=goal, units=(key_of("org_unit", unit),), owner_role=Position.MANAGER,
            level=Level.WORK, starts_on=months[6].start, due_on=months[1].start, status=ActionStatus.DONE,
            expected_indicator="absence_rate", expected_direction=Way.LOWER, expected_change=1.0, expected_by=months[0].end,
        ), id=key_of("action", f"odd {unit}"))  # fmt: skip
    publish(store, MINIMUM_GROUP)


def _month(place: int, month: Period) -> Iterator[dict[str, object]]:
    """Days that are odd to the hundredth, and other in every month."""
    for unit, sick, days, size in ((SMALL, 101.31, 233.17, 8.37), (BESIDE, 757.29, 1741.83, 61.93)):
        yield {"unit_code": unit, "period": str(month), "sick_days": round(sick + place * 1.07, 2),
               "available_days": round(days + place * 1.13, 2), "employees": size}  # fmt: skip


def _file(kind: Kind, rows: list[dict[str, object]]) -> bytes:
    """As `demo.files.as_file`, with all decimals."""
    exact = [{name: str(cell).replace(".", ",") if isinstance(cell, float) else cell for name, cell in row.items()} for row in rows]  # fmt: skip
    assert set().union(*rows) <= set(KINDS[kind].names)
    return as_file(kind, exact)


def figures(store: Store) -> pl.DataFrame:
    """All true figures of both structures, with whether each is hidden. For tests only: it goes around the gate."""
    told = []
    for structure in ("as_was", "present"):
        true = store.read("disclosure/figures", structure=structure, indicators=None)
        shown = store.read("figures/indicator_values", structure=structure, indicators=None, since=None, whole=[])
        cell = ["unit_id", "indicator", "grain", "period"]
        told.append(true.join(shown.select(*cell, "hidden"), on=cell, how="inner"))
    return pl.concat(told)


def answers(store: Store) -> pl.DataFrame:
    """The true distributions of answers of the large units: how many gave each answer and their shares, with whether the figure
    is hidden. A share of some ten answers is that of other departments too."""
    codes = store.read("figures/measures")["indicator"].to_list()
    cell = ["unit_id", "indicator", "grain", "period"]
    count, whole = pl.col("answers").cast(pl.Float64), pl.col("answers").sum().over(cell)
    true = store.read("disclosure/answer_counts", indicators=codes).select(
        *cell, count=count, share=count / whole, percent=100 * count / whole, whole=whole
    )
    return true.filter(pl.col("whole") > _LARGE).join(figures(store).select(*cell, "hidden").unique(), on=cell)


class Detector:
    """Finds numbers of hidden figures. `forbidden`: their forms that no shown figure has; `shown`: those of the others."""

    def __init__(self, store: Store) -> None:
        """Learn the numbers of a store."""
        every = figures(store)
        hidden, shown = (_numbers(every.filter(pl.col("hidden") == flag)) for flag in (True, False))
        told = answers(store)
        hidden |= _numbers(told.filter("hidden"), ("count", "share", "percent"))
        shown |= _numbers(told.filter(~pl.col("hidden")), ("count", "share", "percent"))
        # A sum may differ in its last decimal each time: what was published counts as well.
        for structure in ("as_was", "present"):
            shown |= _numbers(
                store.read("figures/indicator_values", structure=structure, indicators=None, since=None, whole=[])
            )
        public = store.read("figures/reference_values", indicator=None)
        shown |= {value for name in ("value", "lower", "upper") for value in public[name].drop_nulls().to_list()}
        self.shown = {form for value in shown for form in _forms(value)}
        self.numbers = hidden - shown
        self.forbidden = {form for value in self.numbers for form in _forms(value)} - self.shown
        self._packed = {struct.pack("<d", value) for value in self.numbers if len(_digits(repr(value))) > 5}

    def of_unit(self, store: Store, unit: str) -> set[str]:
        """The forbidden forms of the figures of one unit (its code)."""
        of_unit = pl.col("unit_id") == key_of("org_unit", unit)
        own = _numbers(figures(store).filter(of_unit, "hidden"))
        own |= _numbers(answers(store).filter(of_unit, "hidden"), ("count", "share", "percent"))
        return {form for value in own for form in _forms(value)} & self.forbidden

    def found(self, *things: object) -> set[str]:
        """The hidden numbers that stand in texts, bytes or whatever a file holds."""
        return {hit for thing in things for hit in self._found(thing)}

    def _found(self, thing: object) -> set[str]:
        text = texts(thing)
        hits = set(_NUMBER.findall(text)) & self.forbidden
        raw = thing if isinstance(thing, bytes) else b""
        return hits | {repr(struct.unpack("<d", packed)[0]) for packed in self._packed if packed in raw}


def _numbers(rows: pl.DataFrame, names: tuple[str, ...] = FIGURES) -> set[float]:
    return {value for name in names for value in rows[name].drop_nulls().to_list() if value}


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).strip("0")


def _forms(value: float) -> set[str]:
    """How a number may be written: in full, and rounded as on a page, in both notations."""
    forms = {repr(value), repr(value).replace(".", ","), repr(round(value, 4)), repr(round(value, 3))}
    for language in ("nl", "en"):
        with speaking(language):
            forms |= {number(value, decimals) for decimals in (0, 1, 2)}
    return {form for form in forms if len(_digits(form)) >= _SIGNIFICANT and re.search(r"[.,]", form)}


def texts(thing: object) -> str:
    """The text in whatever leaves the app: a str, an Arrow table, a zip of XML (a workbook), a PDF or other bytes."""
    if not isinstance(thing, bytes):
        return str(thing)
    if thing.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(thing)) as book:
            return "\n".join(texts(book.read(name)) for name in book.namelist()).replace(">", "> ").replace("<", " <")
    if thing.startswith(b"%PDF"):
        import pypdf

        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(thing)).pages)
    if thing.startswith((b"\xff\xff\xff\xff", b"ARROW1")):
        return pl.read_ipc_stream(thing).write_ndjson()
    return thing.decode("utf-8", errors="replace")


def cells(text: str) -> str:
    """The cells of a CSV file apart: a comma between two of them is no decimal comma."""
    return "\n".join(cell for row in csv.reader(io.StringIO(text)) for cell in row)


def sent(message: Any) -> Iterator[object]:
    """Every text, number and piece of bytes in a message to the browser."""
    for field, value in message.ListFields():
        several = value if hasattr(value, "__iter__") and not isinstance(value, (str, bytes)) else [value]
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            several = list(value.values())
        for one in several:
            if hasattr(one, "ListFields"):
                yield from sent(one)
            else:
                yield one
