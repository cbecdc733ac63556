"""How many people gave each answer of a survey question: the empty cells, and the counts that follow from the others."""

from dataclasses import replace

import polars as pl

from di_data.contracts.fields import MOST_FINDINGS
from di_data.contracts.figures import ANSWERS
from di_data.contracts.survey import has_answers, positive_answers, told_answers
from di_data.language import mark as _
from di_data.loading.cleaning.clean import Cleaned
from di_data.loading.findings import Finding
from di_data.loading.mapping.synonyms import is_coded
from di_data.loading.shaping.shape import Shaped
from di_data.vocabulary import Kind


def completed(cleaned: Cleaned) -> Cleaned:
    """Fill in what follows from the numbers per answer: the answers and the positive ones, where the file has neither, and a
    0 in an empty cell where the number of answers can show that nothing lacks. Other empty cells are findings."""
    match = cleaned.shaped.match
    if match.profile.kind.kind != Kind.SURVEY:
        return cleaned
    told = {*match.columns, *(column.field for column in match.wide)}
    names = [name for name in ANSWERS if name in told]
    if not names:
        return cleaned
    within = _scale(cleaned, names)
    zeros = has_answers() & pl.col("answers").is_not_null()
    frame = cleaned.frame.with_columns(
        pl.when(zeros & within[name]).then(pl.col(name).fill_null(0)).otherwise(pl.col(name)).alias(name)
        for name in names
    )
    lacks = frame.select(pl.any_horizontal(*(within[name] & pl.col(name).is_null() for name in names))).to_series()
    whole = has_answers() & ~lacks
    counted = frame.with_columns(
        answers=pl.when(pl.col("answers").is_null() & whole).then(told_answers()).otherwise(pl.col("answers")),
        positive=pl.when(pl.col("positive").is_null() & whole).then(positive_answers()).otherwise(pl.col("positive")),
    )
    wrong = _lacking(cleaned, frame.filter(has_answers() & lacks & ~pl.col("is_reference")), names)
    return replace(cleaned, frame=counted, findings=(*cleaned.findings, *wrong))


def _scale(cleaned: Cleaned, names: list[str]) -> dict[str, pl.Expr]:
    """For each column whether it belongs to the question of a row. Columns by their words all do. The numbered columns of the
    template do up to the last one that is filled for the question: there are more of them than most questions have answers."""
    shaped = cleaned.shaped
    kind = shaped.match.profile.kind
    if not all(is_coded(kind.field(name), shaped.header_of(name, _group(shaped, name)) or "") for name in names):
        return dict.fromkeys(names, pl.lit(True))
    filled = [
        pl.when(pl.col(name).is_not_null()).then(place)
        for place, name in enumerate(ANSWERS, start=1) if name in names
    ]  # fmt: skip
    last = pl.max_horizontal(*filled, pl.lit(2)).max().over("indicator")
    return {name: pl.lit(ANSWERS.index(name) + 1) <= last for name in names}


def _group(shaped: Shaped, name: str) -> str | None:
    """The first group of columns side by side that has this field."""
    return next((column.group for column in shaped.match.wide if column.field == name), None)


def _lacking(cleaned: Cleaned, rows: pl.DataFrame, names: list[str]) -> list[Finding]:
    """An empty cell among the numbers per answer, where nothing tells that it is 0."""
    shaped = cleaned.shaped
    told = {(finding.row, finding.column) for finding in cleaned.findings}
    found = []
    for row in rows.head(MOST_FINDINGS).iter_rows(named=True):
        headers = [shaped.header_of(name, row["source_column"]) for name in names if row[name] is None]
        if not any((row["row"], header) in told for header in headers):
            found.append(
                Finding("answer_missing", _("Some of the numbers per answer are empty in this row."),
                        _("Write 0 where nobody gave the answer, or add the number of answers."),
                        sheet=shaped.match.table.sheet, row=row["row"], column=headers[0])
            )  # fmt: skip
    return found
