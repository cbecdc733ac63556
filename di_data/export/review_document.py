"""The paper of a quarterly review as an accessible PDF (PDF/UA-1): headings in the order of the meeting, tables with header
cells, and every chart with its message in words."""

from collections.abc import Sequence
from typing import Any

from di_data.export.accessible_pdf import accessible_pdf
from di_data.export.print_chart import print_chart
from di_data.export.review_figures import Cell
from di_data.export.review_paper import Drawing, Paper, Part, Table, Words, in_template

NARROWEST, LINE, WIDEST, SIDES = 4, 12, 36, 2
"""The widths of columns, in letters: what is short stands in one line, a long text gets more than a number, and never all."""


def review_pdf(paper: Paper) -> bytes:
    """The paper as a PDF, in the language of the reader. The same paper gives the same bytes."""
    return accessible_pdf("review.typ", {
        "title": paper.title,
        "date": {"year": paper.day.year, "month": paper.day.month, "day": paper.day.day},
        "facts": list(paper.facts),
        "sections": [
            {"title": section.title, "parts": [_part(part) for part in section.parts]} for section in paper.sections
        ],
    })  # fmt: skip


def _part(part: Part) -> dict[str, Any]:
    """A part as the template takes it."""
    if isinstance(part, Words):
        return in_template(part)
    if isinstance(part, Table):
        return {
            "kind": "table",
            "head": list(part.head),
            "rows": [[str(cell) for cell in row] for row in part.rows],
            "widths": _widths(part),
        }
    assert isinstance(part, Drawing)
    return {"kind": "chart", "svg": print_chart(part.figure).decode(), "alt": part.figure.description}


def _widths(table: Table) -> list[int]:
    """How wide the columns are in relation to each other, after their longest text, and so that a word fits."""

    def width(cells: Sequence[Cell]) -> int:
        texts = [str(cell) for cell in cells]
        longest, word = (
            max(map(len, texts), default=0),
            max((len(one) for text in texts for one in text.split()), default=0),
        )
        return min(max(longest if longest <= LINE else LINE + (longest - LINE) // 4, word, NARROWEST), WIDEST)

    return [width(column) + SIDES for column in zip(table.head, *table.rows, strict=True)]
