"""The roadmap as a living checklist: a phase at a time, with its questions and how far it is."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.register.records import key_of
from di_data.register.roadmap import Answer, save_answer
from di_data.reports import roadmap
from di_data.roadmap_catalogue import BY_CODE, PHASES, QUESTIONS, RENEWING, RoadmapPhase
from di_data.ui import programme_indicators, programme_question
from di_data.ui.programme_parts import buttons
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import saves, saving
from di_data.vocabulary import StepStatus


@dataclass(frozen=True)
class Entry:
    """A question as the page shows it: `row` is what was saved, or version 0 of what nobody answered yet."""

    row: dict[str, Any]
    hint: str = ""

    @property
    def name(self) -> str:
        """How the address calls it: the code of a known question, the key of one of our own."""
        return str(self.row["code"] or self.row["id"])

    @property
    def is_answered(self) -> bool:
        return bool(self.row["status"] == StepStatus.DONE)


def entries(answers: SafeTable) -> list[Entry]:
    """The known questions with what was saved of them, then those of our own, by phase."""
    saved = {row["code"]: row for row in answers.rows() if row["code"] in BY_CODE}
    unsaid = {"version": 0, "valid_from": None, "changed_by": "", "answer": None, "owner_role": None, "due_on": None,
              "status": StepStatus.OPEN.value}  # fmt: skip
    known = [
        Entry(
            saved.get(one.code, {"id": key_of("programme_step", one.code), "code": one.code, **unsaid})
            | {"phase": one.phase, "question": _(one.question)},
            _(one.hint),
        )
        for one in QUESTIONS
    ]
    own = [Entry(row) for row in answers.rows() if row["code"] not in BY_CODE]
    return sorted(known + own, key=lambda entry: int(entry.row["phase"]))


def progress(found: list[Entry]) -> str:
    """How far a phase is, as a sentence."""
    return ngettext(
        "{done} of {count} question answered.", "{done} of {count} questions answered.",
        len(found), done=sum(entry.is_answered for entry in found),
    )  # fmt: skip


def show(session: Session) -> None:
    """The whole roadmap in a sentence, then one phase with its questions."""
    st.header(_("The roadmap"), anchor=False)
    answers = read(roadmap.answers, session)
    found = entries(answers)
    if not len(answers):
        st.info(_begin(session))
    st.write(
        _(
            "Five phases lead to a dialogue that keeps going. {done} of {count} questions are answered.",
            done=sum(entry.is_answered for entry in found), count=len(found),
        )
    )  # fmt: skip
    asked = st.query_params.get("question")
    of_asked = next((str(entry.row["phase"]) for entry in found if entry.name == asked), None)
    first_open = next((str(entry.row["phase"]) for entry in found if not entry.is_answered), None)
    labels = {str(phase.number): _label(phase, found) for phase in PHASES}
    number = buttons(_("Phase"), labels, name="phase", default=of_asked or first_open)
    phase = next(phase for phase in PHASES if str(phase.number) == number)
    own = [entry for entry in found if entry.row["phase"] == phase.number]
    st.subheader(f"{phase.number}. {_(phase.name)}", anchor=False)
    st.write(f"{_(phase.aim)} {progress(own)}")
    if phase.number == RENEWING:
        programme_indicators.show(session)
    for entry in own:
        programme_question.show(session, entry.row, entry.hint, is_open=entry.name == asked, name=entry.name)
    if session.viewer.may(Right.LOG_ACTIONS):
        _add(session, phase)


def _begin(session: Session) -> str:
    if session.viewer.may(Right.LOG_ACTIONS):
        return _("No question is answered yet. Begin with the first one: click “Fill in the answer”.")
    return _("No question is answered yet. HR fills in the answers here.")


def _label(phase: RoadmapPhase, found: list[Entry]) -> str:
    own = [entry for entry in found if entry.row["phase"] == phase.number]
    return f"{phase.number}. {_(phase.name)} · {sum(entry.is_answered for entry in own)}/{len(own)}"


def _add(session: Session, phase: RoadmapPhase) -> None:
    with (
        st.expander(_("Add a question of your own to this phase"), icon=":material/add:"),
        st.form(f"own question {phase.number} {saves()}", border=False),
    ):
        question = st.text_input(_("Question"))
        sent = st.form_submit_button(_("Add the question"), type="primary")
    if sent:
        with saving(_("The question stands in the roadmap.")):
            save_answer(session.store, session.viewer, Answer(phase=phase.number, question=question.strip()))
