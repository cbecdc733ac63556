"""Which unit every row of a file is about, with the organisation as it was in the row's own period.

Works on the distinct texts and, only where time matters, on the distinct texts and periods; never on single rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from di_data.contracts import personal_data
from di_data.language import mark as _
from di_data.loading.cleaning.clean import Cleaned
from di_data.loading.departments.directory import Directory, Found, Way
from di_data.loading.departments.lifetimes import Span, settle
from di_data.loading.departments.unit_questions import ASKED, Place, UnitQuestions, listed, note, too_many
from di_data.loading.departments.units import directory_for
from di_data.loading.findings import Answers, Finding
from di_data.loading.profiles import fold
from di_data.periods import last_day
from di_data.store import Transaction
from di_data.vocabulary import Kind

_TOLD = ["unit_code", "unit_name"]
_LEFT_OUT = _("{count} rows were left out, as was chosen for their department: {rows}.")
_ZEROS = _("Codes that lost their leading zeros were recognised: {units}.")
_SPELLING = _("Departments written in another way were recognised: {units}.")


@dataclass(frozen=True)
class Placement:
    """The unit of every row of a file. The series are in the order of the rows of the cleaned frame.

    `unit`: its key; null for a reference row, a row left out and a row that waits for an answer. For actions, which
    name several, a list of keys. `left_out`: the user chose to leave the row out. `moved_from`: the key of the unit
    that the file named, where the figures are counted for another. `remember`: what every explained name means.
    """

    unit: pl.Series
    left_out: pl.Series
    moved_from: pl.Series
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    remember: dict[str, str | None] = field(default_factory=dict)


def place(transaction: Transaction, cleaned: Cleaned, answers: Answers) -> Placement:
    """Find the units of a file; the units that a public source brings along have to be made first (`units`)."""
    profile = cleaned.shaped.match.profile
    return placed(cleaned, directory_for(transaction, profile), answers)


def placed(cleaned: Cleaned, known: Directory, answers: Answers) -> Placement:
    """The same in a directory that is known already."""
    profile, frame = cleaned.shaped.match.profile, cleaned.frame
    if profile.kind.kind == Kind.UNITS:
        return _nowhere(frame)
    if profile.creates_units:
        return _exactly(frame, known)
    work = _Placing(cleaned, known, answers)
    if "units" in frame.columns:
        # What came out of the app was placed before: its time is not asked about again.
        own = pl.col("read_version").is_null() if "read_version" in frame.columns else pl.lit(True)
        told = frame.select(
            "row", pl.int_range(pl.len()).alias("place"), "units", "is_reference",
            *(pl.when(own).then(name).alias(name) for name in ("starts_on", "due_on")),
        )  # fmt: skip
        single = told.explode("units", empty_as_null=True).with_columns(
            unit_code=pl.col("units"), unit_name=pl.col("units")
        )
        found = work.run(single, "starts_on", pl.col("due_on"))
        listed_keys = (
            pl.DataFrame([single["place"], found.unit])
            .group_by("place", maintain_order=True)
            .agg(pl.col("unit").drop_nulls().unique(maintain_order=True))
        )
        return replace(found, unit=listed_keys["unit"], left_out=_none(frame, False), moved_from=_none(frame, None))
    if "period" in frame.columns:
        return work.run(frame, "period", last_day())
    return work.run(frame, "held_on", pl.col("held_on"))


def applied(cleaned: Cleaned, placement: Placement) -> Cleaned:
    """The rows to load, with `unit` and `moved_from` beside their values; rows left out are gone."""
    frame = cleaned.frame.with_columns(placement.unit, placement.moved_from).filter(~placement.left_out)
    return replace(cleaned, frame=frame)


def _nowhere(frame: pl.DataFrame) -> Placement:
    return Placement(_none(frame, None).alias("unit"), _none(frame, False), _none(frame, None).alias("moved_from"))


def _none(frame: pl.DataFrame, value: bool | None) -> pl.Series:
    dtype = pl.String if value is None else pl.Boolean
    return pl.repeat(value, frame.height, dtype=dtype, eager=True).alias("moved_from" if value is None else "left_out")


def _exactly(frame: pl.DataFrame, known: Directory) -> Placement:
    """Only the very code or name counts: how the units of a public source are found."""
    named = frame.filter(~pl.col("is_reference")).select(_TOLD).unique(maintain_order=True)
    keys = pl.Series("unit", [known.find(code, name) for code, name in named.iter_rows()], dtype=pl.String)
    found = frame.select(*_TOLD, "is_reference").join(
        named.with_columns(keys), on=_TOLD, how="left", nulls_equal=True, maintain_order="left"
    )
    unit = found.select(unit=pl.when(~pl.col("is_reference")).then("unit")).to_series()
    return replace(_nowhere(frame), unit=unit)


class _Placing:
    """The work on one file: what was decided, asked and noted on the way."""

    def __init__(self, cleaned: Cleaned, known: Directory, answers: Answers) -> None:
        self.shaped = cleaned.shaped
        self.known = known
        self.asking = UnitQuestions(known, answers)
        self.findings: list[Finding] = []
        self.notes: list[Finding] = []
        self.remember: dict[str, str | None] = {}
        self.columns = cleaned.frame.columns
        self.decided: dict[tuple[str | None, str | None], tuple[str, ...]] = {}
        self.seen: dict[Way, dict[str, None]] = {Way.LOST_ZEROS: {}, Way.SPELLING: {}}

    def run(self, rows: pl.DataFrame, first: str, last: pl.Expr) -> Placement:
        """Place rows with `unit_code`, `unit_name`, `row`, `is_reference` and the first and last day they are about."""
        base = rows.select(*_TOLD, "row", "is_reference")
        told = [name for name in _TOLD if base[name].null_count() < base.height] or _TOLD[:1]
        named = self._named(base, told)
        joined = base.join(
            named.drop([name for name in _TOLD if name not in told]),
            on=told, how="left", nulls_equal=True, maintain_order="left",
        )  # fmt: skip
        joined = joined.with_columns(
            unit=pl.when(~pl.col("is_reference")).then("unit") if base["is_reference"].any() else "unit",
            left_out=pl.col("left_out").fill_null(False) & ~pl.col("is_reference"),
            moved_from=pl.lit(None, pl.String),
        )
        if named.select(pl.any_horizontal("several", pl.col("starts_on", "ends_on").is_not_null()).any()).item():
            joined = self._when(joined.with_columns(rows.select(pl.col(first).alias("first"), last=last)))
        self._tell_left_out(joined.filter("left_out"))
        self._tell_ways()
        return Placement(
            joined["unit"], joined["left_out"], joined["moved_from"], self.findings, self.notes, self.remember
        )

    def _when(self, joined: pl.DataFrame) -> pl.DataFrame:
        """Look whether every unit existed in the period of its row, and decide where it did not."""
        odd = (
            pl.col("several").fill_null(False)
            | (pl.col("first") > pl.col("ends_on")).fill_null(False)
            | (pl.col("last") < pl.col("starts_on")).fill_null(False)
        ) & ~pl.col("is_reference")
        return self._in_time(joined.with_columns(odd=odd))

    def _named(self, base: pl.DataFrame, told: list[str]) -> pl.DataFrame:
        """Every distinct code and name with its unit, the days between which that existed, or that it may be several.

        `told`: the ones of the code and the name that the file has.
        """
        own = base.filter(~pl.col("is_reference")) if base["is_reference"].any() else base
        texts = (
            own.group_by(told, maintain_order=True).agg(pl.col("row").first())
            .filter(pl.any_horizontal(pl.col(told).is_not_null()))
            .select(*(pl.col(name) if name in told else pl.lit(None, pl.String).alias(name) for name in _TOLD), "row")
        )  # fmt: skip
        decided: list[tuple[object, ...]] = []
        strange: dict[str, list[tuple[str | None, str | None]]] = {}
        for code, name, row in texts.iter_rows():
            found = self._found(code, name, row)
            if found is None:
                strange.setdefault(fold(code or name or ""), []).append((code, name))
                continue
            unit = self.known.units[found.keys[0]] if len(found.keys) == 1 else None
            dates = (unit.starts_on, unit.ends_on) if unit else (None, None)
            self.decided[(code, name)] = found.keys
            decided.append((code, name, unit and unit.key, *dates, len(found.keys) > 1, found.left_out))
        decided += self._strange(base, strange)
        schema = {"unit_code": pl.String, "unit_name": pl.String, "unit": pl.String, "starts_on": pl.Date,
                  "ends_on": pl.Date, "several": pl.Boolean, "left_out": pl.Boolean}  # fmt: skip
        return pl.DataFrame(decided, schema=schema, orient="row")

    def _found(self, code: str | None, name: str | None, row: int) -> Found | None:
        """Where a code and a name lead; None when nowhere, or when they contradict one another and nobody chose."""
        by_code, by_name = self.known.matches(code), self.known.matches(name)
        if code and name and fold(code) != fold(name) and by_code.keys and by_name.keys:
            if both := set(by_code.keys) & set(by_name.keys):
                by_code = replace(by_code, keys=tuple(key for key in by_code.keys if key in both))
            elif own := [key for key in by_name.keys if key in self.known.own]:
                question = self.asking.differs(self._place("unit_code", [row]), (code, name), by_code.keys[0], own[0])
                if (chosen := self.asking.answer(question)) is None:
                    self.findings.append(question)
                    return Found(way=Way.CODE)
                key = self.asking.key_of(chosen)
                return Found((key,) if key else (), left_out=key is None)
        found = by_code if by_code.way else by_name
        if found.way is None:
            return None
        if len(found.keys) > 1:
            own_keys = tuple(key for key in found.keys if key in self.known.own)
            found = replace(found, keys=own_keys or found.keys)
        if found.way in self.seen:
            self.seen[found.way] |= dict.fromkeys(self.known.units[key].name for key in found.keys[:1])
        return found

    def _strange(
        self, base: pl.DataFrame, strange: dict[str, list[tuple[str | None, str | None]]]
    ) -> Iterable[tuple[object, ...]]:
        """The texts that lead nowhere: decided by an answer, or asked about once, with the rows in which they stand."""
        if not strange:
            return
        texts = [(code, name, text) for text, pairs in strange.items() for code, name in pairs]
        named = pl.DataFrame(texts, schema=dict.fromkeys((*_TOLD, "text"), pl.String), orient="row")
        rows = dict(
            base.filter(~pl.col("is_reference")).join(named, on=_TOLD, nulls_equal=True, maintain_order="left")
            .group_by("text", maintain_order=True).agg("row").iter_rows()
        )  # fmt: skip
        for number, (text, pairs) in enumerate(strange.items()):
            code, name = pairs[0]
            at = self._place("unit_code" if code else "unit_name", rows[text])
            if number >= ASKED:
                self.findings.append(too_many(at, len(strange) - ASKED))
                return
            question = self.asking.unknown(at, code or name or "", is_code=bool(code))
            if (chosen := self.asking.answer(question)) is None:
                self.findings.append(question)
                continue
            key = self.asking.key_of(chosen)
            self._remember(text, key)
            unit = self.known.units[key] if key else None
            dates = (unit.starts_on, unit.ends_on) if unit else (None, None)
            self.decided |= dict.fromkeys(pairs, (key,) if key else ())
            yield from ((*pair, key, *dates, False, key is None) for pair in pairs)

    def _in_time(self, joined: pl.DataFrame) -> pl.DataFrame:
        """Decide about the rows whose unit depends on their period."""
        if not joined["odd"].any():
            return joined
        about = [*_TOLD, "first", "last"]
        odd = joined.filter("odd").group_by(about, maintain_order=True).agg("row")
        spans = [Span(*row) for row in odd.iter_rows()]
        settled = settle(spans, self._candidates, self.known, self.asking, self._place)
        self.findings += settled.findings
        self.notes += settled.notes
        decided = pl.DataFrame(
            [(outcome.unit, outcome.left_out, outcome.moved_from) for outcome in settled.outcomes],
            schema={"in_time": pl.String, "out": pl.Boolean, "moved": pl.String}, orient="row",
        )  # fmt: skip
        again = joined.join(
            pl.concat([odd.select(about), decided], how="horizontal"),
            on=about, how="left", nulls_equal=True, maintain_order="left",
        )  # fmt: skip
        return again.with_columns(
            unit=pl.when("odd").then("in_time").otherwise("unit"),
            left_out=pl.when("odd").then("out").otherwise("left_out"),
            moved_from=pl.when("odd").then("moved").otherwise("moved_from"),
        )

    def _candidates(self, span: Span) -> tuple[str, ...]:
        return self.decided[(span.code, span.name)]

    def _place(self, column: str | None, rows: Sequence[int]) -> Place:
        """Where rows stand; without a column, the header is that with which the file names its departments."""
        column = "units" if "units" in self.columns else column
        header = self.shaped.header_of(column) if column else self.shaped.department_header
        return Place(self.shaped.match.table.sheet, header, rows)

    def _remember(self, text: str, key: str | None) -> None:
        if personal_data.in_cell(text) is None:
            self.remember[text] = key

    def _tell_left_out(self, rows: pl.DataFrame) -> None:
        if rows.height:
            self.notes.append(note("unit_left_out", _LEFT_OUT, self._place(None, rows["row"].to_list())))

    def _tell_ways(self) -> None:
        for way, rule, message in ((Way.LOST_ZEROS, "unit_zeros", _ZEROS), (Way.SPELLING, "unit_spelling", _SPELLING)):
            if names := self.seen[way]:
                self.notes.append(note(rule, message, self._place(None, []), units=listed(names)))
