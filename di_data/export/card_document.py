"""The dialogue card as an accessible PDF (PDF/UA-1, by Typst): empty to write on, and filled in to keep. In the language of
the reader. What people wrote is handed over as data and shown exactly as it stands; the photo is not in it."""

from dataclasses import dataclass
from typing import Any

from di_data.card_catalogue import STEP_TEXTS, STEPS, TEXT_LABELS
from di_data.disclosure import SafeTable
from di_data.export.accessible_pdf import accessible_pdf
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.vocabulary import CardStep, Factor, Position, Rating

Part = dict[str, Any]


@dataclass(frozen=True)
class FilledCard:
    """What a session put down: the row of the session in `reports.dialogue.sessions`, and of that session its rows in the
    other reports (`participants`, `ratings`, `proposals`, `lines`, `next_steps`, and `goals` and `actions` of
    `reports.programme`)."""

    session: dict[str, Any]
    participants: SafeTable
    ratings: SafeTable
    proposals: SafeTable
    goals: SafeTable
    lines: SafeTable
    actions: SafeTable
    next_steps: SafeTable


def empty_card() -> bytes:
    """A card to write on: one sheet of A3 that can be printed smaller."""
    return accessible_pdf("empty_card.typ", {
        "title": _("Dialogue card"),
        "facts": [_("For"), _("Date"), _("Round")],
        "steps": [
            _step(step) | {
                "hint": _(STEPS[step].hint),
                "minutes": ngettext("About {count} minute.", "About {count} minutes.", STEPS[step].minutes),
                "parts": _to_write(step),
            }
            for step in CardStep
        ],
    })  # fmt: skip


def filled_card(card: FilledCard) -> bytes:
    """What a session put down, step by step."""
    session = card.session
    took_part = ", ".join(f"{row['participants']} × {Position(row['role']).label}" for row in card.participants.rows())
    facts = [_("Round {round}", round=session["round"])]
    if took_part:
        facts.append(_("Took part: {roles}", roles=took_part))
    return accessible_pdf("card.typ", {
        "title": _("Dialogue card: {unit}, {day}", unit=session["unit_name"], day=day(session["held_on"])),
        "facts": facts,
        "nothing": _("Nothing was written down here."),
        "steps": [_step(step) | {"parts": _texts(step, session) + _written(step, card)} for step in CardStep],
    })  # fmt: skip


def _step(step: CardStep) -> dict[str, Any]:
    return {"number": str(list(CardStep).index(step) + 1), "name": step.label, "question": _(STEPS[step].question)}


def _to_write(step: CardStep) -> list[Part]:
    """The places to write of a step on the empty card."""
    if step == CardStep.MEET:
        roles = [role.label for role in Position]
        return [{"kind": "fields", "labels": roles}, {"kind": "texts", "labels": _labels(step)}]
    if step == CardStep.GOALS:
        return [{"kind": "texts", "labels": [_("Proposals"), _("Our three to five goals")]}]
    if step == CardStep.ANALYSIS:
        rows = [[factor.label, "tick", "tick", "tick", ""] for factor in Factor]
        return [_table("", [_("Factor"), *(rating.label for rating in Rating), _("Why")], rows, (18, 6, 6, 6, 10), height=16)]  # fmt: skip
    if step == CardStep.PLAN:
        head = [_("Solution direction"), *(_("Frame {number}", number=number) for number in (1, 2))]
        return [_table("", head, [["", "", ""]] * 3, (4, 5, 5), height=23)]
    if step == CardStep.STEPS:
        head = [_("What"), _("Who"), _("When"), _("What we started on the spot")]
        return [_table("", head, [["", "", "", ""]] * 2, (5, 3, 3, 5), height=30)]
    labels = _labels(step)
    return [{"kind": "texts", "labels": labels}] if len(labels) > 1 else []


def _labels(step: CardStep) -> list[str]:
    return [_(TEXT_LABELS[name]) for name in STEP_TEXTS[step]]


def _texts(step: CardStep, session: dict[str, Any]) -> list[Part]:
    return [
        {"kind": "text", "label": _(TEXT_LABELS[name]), "lines": session[name].splitlines()}
        for name in STEP_TEXTS.get(step, ())
        if session[name]
    ]


def _written(step: CardStep, card: FilledCard) -> list[Part]:
    """What stands in tables and lists at a step."""
    if step == CardStep.GOALS:
        return _goals(card)
    if step == CardStep.ANALYSIS and len(card.ratings):
        rows = [[Factor(row["factor"]).label, Rating(row["rating"]).label, row["reason"] or ""] for row in card.ratings.rows()]  # fmt: skip
        return [_table("", [_("Factor"), _("Judgement"), _("Reason")], rows, (3, 2, 6))]
    if step == CardStep.PLAN:
        return _plan(card)
    if step == CardStep.STEPS and len(card.next_steps):
        rows = [
            [row["text"], _who(row["owner_role"]), day(row["due_on"]), started_words(row)]
            for row in card.next_steps.rows()
        ]
        return [_table("", [_("What"), _("Who"), _("When"), _("Started")], rows, (5, 3, 2, 4))]
    return []


def _goals(card: FilledCard) -> list[Part]:
    parts = []
    if len(card.goals):
        proposals = list(card.proposals.rows())
        rows = [
            [row["title"], "\n".join(one["text"] for one in proposals if one["chosen_goal"] == row["id"])]
            for row in card.goals.rows()
        ]
        parts.append(_table(_("The goals we chose"), [_("Goal"), _("Comes from")], rows, (1, 1)))
    others = [row["text"] for row in card.proposals.rows() if not row["goal"]]
    if others:
        parts.append({"kind": "list", "label": _("Also proposed"), "items": others})
    return parts


def _plan(card: FilledCard) -> list[Part]:
    words = {"solution_direction": _("Solution directions"), "frame": _("Frames")}
    parts: list[Part] = [
        {"kind": "list", "label": label, "items": card.lines.where(kind=kind).column("text")}
        for kind, label in words.items()
        if len(card.lines.where(kind=kind))
    ]
    rows = [
        [
            row["title"], "\n".join(filter(None, (row["solution_direction"], row["frame"]))), row["goal"] or "",
            f"{_who(row['owner_role'])}\n{day(row['due_on'])}",
        ]
        for row in card.actions.rows()
    ]  # fmt: skip
    head = [_("Action"), _("Solution direction and frame"), _("Goal"), _("Who and when")]
    return [*parts, _table(_("Actions"), head, rows, (6, 5, 5, 4))] if rows else parts


def started_words(row: dict[str, Any]) -> str:
    """Whether a next step was started, and with what."""
    if not row["started"]:
        return _("not started")
    return row["started_with"] or _("started")


def _who(role: str | None) -> str:
    return Position(role).label if role else _("nobody named")


def _table(label: str, head: list[str], rows: list[list[str]], widths: tuple[int, ...], **more: int) -> Part:
    return {"kind": "table", "label": label, "head": head, "rows": rows, "widths": widths, **more}
