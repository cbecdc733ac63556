"""Load a file as its owner would, answer what is asked, and say what came of it: the truth, or where it pointed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from di_data.access import SYSTEM
from di_data.config import Settings
from di_data.loading.findings import Finding, Question
from di_data.loading.load import Report, load
from di_data.loading.report import Source
from di_data.register.indicators import ensure_shipped
from di_data.store import Store
from tests import stores
from tests.variants.truth import UNITS
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place

ROUNDS = 6
"""Rounds of questions after which a user gives up."""
NOT_USED = "-"
WHOLE = ("which_kind", "which_sheet", "which_column", "period_in_title")
"""Rules of questions that are about the whole file, or that name their columns in their choices."""


@dataclass(frozen=True)
class Outcome:
    """`result` is loads, asks or refused; `problem` says what is wrong with it, None when all is well."""

    result: str
    rules: tuple[str, ...] = ()
    where: str = ""
    problem: str | None = None


def departments(store: Store) -> None:
    """Fill a store with the departments of the truth and nothing else."""
    ensure_shipped(store)
    report = load(store, SYSTEM, Source(UNITS.encode(), "afdelingen.csv"), Settings())
    if report.status != "loaded":
        raise AssertionError([finding.text for finding in report.errors])


def outcome_of(file: File, allowed: frozenset[str]) -> Outcome:
    """What comes of the file in a store with the departments and nothing else."""
    with stores.lent(departments) as store:
        return outcome(store, file, allowed)


def outcome(store: Store, file: File, allowed: frozenset[str]) -> Outcome:
    """What comes of the file in this store; figures that it had before must not be there."""
    answers: dict[str, str] = {}
    asked: list[Question] = []
    for _round in range(ROUNDS):
        report = load(
            store, SYSTEM,
            Source(file.content, file.name, kind=file.kind, period=file.period, answers=dict(answers)), Settings(),
        )  # fmt: skip
        questions = report.questions
        if report.status != "refused" or not questions:
            break
        if problem := _misplaced(report.errors, file):
            return _told(ASKS, questions, problem)
        for question in questions:
            answer = _answer(question, file)
            if answer is None or answer not in {choice.code for choice in question.choices}:
                if file.any_question:
                    return _told(ASKS, questions, None if ASKS in allowed else "should not have been asked")
                codes = [choice.code for choice in question.choices]
                return _told(
                    ASKS, questions, f"{question.rule} offers no truthful answer: {answer} not in {codes[:12]}"
                )
            if question.key in answers:
                return _told(ASKS, questions, f"{question.key} is asked again after its answer")
            answers[question.key] = answer
        asked += questions
    else:
        return _told(ASKS, asked, "there is no end to the questions")
    return _judged(store, file, report, asked, allowed)


def _judged(store: Store, file: File, report: Report, asked: list[Question], allowed: frozenset[str]) -> Outcome:
    if report.status == "refused":
        result, found = REFUSED, report.errors
        problem = _misplaced(found, file)
        if not problem and file.says and not any(file.says in finding.message for finding in found):
            problem = f"the refusal does not say “{file.says}”: {found[0].message[:80]}"
    else:
        result, found = (ASKS if asked else LOADS), list(asked)
        problem = _difference(store, file)
        if not problem and file.warns and not set(file.warns) & {warning.rule for warning in report.warnings}:
            problem = f"no warning {file.warns[0]}, but {sorted({warning.rule for warning in report.warnings})}"
    if not problem and result not in allowed:
        problem = f"should have been: {' or '.join(sorted(allowed))}"
        if result == REFUSED:
            problem += f" ({found[0].message[:110]})"
    return _told(result, found, problem)


def _answer(question: Question, file: File) -> str | None:
    codes = {choice.code for choice in question.choices}
    if told := file.answers.get(question.rule):
        return next((code for code in ((told,) if isinstance(told, str) else told) if code in codes), str(told))
    if question.row in file.units and file.units[question.row] in codes:
        return file.units[question.row]
    if question.rule == "which_kind":
        return "absence"
    if question.key.startswith("field:"):
        return _column_of(question, file)
    return file.columns.get(question.column or "")


def _column_of(question: Question, file: File) -> str:
    """The column of the field that is asked for; a field that the file does not have is not used."""
    headers = {header for header, field in file.columns.items() if field == question.key.removeprefix("field:")}
    return next((choice.code for choice in question.choices if choice.values.get("header") in headers), NOT_USED)


def _misplaced(findings: list[Finding], file: File) -> str | None:
    """What a finding points at that it should not, or None."""
    places = [*file.places, *(Place(column=header) for header in file.columns), *(Place(row=row) for row in file.units)]
    for finding in findings:
        if not places and (finding.row is None and finding.column is None):
            continue
        if isinstance(finding, Question) and finding.rule in WHOLE:
            continue
        if not any(_is_at(finding, place) for place in places):
            return f"{finding.rule} points at row {finding.row}, column {finding.column}: {finding.message[:90]}"
    return None


def _is_at(finding: Finding, place: Place) -> bool:
    """A question is about a whole column, so that its row does not matter where a column is told."""
    row = place.row is None or finding.row == place.row or (isinstance(finding, Question) and place.column is not None)
    return row and (place.column is None or finding.column == place.column)


def _difference(store: Store, file: File) -> str | None:
    """How the store differs from the truth, or None."""
    if file.truth is None:
        return "loaded, but there is no right reading of it"
    stored, expected = file.truth.read(store), file.truth.expected
    if missing := [key for key in expected if key not in stored]:
        return f"WRONG: {len(missing)} of {len(expected)} are not stored, such as {missing[0]}"
    if extra := [key for key in stored if key not in expected]:
        return f"WRONG: {len(extra)} are stored that are not in the truth, such as {extra[0]}: {stored[extra[0]]}"
    return _other_value(stored, expected)


def _other_value(stored: Mapping[object, object], expected: Mapping[object, object]) -> str | None:
    for key, value in expected.items():
        if not _same(stored[key], value):
            return f"WRONG: {key} is stored as {stored[key]} and should be {value}"
    return None


def _same(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_same(left, right) for left, right in zip(one, other, strict=True))
    if isinstance(one, float) or isinstance(other, float):
        return one is not None and other is not None and math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)  # type: ignore[arg-type]
    return one == other


def _told(result: str, findings: list[Finding] | list[Question], problem: str | None) -> Outcome:
    places = [
        ", ".join(
            part
            for part in (
                f"row {finding.row}" if finding.row and not isinstance(finding, Question) else "",
                f"column {' '.join((finding.column or '').split())}" if finding.column else "",
            )
            if part
        )
        for finding in findings
    ]
    rules = tuple(dict.fromkeys(finding.rule for finding in findings))
    shown = "; ".join(list(dict.fromkeys(place for place in places if place))[:3])
    return Outcome(result, rules, shown, problem)
