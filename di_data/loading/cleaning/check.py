"""The two contracts of a kind, as findings that point at cells."""

import polars as pl

from di_data.contracts import FieldType, checks
from di_data.contracts.fields import MOST_FINDINGS
from di_data.language import mark as _
from di_data.loading.cleaning.answers import completed
from di_data.loading.cleaning.clean import Cleaned, clean
from di_data.loading.cleaning.wrong import and_more
from di_data.loading.findings import Answers, Finding, Question
from di_data.loading.shaping.shape import Shaped

_WORDS = {
    "not_nullable": (_("This cell is empty."), _("Fill it in.")),
    "str_length": (_("The text is too long: at most {longest} characters."), _("Shorten it.")),
    "greater_than_or_equal_to": (_("The number is too low: {low} is the lowest possible."), _("Check the number.")),
    "less_than_or_equal_to": (_("The number is too high: {high} is the highest possible."), _("Check the number.")),
    "row_twice": (_("This row stands in the file more than once."), _("Keep one of the rows.")),
}
_NAMES = {
    "not_nullable": "empty_cell",
    "str_length": "too_long",
    "greater_than_or_equal_to": "too_low",
    "less_than_or_equal_to": "too_high",
}


def checked(shaped: Shaped, answers: Answers | None = None, year: int | None = None) -> tuple[Cleaned, list[Finding]]:
    """Text contract, cleaning, clean contract: the clean values, and every finding, questions among them.

    At most some thousand findings are told one by one; a last one then says how many there are more. `year` is the
    one of periods that name none. Raises nothing: what is wrong is in the findings.
    """
    kind = shaped.match.profile.kind
    in_text = checks.failures(checks.text_contract(kind), shaped.frame.select(kind.names))
    findings = _findings(shaped, shaped.frame, in_text.cases)
    cleaned = completed(clean(shaped, answers, year))
    findings += cleaned.findings
    broken = {(finding.row, finding.column) for finding in findings}
    asked = {finding.column for finding in cleaned.findings if isinstance(finding, Question)}
    own = cleaned.frame.filter(~pl.col("is_reference"))
    in_values = checks.failures(checks.clean_contract(kind), own)
    for failure, finding in zip(in_values.cases, _findings(shaped, own, in_values.cases), strict=True):
        about = {shaped.header_of(name, None) for name in _read_by(shaped, failure[1])} | {finding.column}
        if not about & asked and not {(finding.row, column) for column in about} & broken:
            findings.append(finding)
    return cleaned, _as_many_as_help(findings, in_text.untold + cleaned.untold or in_values.untold)


def _as_many_as_help(findings: list[Finding], untold: int) -> list[Finding]:
    """All questions and the first findings; the rest only counted."""
    questions: list[Finding] = [finding for finding in findings if isinstance(finding, Question)]
    others = [finding for finding in findings if not isinstance(finding, Question)]
    untold += max(len(others) - MOST_FINDINGS, 0)
    return questions + others[:MOST_FINDINGS] + ([and_more(untold)] if untold else [])


def _read_by(shaped: Shaped, check: str) -> list[str]:
    """The fields that a row rule looks at: where one of those is wrong already, the rule adds nothing."""
    kind = shaped.match.profile.kind
    if check == "row_twice":
        return [name for name in kind.identity if name in kind.names]
    rule = next((rule for rule in kind.rules if rule.name == check), None)
    return rule.holds().meta.root_names() if rule else []


def _findings(shaped: Shaped, frame: pl.DataFrame, failures: list[tuple[str | None, str, int]]) -> list[Finding]:
    kind = shaped.match.profile.kind
    rules = {rule.name: rule for rule in kind.rules}
    findings = []
    places = [place for _column, _check, place in failures]
    told = frame.select("row", "source_column")[places].rows()
    for (column, check, place), (row, source_column) in zip(failures, told, strict=True):
        values: dict[str, object] = {}
        if rule := rules.get(check):
            column, message, remedy = rule.column, rule.message, rule.remedy
        else:
            message, remedy = _WORDS[check]
            if column is not None:
                field = kind.field(column)
                values = {"longest": field.longest, "low": field.low, "high": field.high}
        findings.append(
            Finding(_NAMES.get(check, check), message, remedy, sheet=shaped.match.table.sheet, row=row,
                    column=_header(shaped, column, source_column),
                    value=_value(shaped, frame, column, place), values=values)
        )  # fmt: skip
    return findings


def _header(shaped: Shaped, column: str | None, source_column: str | None) -> str | None:
    """The header of a field; of what tells rows apart (None) and of the department as the file names those."""
    name = column or shaped.match.profile.kind.identity[0]
    return shaped.department_header if name == "unit_code" else shaped.header_of(name, source_column)


def _value(shaped: Shaped, frame: pl.DataFrame, column: str | None, place: int) -> str | None:
    """The value itself, only where it is a number: a number of a department is no personal text."""
    kind = shaped.match.profile.kind
    if column is None or kind.field(column).type not in (FieldType.NUMBER, FieldType.PERCENT, FieldType.WHOLE):
        return None
    value = frame[column][place]
    return None if value is None else str(value)
