"""A section of a paper on a page: the words, lists and tables that the paper has as well."""

import streamlit as st

from di_data.export.review_figures import Amount, Cell
from di_data.export.review_paper import Bullets, Heading, Part, Section, Table, Text
from di_data.ui.showing import chart, plain, rows


def show(section: Section) -> None:
    """Its title and its parts, in their order."""
    st.header(section.title, anchor=False)
    for part in section.parts:
        _part(part)


def _part(part: Part) -> None:
    if isinstance(part, Text):
        words = plain(part.words)
        if part.is_note:
            st.caption(words)
        else:
            st.write(f"**{plain(part.lead)}** {words}" if part.lead else words)
    elif isinstance(part, Heading):
        st.subheader(plain(part.words), anchor=False)
    elif isinstance(part, Bullets):
        st.markdown("\n".join("- " + plain(line) for line in part.lines))
    elif isinstance(part, Table):
        rows([dict(zip(part.head, map(_told, row), strict=True)) for row in part.rows], name=part.name)
    else:
        chart(part.figure)


def _told(cell: Cell) -> str | float:
    """A count as a number, so that the table can be sorted by it; another figure as it reads."""
    if isinstance(cell, Amount):
        return int(cell.value) if cell.value.is_integer() else str(cell)
    return cell
