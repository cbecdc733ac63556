"""The column with the indicator in a survey: codes, names in either language and known wordings become codes."""

from dataclasses import replace

import polars as pl

from di_data.indicator_catalogue import NAMES
from di_data.language import mark as _
from di_data.loading.findings import NONE_OF_THESE, Answers, Choice, Finding, Question, digest
from di_data.loading.mapping.synonyms import bare, indicator_words, likely_indicator
from di_data.loading.shaping.shape import Shaped
from di_data.loading.shaping.tidy import listed


def settled(shaped: Shaped, answers: Answers, known: set[str]) -> tuple[Shaped, list[Finding]]:
    """The rows with the code of their indicator; a question for every wording that nobody knows.

    `known`: the codes that the store has. Rows that the user chose to leave out are gone.
    """
    if "indicator" not in shaped.match.profile.kind.names:
        return shaped, []
    codes: dict[str, str | None] = {}
    asked: list[Finding] = []
    words = {bare(code): code for code in known} | indicator_words()
    for text in shaped.frame["indicator"].drop_nulls().unique(maintain_order=True):
        key = f"indicator:{digest(bare(text))}"
        code = words.get(bare(text)) or answers.get(key)
        if code is None and len(text) <= shaped.match.profile.kind.field("indicator").longest:
            asked.append(_question(shaped, text, key))
        codes[text] = code or text
    found = shaped.frame.with_columns(
        pl.col("indicator").replace_strict(codes, default=None, return_dtype=pl.String)
    ).filter(pl.col("indicator").ne_missing(NONE_OF_THESE))
    return replace(shaped, frame=found), asked


def _question(shaped: Shaped, text: str, key: str) -> Question:
    rows = shaped.frame.filter(pl.col("indicator") == text)["row"]
    return Question(
        "unknown_indicator", _("This question or indicator is not known. Rows: {rows}. What does it measure?"),
        sheet=shaped.match.table.sheet, row=rows[0], column=shaped.header_of("indicator"),
        values={"rows": listed(rows)}, key=key,
        choices=(*(Choice(code, name) for code, name in NAMES.items()),
                 Choice(NONE_OF_THESE, _("leave these rows out"))),
        guess=likely_indicator(text),
    )  # fmt: skip
