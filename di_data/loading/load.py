"""Loading a file: read, recognise, refuse personal data, check, and store it whole or not at all."""

from collections.abc import Callable

from di_data.access import Right, Viewer
from di_data.config import Settings
from di_data.contracts.fields import MOST_FINDINGS
from di_data.errors import Refused, WrongUse
from di_data.language import mark as _
from di_data.loading import batch, deliver, personal, profiles
from di_data.loading.findings import Answers, Finding, Question
from di_data.loading.mapping import saved_profiles
from di_data.loading.mapping.match import Match
from di_data.loading.mapping.recognise import recognise
from di_data.loading.reading.read import read
from di_data.loading.reading.text_table import TextTable
from di_data.loading.report import FileRefused, Report, Source
from di_data.loading.silence import silenced
from di_data.register.indicators import ensure_shipped
from di_data.store import Store

__all__ = ["Report", "Source", "load"]

Progress = Callable[[int], object]


def load(
    store: Store,
    viewer: Viewer,
    source: Source,
    settings: Settings,
    *,
    keep: bool = True,
    progress: Progress = lambda rows: None,
) -> Report:
    """Load a file whole, or refuse it with every finding and question; `keep=False` only checks.

    `progress` is told after every batch how many rows are done.
    Raises NotAllowed without the right, WrongUse for an unknown profile or an impossible choice.
    """
    viewer.must(Right.LOAD_DATA)
    ensure_shipped(store)  # a newer version of the app may know more of them than the store does
    report = Report("refused")
    try:
        with silenced():
            _take(store, viewer, source, settings, keep, progress, report)
    except FileRefused as refused:
        report.status, report.delivery, report.errors = "refused", None, refused.findings
    except Refused as refused:
        report.status, report.delivery = "refused", None
        report.errors = [Finding("refused", refused.source, values=refused.values)]
    return report


def _take(
    store: Store, viewer: Viewer, source: Source, settings: Settings, keep: bool, progress: Progress, report: Report
) -> None:
    """Read, check and store the file; what came of it stands in the report. Raises Refused."""
    tables = read(source.content, source.name, settings, limit=source.limit)
    report.tables = tables
    matches = _recognised(store, source, tables)
    answers = {**matches[0].profile.answers, **source.answers}
    checked = _checked(store, source, matches, answers, report, progress)
    with store.write(keep=keep) as transaction:
        deliver.deliver(transaction, viewer, checked, source, answers, report)
    if not keep and report.status == "loaded":
        report.status, report.delivery = "checked", None


def _recognised(store: Store, source: Source, tables: list[TextTable]) -> list[Match]:
    """The file laid under its profile; personal data are refused first, whether or not the file is recognised."""
    given = {"kind": source.kind.value, **source.answers} if source.kind else source.answers
    try:
        matches = recognise(tables, _candidates(store, source), given)
    except Refused:
        if found := personal.found_in(tables, None):
            raise FileRefused(found) from None
        raise
    if found := personal.found_in(tables, matches[0]):
        raise FileRefused(found)
    return matches


def _candidates(store: Store, source: Source) -> list[profiles.Profile]:
    saved = saved_profiles.saved(store)
    if source.profile:
        chosen = profiles.named(source.profile, saved)
        if source.kind and chosen.kind.kind != source.kind:
            raise WrongUse(_("The profile {name} is for another kind of file."), name=source.profile)
        return [chosen]
    every = [*saved, *profiles.shipped().values()]
    return [profile for profile in every if source.kind in (None, profile.kind.kind)]


def _checked(
    store: Store, source: Source, matches: list[Match], answers: Answers, report: Report, progress: Progress
) -> batch.Checked:
    """Every batch checked. Raises FileRefused with every finding at once, questions among them."""
    first = matches[0]
    report.kind, report.profile, report.match = first.profile.kind.kind.value, first.profile.name, first
    if asked := [question for match in matches for question in match.questions]:
        report.warnings = [note for match in matches for note in match.notes]
        raise FileRefused([*asked])
    checked = batch.Checked(first)
    for number, part in enumerate(batch.parts(matches)):
        if number and (found := personal.found_in([part.table], part)):
            report.match = None  # its samples may be of that very column
            raise FileRefused(found)
        batch.check(store, source, part, answers, checked)
        progress(checked.rows_read)
        if len(checked.errors) >= MOST_FINDINGS:
            break
    report.rows_read, report.warnings = checked.rows_read, _once(checked.notes)
    report.units, report.periods = len(checked.units), checked.periods
    if checked.errors:
        raise FileRefused(sorted(_once(checked.errors), key=lambda finding: (finding.row or 0, finding.column or "")))
    return checked


def _once(findings: list[Finding]) -> list[Finding]:
    """The same thing found in several batches is told once, with the counts added."""
    told: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        count = finding.values.get("count")
        if isinstance(finding, Question):
            told.setdefault((finding.key,), finding)
            continue
        key = (finding.rule, finding.message, finding.sheet, *((finding.row, finding.column) if count is None else ()))
        if key in told and isinstance(count, int):
            told[key].values["count"] = int(str(told[key].values["count"])) + count
        else:
            told.setdefault(key, finding)
    return list(told.values())
