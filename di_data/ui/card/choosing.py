"""Step 4: everybody proposes, the like are put together, and the group chooses three to five goals."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.register.cards import FEWEST_GOALS, MOST_GOALS, Proposal, choose_goals, retitle, save_proposals
from di_data.register.records import new_key
from di_data.reports import dialogue, programme
from di_data.ui.card import changing, fields, quick
from di_data.ui.card.later import attempt, later, refusal, refuse
from di_data.ui.card.opened import OpenCard
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain
from di_data.vocabulary import Position

PER_PERSON = (1, 2)
"""Goals that each participant proposes."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Candidate:
    """What can become a goal: a group of proposals under its name, or a proposal on its own."""

    title: str
    proposals: tuple[Row, ...]
    grouped: bool

    @property
    def key(self) -> str:
        """Stays the same when proposals join the group."""
        return f"group {self.title}" if self.grouped else str(self.proposals[0]["id"])

    @property
    def is_chosen(self) -> bool:
        """Whether it is a goal already."""
        return any(row["goal"] for row in self.proposals)


def candidates(rows: list[Row]) -> list[Candidate]:
    """The groups in the order of their names, then the proposals that stand alone."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row["theme"]:
            groups.setdefault(row["theme"], []).append(row)
    grouped = [Candidate(name, tuple(own), True) for name, own in groups.items()]
    return grouped + [Candidate(row["text"], (row,), False) for row in rows if not row["theme"]]


def goals(card: OpenCard) -> None:
    """Three moments beside each other: propose, put together, choose."""
    rows = list(card.rows_of(dialogue.proposals).rows())
    found = candidates(rows)
    propose, group, choose = st.tabs([_("Propose"), _("Put the like together"), _("Choose")])
    with propose:
        _propose(card, rows)
    with group:
        _group(card, rows, found)
    with choose:
        _choose(card, found)


def _propose(card: OpenCard, rows: list[Row]) -> None:
    quick.add("proposal", _("A goal that somebody proposes"), _("Put it down"), lambda user, typed: _save(user, card.id, [typed]))  # fmt: skip
    if rows:
        st.write(_how_many(len(rows), int(card.row["participants"] or 0)))
    halves = st.columns(2)
    for place, row in enumerate(rows):
        with halves[place % 2]:
            fields.in_large(row["text"])
    with st.expander(_("Type over a whole list")):
        st.text_area(_("Proposals, each on a line"), key="proposals_list", height=160)
        st.button(_("Put them all down"), on_click=later, args=(_add_all, card.id))
        refusal("proposals_list")
    changing.change_one(
        card.user, "goal_proposal", rows, _("Proposal"),
        lambda row, mine, version: save_proposals(card.user.store, card.user.viewer, card.id, [
            (row["id"], version, _with(row, text=mine["text"].strip()))]),
    )  # fmt: skip


def _how_many(count: int, people: int) -> str:
    words = ngettext("{count} proposal.", "{count} proposals.", count)
    if not people:
        return words
    few, many = (people * one for one in PER_PERSON)
    return words + " " + ngettext(
        "{count} person takes part; with one or two each that makes {few} to {many}.",
        "{count} people take part; with one or two each that makes {few} to {many}.",
        people, few=few, many=many,
    )  # fmt: skip


def _save(user: Session, session: str, texts: list[str]) -> object:
    return save_proposals(user.store, user.viewer, session, [(new_key(), 0, Proposal(text.strip())) for text in texts])


def _add_all(user: Session, session: str) -> None:
    key = "proposals_list"
    lines = [line for line in (st.session_state.get(key) or "").splitlines() if line.strip()]
    attempt(key, lambda: _save(user, session, lines), key)


def _with(row: Row, **changed: Any) -> Proposal:
    kept = {name: row[name] for name in ("text", "theme", "chosen_goal")} | changed
    return Proposal(**kept, role=Position(row["role"]) if row["role"] else None)


def _group(card: OpenCard, rows: list[Row], found: list[Candidate]) -> None:
    if not rows:
        st.info(_("Put down proposals first."))
        return
    for one in found:
        if one.grouped:
            fields.in_large(one.title)
            st.text("\n".join(row["text"] for row in one.proposals))
    by_key = {row["id"]: row for row in rows}
    with st.form("group", border=True):
        st.multiselect(_("Proposals that are alike"), list(by_key), format_func=lambda key: _in_group(by_key.get(key)), key="grouped", placeholder="")  # fmt: skip
        st.text_input(_("What is the goal, in one sentence?"), key="group_name")
        left, right = st.columns(2)
        left.form_submit_button(_("Put them together"), type="primary", on_click=later, args=(_put_together, card.id, by_key))  # fmt: skip
        right.form_submit_button(_("Take them out of their group"), on_click=later, args=(_take_apart, card.id, by_key))
    refusal("group")


def _in_group(row: Row | None) -> str:
    if row is None:
        return ""
    return f"{row['text']} ({row['theme']})" if row["theme"] else str(row["text"])


def _put_together(user: Session, session: str, by_key: dict[str, Row]) -> None:
    _regroup(user, session, by_key, (st.session_state.get("group_name") or "").strip())


def _take_apart(user: Session, session: str, by_key: dict[str, Row]) -> None:
    _regroup(user, session, by_key, None)


def _regroup(user: Session, session: str, by_key: dict[str, Row], name: str | None) -> None:
    chosen = [key for key in st.session_state.get("grouped", ()) if key in by_key]
    if name == "" or not chosen:
        refuse("group", _("Choose the proposals, and say in one sentence what the goal is."))
        return
    saves = [(key, by_key[key]["version"], _with(by_key[key], theme=name)) for key in chosen]
    if attempt("group", lambda: save_proposals(user.store, user.viewer, session, saves), "group_name"):
        st.session_state["grouped"] = []


def _choose(card: OpenCard, found: list[Candidate]) -> None:
    if not found:
        st.info(_("Put down proposals first."))
        return
    ticked = []
    for one in found:
        words = f"{one.title} ({len(one.proposals)})" if one.grouped else one.title
        if st.checkbox(plain(words), one.is_chosen, key=f"choose {one.key} {one.is_chosen}"):
            ticked.append(one)
    st.write(ngettext("You chose {count} goal; three to five is best.", "You chose {count} goals; three to five is best.", len(ticked)))  # fmt: skip
    if not FEWEST_GOALS <= len(ticked) <= MOST_GOALS or card.fields["choice_reason"]:
        fields.text(card, "choice_reason", height=80, large=False)
    _say_what_goes(card, found, ticked)
    st.button(_("These are our goals"), type="primary", on_click=later, args=(_make_goals, card.id, tuple(ticked)))
    refusal("choice")
    _our_goals(card)


def _say_what_goes(card: OpenCard, found: list[Candidate], ticked: list[Candidate]) -> None:
    """Name the goals that are taken away because nothing of them is ticked any more, when actions hang on them."""
    kept = {row["chosen_goal"] for one in ticked for row in one.proposals}
    going = {row["chosen_goal"]: row["goal"] for one in found for row in one.proposals if row["goal"]}
    actions = read(programme.actions, card.user)
    for key, title in going.items():
        if key not in kept and (hanging := len(actions.where(goal_id=key))):
            words = ngettext("{count} action loses the goal “{title}”.", "{count} actions lose the goal “{title}”.", hanging, title=plain(title))  # fmt: skip
            st.warning(words, icon=":material/link_off:")


def _make_goals(user: Session, session: str, ticked: tuple[Candidate, ...]) -> None:
    titles: dict[str, list[str]] = {}
    for one in ticked:
        titles.setdefault(one.title, []).extend(row["id"] for row in one.proposals)
    attempt("choice", lambda: choose_goals(user.store, user.viewer, session, titles))


def _our_goals(card: OpenCard) -> None:
    own = list(card.rows_of(programme.goals).rows())
    if not own:
        return
    st.header(_("Our goals"), anchor=False)
    for row in own:
        fields.in_large(row["title"])
    changing.change_one(
        card.user, "goal", [row | {"text": row["title"]} for row in own], _("Goal"),
        lambda row, mine, version: retitle(
            card.user.store, card.user.viewer, "goal", row["id"], mine["text"].strip(), read_version=version),
    )  # fmt: skip
