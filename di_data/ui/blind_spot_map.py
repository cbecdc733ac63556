"""One map of the blind spots: what it says, the map, the same as a table, and the actions behind a cell."""

import streamlit as st

from di_data.charts.heat_map import heat_map
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.reports.blind_spots import BlindSpots, Map, Mapped, lacking_sentence, name_of, sentences
from di_data.ui import chain_table, showing

Labels = dict[str, str]


def show(found: BlindSpots, one: Map) -> None:
    """The map with its sentences; a cell of the table leads to its actions."""
    mapped = found.maps[one.code]
    title, told = _(one.title), sentences(one, mapped)
    st.header(title, anchor=False)
    if not len(mapped.cells):
        st.info(_("No department was loaded yet. HR loads them on the page Load data."))
        return
    for sentence in told:
        st.write(showing.plain(sentence))
    rows, columns = _labels(one, mapped)
    words = (_capital(_(one.row_word)), _capital(_(one.column_word)), _("Actions"))
    showing.chart(heat_map(mapped.cells, rows, columns, words, title, " ".join(told)))
    if mapped.above:
        st.caption(
            ngettext(
                "{count} action is for a department above others, such as the whole organisation; it counts there only.",
                "{count} actions are for a department above others, such as the whole organisation; they count there only.",
                mapped.above,
            )
        )
    if lacking := lacking_sentence(one, mapped):
        with st.expander(lacking):
            chain_table.actions(mapped.lacking, name=lacking, key=f"lacking {one.code}")
    with st.expander(_("The same as a table, with the actions behind every number")):
        _table(found, one, rows, columns)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _labels(one: Map, mapped: Mapped) -> tuple[Labels, Labels]:
    """What the rows and columns are called, by their code, in the order of the map."""
    rows = {code: name_of(one, mapped, "row", code) for code in dict.fromkeys(mapped.cells.column("row"))}
    columns = {code: name_of(one, mapped, "column", code) for code in dict.fromkeys(mapped.cells.column("column"))}
    return rows, columns


def _table(found: BlindSpots, one: Map, rows: Labels, columns: Labels) -> None:
    mapped, word = found.maps[one.code], _capital(_(one.row_word))
    laid_out: dict[str, dict[str, object]] = {code: {word: label} for code, label in rows.items()}
    for cell in mapped.cells.rows():
        laid_out[cell["row"]][columns[cell["column"]]] = cell["actions"]
    st.caption(_("Choose a number to see its actions."))
    event = st.dataframe(
        list(laid_out.values()), hide_index=True, width="stretch", alt=_(one.title), key=f"map {one.code}",
        on_select="rerun", selection_mode="single-cell",
    )  # fmt: skip
    for place, label in event["selection"]["cells"]:
        column = next((code for code, name in columns.items() if name == label), None)
        if place < len(rows) and column is not None:
            _behind(found, one, list(rows)[place], column)


def _behind(found: BlindSpots, one: Map, row: str, column: str) -> None:
    """The actions of one cell."""
    mapped = found.maps[one.code]
    names = f"{name_of(one, mapped, 'row', row)} × {name_of(one, mapped, 'column', column)}"
    own = mapped.pairs.where(row=row, column=column)
    st.subheader(showing.plain(names), anchor=False)
    if len(own):
        chain_table.actions(found.actions.where(id=own.column("id")), name=names, key=f"cell {one.code} {row} {column}")
    else:
        st.write(_("There is no action here."))
