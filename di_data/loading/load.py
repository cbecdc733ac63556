"""Loading a file: everything up to the transaction, and the report of what came of it."""

import contextlib
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from di_data.access import Right, Viewer
from di_data.config import Settings
from di_data.contracts import personal_data
from di_data.errors import InzetwijzerError, Refused, WrongUse
from di_data.language import mark as _
from di_data.loading import observe, profiles, records, units
from di_data.loading.clean import Cleaned
from di_data.loading.findings import Finding
from di_data.loading.read import TextTable, read
from di_data.loading.shape import HEADER_WITHIN, Match, Shaped, recognise, shape, with_period
from di_data.periods import Grain, Period, parse
from di_data.register.indicators import ensure_shipped
from di_data.register.records import new_key
from di_data.store import Store, Transaction
from di_data.vocabulary import Kind


@dataclass(frozen=True)
class Source:
    """A file to load, and what its user says about it."""

    content: bytes
    name: str
    kind: Kind | None = None
    profile: str | None = None
    period: str | None = None


@dataclass
class Report:
    """What came of a file. `status` is loaded, checked, refused or duplicate."""

    status: str
    kind: str | None = None
    profile: str | None = None
    delivery: str | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    units: int = 0
    periods: list[str] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """The report as the command line prints it."""
        return {
            **{name: getattr(self, name) for name in (
                "status", "kind", "profile", "delivery", "rows_read", "rows_loaded", "units", "periods")},
            "warnings": [finding.as_json() for finding in self.warnings],
            "errors": [finding.as_json() for finding in self.errors],
        }  # fmt: skip


def load(
    store: Store,
    viewer: Viewer,
    source: Source,
    settings: Settings,
    *,
    keep: bool = True,
    progress: Callable[[float], object] = lambda share: None,
) -> Report:
    """Load a file whole, or refuse it with every finding; `keep=False` only checks.

    `progress` is told the share that is done, 0 to 1.

    Raises NotAllowed without the right, WrongUse for an unknown profile or an impossible choice.
    """
    viewer.must(Right.LOAD_DATA)
    ensure_shipped(store)  # a newer version of the app may know more of them than the store does
    report = Report("refused")
    try:
        shaped = _shaped(source, settings)
        progress(0.3)
        report.kind, report.profile = shaped.match.profile.kind.kind.value, shaped.match.profile.name
        report.rows_read, report.warnings = shaped.rows_read, list(shaped.warnings)
        _store(store, viewer, source, shaped, report, keep, progress)
        progress(1.0)
    except WrongUse:
        raise
    except _Findings as found:
        report.errors = found.findings
    except Refused as refused:
        report.errors = [Finding("refused", refused.source, values=refused.values)]
    return report


class _Findings(InzetwijzerError):
    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("")
        self.findings = findings


def _shaped(source: Source, settings: Settings) -> Shaped:
    tables = read(source.content, source.name, settings)
    try:
        match = recognise(tables, _candidates(source))
    except Refused:
        if found := _personal(tables, None):
            raise _Findings(found) from None
        raise
    if found := _personal(tables, match):
        raise _Findings(found)
    shaped = shape(match)
    if shaped.frame.is_empty():
        raise Refused(_("The file has the right columns but no rows with figures."))
    return _in_period(shaped, source)


def _candidates(source: Source) -> list[profiles.Profile]:
    if source.profile:
        chosen = profiles.named(source.profile)
        if source.kind and chosen.kind.kind != source.kind:
            raise WrongUse(_("The profile {name} is for another kind of file."), name=source.profile)
        return [chosen]
    every = list(profiles.shipped().values())
    return [profile for profile in every if source.kind in (None, profile.kind.kind)]


def _personal(tables: list[TextTable], match: Match | None) -> list[Finding]:
    """Columns that describe a person, or that hold a BSN or an e-mail address. The values are never told.

    Headers are looked for down to the header row where it is known, and else in the first filled rows.
    """
    remedy = _("Take this column out of the file and load it again. Nothing was stored.")
    found = []
    for table in tables:
        for name in table.cells.columns:
            cells = table.cells[name]
            top = cells.head(match.header_row + 1 if match and match.table is table else HEADER_WITHIN)
            label = next((cell for cell in top if cell and personal_data.is_personal_header(cell)), None)
            if label:
                found.append(Finding("personal_data", _("This column holds data about a person."), remedy,
                                     sheet=table.sheet, row=top.to_list().index(label) + 1, column=label))  # fmt: skip
            elif hit := personal_data.in_cells(cells):
                kind, place = hit
                message = {"bsn": _("A cell holds a citizen service number (BSN)."),
                           "email": _("A cell holds an e-mail address.")}[kind]  # fmt: skip
                found.append(Finding("personal_data", message, remedy, sheet=table.sheet, row=place + 1,
                                     column=_letter(table.cells.columns.index(name))))  # fmt: skip
    return found


