"""The paper of a quarterly review as one web page that stands alone, with nothing in it that runs or comes from elsewhere."""

import base64
from pathlib import Path
from typing import Any

from di_data.export.print_chart import print_chart
from di_data.export.review_paper import Drawing, Paper, Part, Table, Words, in_template
from di_data.language import chosen
from di_data.language import gettext as _

TEMPLATES = Path(__file__).parent / "web"


def review_web_page(paper: Paper) -> bytes:
    """The paper as HTML in UTF-8, in the language of the reader, with the figures behind each chart below it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return made.get_template("review.html.jinja").render(
        lang=chosen(), title=paper.title, facts=paper.facts, behind=_("The figures behind this chart"),
        sections=[
            {"title": section.title, "parts": [_part(part) for part in section.parts]} for section in paper.sections
        ],
    ).encode()  # fmt: skip


def _part(part: Part) -> dict[str, Any]:
    """A part as the template takes it."""
    if isinstance(part, Words):
        return in_template(part)
    if isinstance(part, Table):
        return _table(part)
    assert isinstance(part, Drawing)
    # An image and not part of the page: the marks in two drawings have the same names.
    drawn = base64.b64encode(print_chart(part.figure)).decode()
    return {"kind": "chart", "svg": drawn, "alt": part.figure.description, "behind": _table(part.behind)}


def _table(table: Table) -> dict[str, Any]:
    return {"kind": "table", "name": table.name, "head": table.head, "rows": table.rows}
