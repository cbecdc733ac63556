"""A clean file into the store, inside one transaction: the delivery, its figures or records, and who it is about."""

import hashlib

import polars as pl

from di_data.access import Viewer
from di_data.language import mark as _
from di_data.loading import observe, records, units
from di_data.loading.clean import Cleaned
from di_data.loading.findings import Finding
from di_data.loading.report import FileRefused, Report, Source
from di_data.register.records import new_key
from di_data.store import Transaction


def deliver(transaction: Transaction, viewer: Viewer, cleaned: Cleaned, source: Source, report: Report) -> None:
    """Store the file, or say in the report that it was stored before. Raises FileRefused with every finding."""
    digest = hashlib.sha256(source.content).hexdigest()
    if _is_duplicate(transaction, digest, report):
        report.status = "duplicate"
        return
    delivery, profile = new_key(), cleaned.shaped.match.profile
    if observe.is_figures(profile.kind.kind):
        figures = observe.figures(cleaned)
        _warn_of_nothing(cleaned, figures, report)
        report.rows_loaded = figures.height
        _insert_delivery(transaction, viewer, cleaned, delivery, report, source, digest)
        _insert_figures(transaction, viewer, cleaned, figures, delivery, profile.source or source.name)
    else:
        report.rows_loaded = cleaned.frame.height
        _insert_delivery(transaction, viewer, cleaned, delivery, report, source, digest)
        records.store_records(transaction, viewer, cleaned, delivery)
    report.status, report.delivery = "loaded", delivery


def unknown_names(transaction: Transaction, cleaned: Cleaned) -> list[Finding]:
    """A finding for every department and indicator in the file that nobody knows."""
    found = units.unknown(cleaned, units.directory(transaction))
    if "indicator" in cleaned.frame.columns:
        known = transaction.read("figures/indicators")["code"]
        strange = cleaned.frame.filter(~pl.col("indicator").is_in(known.implode()))
        found += _at_rows(cleaned, strange["row"], "indicator", "unknown_indicator", _("This indicator is not known."),
                          _("Use one of the codes on the page Administration, such as participation or autonomy."))  # fmt: skip
    return found


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


def _insert_delivery(
    transaction: Transaction,
    viewer: Viewer,
    cleaned: Cleaned,
    delivery: str,
    report: Report,
    source: Source,
    digest: str,
) -> None:
    profile = cleaned.shaped.match.profile
    transaction.insert("delivery", pl.DataFrame([{
        "id": delivery, "kind": report.kind, "profile": profile.name, "file_name": source.name, "sha256": digest,
        "bytes": len(source.content), "loaded_at": transaction.moment, "loaded_by": viewer.subject,
        "rows_read": report.rows_read, "rows_loaded": report.rows_loaded, "source": profile.source,
        "public_source": profile.public, "first_period": report.periods[0] if report.periods else None,
        "last_period": report.periods[-1] if report.periods else None,
    }]))  # fmt: skip


def _insert_figures(
    transaction: Transaction, viewer: Viewer, cleaned: Cleaned, figures: pl.DataFrame, delivery: str, source: str
) -> None:
    profile = cleaned.shaped.match.profile
    if profile.creates_units:
        units.create_missing(transaction, viewer, cleaned)
    told = ["row", "unit_code", "unit_name"]
    keys = (
        cleaned.frame.select(told).with_columns(units.keys(cleaned, units.directory_for(transaction, profile))).unique()
    )
    placed = figures.join(keys, on=told, how="left", nulls_equal=True)
    _refuse_twice(cleaned, placed)
    transaction.insert("observation", observe.observations(placed, delivery))
    transaction.insert("reference_value", observe.references(placed, delivery, source))


def _refuse_twice(cleaned: Cleaned, placed: pl.DataFrame) -> None:
    """One department, named in two ways, must not stand in a file twice for one period."""
    own = placed.filter(~pl.col("is_reference"))
    twice = own.filter(pl.struct("indicator", "unit", "period", "grain").is_duplicated())
    if twice.height:
        raise FileRefused(
            _at_rows(cleaned, twice["row"], "unit_code", "row_twice",
                     _("This department and period stand in the file more than once, perhaps by code and by name."),
                     _("Keep one of the rows."))
        )  # fmt: skip


def _warn_of_nothing(cleaned: Cleaned, figures: pl.DataFrame, report: Report) -> None:
    """Rows of which nothing is left, because there was nobody to divide by, are told and not dropped in silence."""
    empty = cleaned.frame.filter(~pl.col("row").is_in(figures["row"].unique().implode()))
    if empty.height:
        report.warnings += _at_rows(
            cleaned, empty["row"], "unit_code", "nothing_to_divide",
            _("This row gives no figure: the number to divide by is zero."), "",
        )  # fmt: skip


def _at_rows(cleaned: Cleaned, rows: pl.Series, column: str, rule: str, message: str, remedy: str) -> list[Finding]:
    shaped = cleaned.shaped
    present = column if column in shaped.match.columns else "unit_name"
    return [
        Finding(rule, message, remedy, sheet=shaped.match.table.sheet, row=row, column=shaped.header_of(present))
        for row in rows.unique().sort()
    ]