def _letter(index: int) -> str:
    """The letter by which a spreadsheet names a column, counted from 0."""
    return (_letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def _in_period(shaped: Shaped, source: Source) -> Shaped:
    """Give rows without a period the one that the user or the file's name tells."""
    if "period" not in shaped.match.profile.kind.names or shaped.frame["period"].null_count() == 0:
        return shaped
    profile = shaped.match.profile
    if source.period:
        try:
            return with_period(shaped, str(parse(source.period)))
        except ValueError:
            raise WrongUse(_("“{period}” is not a period. Write a month (2025-01), a quarter (2025-Q1) or a year (2025)."),
                           period=source.period) from None  # fmt: skip
    if profile.file_name_period:
        told = set(re.findall(profile.file_name_period, source.name))
        if len(told) == 1:
            return with_period(shaped, told.pop())
        raise Refused(
            _(
                "The file does not say which period it is about, and its name does not either. Say it with --period or in the field Period."
            )
        )
    return shaped


def _store(
    store: Store,
    viewer: Viewer,
    source: Source,
    shaped: Shaped,
    report: Report,
    keep: bool,
    progress: Callable[[float], object],
) -> None:
    from di_data.loading.check import checked  # pandera is slow to import

    cleaned, findings = checked(shaped)
    if cleaned is None:
        raise _Findings(findings)
    report.units, report.periods = _extent(cleaned)
    progress(0.7)
    with _maybe(store, keep) as transaction:
        if found := units.unknown(cleaned, units.directory(transaction)):
            raise _Findings(found)
        delivery = new_key()
        digest = hashlib.sha256(source.content).hexdigest()
        if _is_duplicate(transaction, digest, report):
            report.status, report.rows_loaded = "duplicate", 0
            return
        _insert(transaction, viewer, cleaned, delivery, report, source, digest)
        report.status = "loaded" if keep else "checked"
        report.delivery = delivery if keep else None


class _maybe:
    """A transaction that is undone at the end when nothing is to be kept."""

    class Undo(Exception):
        pass

    def __init__(self, store: Store, keep: bool) -> None:
        self._context, self._keep = store.write(), keep

    def __enter__(self) -> Transaction:
        return self._context.__enter__()

    def __exit__(self, *error: object) -> bool | None:
        if self._keep or error[0] is not None:
            return self._context.__exit__(*error)  # type: ignore[arg-type]
        undo = self.Undo()
        with contextlib.suppress(self.Undo):
            self._context.__exit__(self.Undo, undo, None)
        return None


def _extent(cleaned: Cleaned) -> tuple[int, list[str]]:
    frame = cleaned.frame
    kind = cleaned.shaped.match.profile.kind.kind
    own = frame.filter(~pl.col("is_reference"))
    if kind == Kind.ACTIONS:
        count = len({unit for listed in own["units"].drop_nulls() for unit in listed})
    else:
        count = own.select(pl.coalesce("unit_code", "unit_name")).to_series().n_unique() if own.height else 0
    if "period" in frame.columns:
        spans = sorted({(start, grain) for start, grain in frame.select("period", "grain").rows()})
        first, last = spans[0], spans[-1]
        return count, [_code(*first), _code(*last)]
    day = {Kind.SESSIONS: "held_on", Kind.ACTIONS: "starts_on"}.get(kind)
    if day is None:
        return count, []
    return count, [str(frame[day].min()), str(frame[day].max())]


def _code(start: date, grain: str) -> str:
    return str(Period(start, Grain(grain)))


def _is_duplicate(transaction: Transaction, digest: str, report: Report) -> bool:
    same = transaction.read(
        "loading/same_bytes", sha256=digest, kind=report.kind, profile=report.profile,
        first_period=report.periods[0] if report.periods else None,
    )  # fmt: skip
    if same.is_empty():
        return False
    report.delivery = same["id"][0]
    report.warnings.append(Finding("duplicate", _("This file was loaded before; nothing was stored again.")))
    return True


def _insert(
    transaction: Transaction,
    viewer: Viewer,
    cleaned: Cleaned,
    delivery: str,
    report: Report,
    source: Source,
    digest: str,
) -> None:
    profile = cleaned.shaped.match.profile
    if observe.is_figures(profile.kind.kind):
        figures = observe.figures(cleaned)
        _refuse_unknown_indicators(transaction, cleaned, figures)
        report.rows_loaded = figures.height
    else:
        report.rows_loaded = cleaned.frame.height
    transaction.insert("delivery", pl.DataFrame([{
        "id": delivery, "kind": report.kind, "profile": profile.name, "file_name": source.name, "sha256": digest,
        "bytes": len(source.content), "loaded_at": transaction.moment, "loaded_by": viewer.subject,
        "rows_read": report.rows_read, "rows_loaded": report.rows_loaded, "source": profile.source,
        "public_source": profile.public, "first_period": report.periods[0] if report.periods else None,
        "last_period": report.periods[-1] if report.periods else None,
    }]))  # fmt: skip
    if not observe.is_figures(profile.kind.kind):
        records.store_records(transaction, viewer, cleaned, delivery)
        return
    if profile.creates_units:
        units.create_missing(transaction, viewer, cleaned, delivery)
    keys = units.keys(cleaned, units.directory(transaction))
    placed = figures.join(cleaned.frame.select("row", "unit_code", "unit_name").with_columns(keys).unique(),
                          on=["row", "unit_code", "unit_name"], how="left", nulls_equal=True)  # fmt: skip
    transaction.insert("observation", observe.observations(placed, delivery))
    transaction.insert("reference_value", observe.references(placed, delivery, profile.source or source.name))


def _refuse_unknown_indicators(transaction: Transaction, cleaned: Cleaned, figures: pl.DataFrame) -> None:
    known = transaction.read("figures/indicators")["code"]
    strange = figures.filter(~pl.col("indicator").is_in(known.implode()))
    if strange.height:
        shaped = cleaned.shaped
        raise _Findings([
            Finding("unknown_indicator", _("This indicator is not known."),
                    _("Use one of the codes on the page Administration, such as participation or autonomy."),
                    sheet=shaped.match.table.sheet, row=row, column=shaped.header_of("indicator"))
            for row in strange["row"].unique().sort()
        ])  # fmt: skip
