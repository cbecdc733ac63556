"""The dialogue sessions on the works council's page: judgements per round, how they moved, why, and who took part."""

import streamlit as st

from di_data.analysis.dialogue_data import Transitions
from di_data.charts.ratings import ratings as ratings_chart
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import day, number
from di_data.reports import dialogue, factor_words, review_words
from di_data.reports.factor_review import FactorReview, against_figures, judged, last_transitions
from di_data.ui import glossary
from di_data.ui.navigation import link
from di_data.ui.reading import drawn, read
from di_data.ui.session import Session
from di_data.ui.showing import behind, chart, plain
from di_data.vocabulary import Factor, Position, Rating


def show(session: Session, factor: Factor, unit: str) -> None:
    """The judgements of all sessions, and the reasons of those in the department (its key) that was chosen."""
    ratings = read(dialogue.ratings, session)
    rounds = judged(ratings, factor.value)
    st.write(plain(factor_words.sessions(rounds)))
    if not rounds:
        return
    chart(drawn(lambda: ratings_chart(ratings, factor, _("{factor}: sessions per judgement", factor=factor.label)), session, name=f"ratings {factor.value}"))  # fmt: skip
    glossary.terms("judgement", "round", place="sessions")
    if last := last_transitions(rounds):
        before, after, moved = last
        st.write(plain(factor_words.moved_judgements(before, after, moved)))
        behind(
            _("From which judgement to which"), lambda: _matrix(before, after, moved), key=f"transitions {factor.value}"
        )
    _reasons(ratings, factor, unit)


def _matrix(before: int, after: int, moved: Transitions) -> list[dict[str, str]]:
    """A row per judgement before, a column per judgement after."""
    return [
        {
            _("Round {number}", number=before): one.label,
            **{
                _("{judgement} in round {number}", judgement=other.label, number=after): number(
                    moved.counts[one, other]
                )
                for other in Rating
            },
        }
        for one in Rating
    ]


def _reasons(ratings: SafeTable, factor: Factor, unit: str) -> None:
    own = ratings.where(factor=factor.value, unit_id=unit).sorted("held_on", descending=True)
    if not len(own):
        st.write(_("In this department no session judged this."))
        return
    st.write(_("Why, in this department:"))
    for row in own.rows():
        reason = f": {row['reason']}" if row["reason"] else ""
        link(
            "dialogue_sessions",
            plain(f"{day(row['held_on'])}, {Rating(row['rating']).label}{reason}"),
            session=row["session_id"],
        )


def participants(session: Session) -> None:
    """Who took part, by role, in every session; and whether the works council was there."""
    sessions = list(read(dialogue.sessions, session).rows())
    if not sessions:
        return
    present = sum(bool(row["works_council_present"]) for row in sessions)
    st.write(
        plain(
            _(
                "The works council took part in {count} of {total} sessions.",
                count=number(present),
                total=number(len(sessions)),
            )
        )
    )
    counts = {
        (row["session_id"], row["role"]): row["participants"] for row in read(dialogue.participants, session).rows()
    }

    def laid_out() -> list[dict[str, str]]:
        return [
            {
                _("Session"): f"{row['unit_name']}, {day(row['held_on'])}",
                **{role.label: number(counts.get((row["id"], role.value), 0)) for role in Position},
            }
            for row in sessions
        ]

    behind(_("Who took part, by role"), laid_out, key="participants")


def against(session: Session, factor: Factor, found: FactorReview) -> None:
    """What sessions said beside what the survey says of the same department."""
    held = against_figures(found, read(dialogue.ratings, session), factor.value)
    told = review_words.dialogue(held, {found.indicator["code"]: found.indicator})
    if not told:
        st.write(review_words.nothing_opposite(len(held)))
    for sentence in told:
        st.write(plain(sentence))
