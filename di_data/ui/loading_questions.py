"""The questions about a file: the evidence, the answers, and the sample values of a column beside its name."""

import polars as pl
import streamlit as st

from di_data.contracts import DeliveryKind
from di_data.indicator_catalogue import NAMES, SHIPPED_INDICATORS
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.loading.findings import NONE_OF_THESE, Choice, Question
from di_data.loading.lettering import letter
from di_data.loading.mapping.column_questions import NOT_USED, label_of
from di_data.loading.mapping.match import Match, Wide, column_keys
from di_data.loading.report import Report
from di_data.ui.showing import plain, rows

SAMPLES = 4
AS_TABLE = 3
"""Questions of a survey from which they stand in one table."""
_BELOW = 40


def answers_of(file: str) -> dict[str, str]:
    """What was answered so far about the file of this name, mended and sent again or not; another begins anew."""
    draft = st.session_state.setdefault("loading_answers", {"file": file, "given": {}})
    if draft["file"] != file:
        draft = st.session_state["loading_answers"] = {"file": file, "given": {}}
    given: dict[str, str] = draft["given"]
    return given


def ask(report: Report, given: dict[str, str]) -> None:
    """The open questions in one form; answering checks the file again."""
    questions = report.questions
    if not questions:
        return
    st.subheader(ngettext("{count} question about this file", "{count} questions about this file", len(questions)), anchor=False)  # fmt: skip
    with st.form("questions"):
        of_columns = [question for question in questions if question.rule == "which_indicator"]
        tabled = of_columns if len(of_columns) >= AS_TABLE else []
        chosen = _table(tabled, report) if tabled else {}
        chosen |= {question.key: _one(question, report) for question in questions if question not in tabled}
        if st.form_submit_button(_("Use these answers"), type="primary", icon=":material/check:"):
            if None in chosen.values():
                st.error(_("Answer every question first."))
                return
            given.update({key: str(answer) for key, answer in chosen.items()})
            st.rerun()


def _table(questions: list[Question], report: Report) -> dict[str, str | None]:
    """The questions of a survey in one table: each with its first cells, and the indicator (and factor) it measures."""
    names = {choice.code: _measured(choice) for choice in questions[0].choices}
    codes = {name: code for code, name in names.items()}
    asked, cells, measures = _("Question in the file"), _("First cells"), _("Measures")
    st.write(_("What does every question of the survey measure? Change what was not guessed right."))
    given = pl.DataFrame({
        asked: [str(question.column) for question in questions],
        cells: [" · ".join(_cells(report.match, report.match.headers.index(question.column or "")))
                if report.match and question.column in report.match.headers else "" for question in questions],
        measures: [names.get(question.guess or "", names[NONE_OF_THESE]) for question in questions],
    })  # fmt: skip
    edited = st.data_editor(
        given, hide_index=True, disabled=[asked, cells], key="survey questions",
        column_config={measures: st.column_config.SelectboxColumn(options=list(codes), required=True)},
    )  # fmt: skip
    st.caption(_("Which factor belongs to an indicator is our proposal."))
    return {question.key: codes[name] for question, name in zip(questions, edited[measures], strict=True)}


def _measured(choice: Choice) -> str:
    """An indicator with its factor, as one can choose it."""
    factor = next((known.factor for known in SHIPPED_INDICATORS if known.code == choice.code), None)
    return f"{choice.label} ({factor.label})" if factor and factor.label != choice.label else choice.label


def _one(question: Question, report: Report) -> str | None:
    labels = {choice.code: choice.label for choice in question.choices}
    codes, words = list(labels), plain(_said(question, report) + question.text)
    guess = codes.index(question.guess) if question.guess in codes else None
    samples = _samples(report.match) if question.key.startswith("field:") else {}

    def shown(code: str) -> str:
        return f"{labels[code]}   {samples[code]}" if samples.get(code) else labels[code]

    if len(codes) <= 3 and not samples:
        return st.radio(words, codes, index=guess, format_func=lambda code: plain(shown(code)), key=f"ask {question.key}")  # fmt: skip
    return st.selectbox(
        words, codes, index=guess, format_func=shown, key=f"ask {question.key}",
        placeholder=_("choose"), help=_sample_of(question, report),
    )  # fmt: skip


def _said(question: Question, report: Report) -> str:
    """What the file itself says in the cell that a question about a name points at; only its loader sees it."""
    if not question.key.startswith(("unit", "indicator:")) or question.row is None or report.match is None:
        return ""
    table, headers = report.match.table, report.match.headers
    row = question.row - table.first_row
    if question.column not in headers or not 0 <= row < table.cells.height:
        return ""
    cell = table.cells[row, headers.index(question.column)]
    return f"“{cell}”. " if cell else ""


def _sample_of(question: Question, report: Report) -> str | None:
    """The first cells of the column that a question is about."""
    if report.match is None or question.column not in report.match.headers:
        return None
    cells = _cells(report.match, report.match.headers.index(question.column))
    return _("First cells: {cells}", cells=plain(" · ".join(cells))) if cells else None


def _samples(match: Match | None) -> dict[str, str]:
    """The first cells of every column, by the column's key."""
    if match is None:
        return {}
    keys = column_keys(match.headers)
    return {key: "(" + " · ".join(_cells(match, place)) + ")" for place, key in enumerate(keys) if key}


def _cells(match: Match, place: int) -> list[str]:
    below = match.table.cells[:, place].slice(match.header_row + 1, _BELOW).drop_nulls()
    return [cell[:24] for cell in below.unique(maintain_order=True).head(SAMPLES)]


def _taken_for(kind: DeliveryKind, column: Wide) -> str:
    """The field of a column under a period or a question, with its indicator and its period where it has one."""
    indicator = _(NAMES[column.indicator]) if column.indicator in NAMES else None
    return " · ".join(filter(None, (_(label_of(kind, column.field)), indicator, column.period)))


def columns(report: Report, given: dict[str, str]) -> None:
    """Which column was taken for what, with its first cells; and another choice where that is wrong."""
    match = report.match
    if match is None or not match.profile.by_words:
        return
    kind, keys = match.profile.kind, column_keys(match.headers)
    taken = {place: _(label_of(kind, name)) for name, place in match.columns.items()}
    taken |= {column.place: _taken_for(kind, column) for column in match.wide}
    with st.expander(_("The columns: what was taken for what")):
        rows(
            [{_("Column"): letter(place), _("Header"): header, _("First cells"): " · ".join(_cells(match, place)),
              _("Taken for"): taken.get(place, "–")} for place, header in enumerate(match.headers) if header],
            name=_("The columns: what was taken for what"),
        )  # fmt: skip
        left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
        field = left.selectbox(_("Field"), list(kind.names), index=None, format_func=lambda name: kind.field(name).label, placeholder=_("choose"))  # fmt: skip
        named = {key: f"{letter(place)}: {match.headers[place]}" for place, key in enumerate(keys) if key} | {NOT_USED.code: NOT_USED.label}  # fmt: skip
        column = middle.selectbox(_("Column"), list(named), index=None, format_func=named.get, placeholder=_("choose"))
        if right.button(_("Change"), disabled=not (field and column), width="stretch"):
            given[f"field:{field}"] = str(column)
            st.rerun()
