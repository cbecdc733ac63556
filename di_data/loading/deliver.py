"""A checked file into the store, inside one transaction: the delivery, its figures or records, and who it is about."""

import hashlib

import polars as pl

from di_data.access import Viewer
from di_data.contracts.fields import MOST_FINDINGS
from di_data.contracts.rows import are_all_different
from di_data.language import mark as _
from di_data.loading import differences, observe, records
from di_data.loading.batch import Batch, Checked
from di_data.loading.departments import placing, units
from di_data.loading.findings import Answers, Finding
from di_data.loading.mapping import saved_profiles
from di_data.loading.observe import CELL
from di_data.loading.report import FileRefused, Report, Source
from di_data.register import aliases
from di_data.register.mapping_profiles import save_profile
from di_data.register.records import new_key
from di_data.store import Transaction


def deliver(
    transaction: Transaction, viewer: Viewer, checked: Checked, source: Source, answers: Answers, report: Report
) -> None:
    """Store the file, or say in the report that it was stored before. Raises FileRefused with every finding."""
    digest = hashlib.sha256(source.content).hexdigest()
    if _is_duplicate(transaction, digest, report):
        report.status = "duplicate"
        return
    delivery, profile = new_key(), checked.match.profile
    if profile.creates_units:
        checked.batches = [_with_units(transaction, viewer, batch) for batch in checked.batches]
    _refuse_twice(checked)
    own = [batch.figures for batch in checked.batches if batch.figures is not None]
    if own:
        report.changes = differences.differences(transaction, pl.concat(own)) if _replaces(transaction, own) else None
    report.rows_loaded = sum(_size(batch) for batch in checked.batches)
    _insert_delivery(transaction, viewer, checked, delivery, report, source, digest)
    for batch in checked.batches:
        _insert(transaction, viewer, batch, delivery, profile.source or source.name)
    aliases.remember(transaction, viewer, checked.remember)
    _remember_answers(transaction, viewer, checked, source, answers, delivery)
    report.status, report.delivery = "loaded", delivery


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


def _with_units(transaction: Transaction, viewer: Viewer, batch: Batch) -> Batch:
    """Make the units that a public source brings along, and find the rows among them."""
    units.create_missing(transaction, viewer, batch.cleaned)
    placed = placing.applied(batch.cleaned, placing.place(transaction, batch.cleaned, {}))
    return Batch(placed, observe.figures(placed))


def _refuse_twice(checked: Checked) -> None:
    """One department must not stand in a file twice for one period: by code and by name, or far apart."""
    frames = [batch.figures for batch in checked.batches if batch.figures is not None]
    if not frames:
        return
    own = pl.concat([frame.filter(~pl.col("is_reference")).select("row", *CELL) for frame in frames])
    if are_all_different(own.select(CELL)):
        return
    twice = own.filter(pl.struct(CELL).is_duplicated())["row"].unique().sort()
    shaped = checked.batches[0].cleaned.shaped
    raise FileRefused([
        Finding("row_twice", _("This department and period stand in the file more than once, perhaps by code and by name."),
                _("Keep one of the rows."), sheet=shaped.match.table.sheet, row=row, column=shaped.department_header)
        for row in twice.head(MOST_FINDINGS)
    ])  # fmt: skip


def _replaces(transaction: Transaction, figures: list[pl.DataFrame]) -> bool:
    """Whether the store has figures of these indicators at all; the comparison is spared where it has none."""
    indicators = list({code for frame in figures for code in frame["indicator"].unique()})
    return not transaction.read("loading/has_figures", indicators=indicators).is_empty()


def _size(batch: Batch) -> int:
    return batch.cleaned.frame.height if batch.figures is None else batch.figures.height


def _insert_delivery(
    transaction: Transaction, viewer: Viewer, checked: Checked, delivery: str, report: Report, source: Source, digest: str
) -> None:  # fmt: skip
    profile = checked.match.profile
    transaction.insert("delivery", pl.DataFrame([{
        "id": delivery, "kind": report.kind, "profile": profile.name, "file_name": source.name, "sha256": digest,
        "bytes": len(source.content), "loaded_at": transaction.moment, "loaded_by": viewer.subject,
        "rows_read": report.rows_read, "rows_loaded": report.rows_loaded, "source": profile.source,
        "public_source": profile.public, "first_period": report.periods[0] if report.periods else None,
        "last_period": report.periods[-1] if report.periods else None,
    }]))  # fmt: skip


def _insert(transaction: Transaction, viewer: Viewer, batch: Batch, delivery: str, source: str) -> None:
    if batch.figures is None:
        records.store_records(transaction, viewer, batch.cleaned, delivery)
        return
    transaction.insert("observation", observe.observations(batch.figures, delivery))
    transaction.insert("answer_count", observe.answer_counts(batch.figures, delivery))
    transaction.insert("reference_value", observe.references(batch.figures, delivery, source))


def _remember_answers(
    transaction: Transaction, viewer: Viewer, checked: Checked, source: Source, answers: Answers, delivery: str
) -> None:
    """Keep what was answered with the delivery and, under the name that the user gave, for the next file."""
    transaction.insert(
        "delivery_answer",
        pl.DataFrame([{"delivery": delivery, "question": key, "answer": answer} for key, answer in answers.items()]),
    )
    if source.save_as:
        content = saved_profiles.content_of(checked.match, source.save_as, answers)
        save_profile(transaction, viewer, source.save_as, checked.match.profile.kind.kind.value, content)
