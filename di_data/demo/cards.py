"""What the demo's first session put on its card: texts, proposals that became goals, solution directions and frames."""

from dataclasses import replace
from typing import Any

from di_data.access import SYSTEM
from di_data.demo.goals import ABSENCE, AUTONOMY, OUTFLOW, PARTICIPATION, goal_key
from di_data.register.cards import Card, FactorRating, Proposal, save_card, save_line, save_proposals
from di_data.register.records import key_of
from di_data.reports import dialogue
from di_data.store import Store
from di_data.vocabulary import CardStatus, CardStep, Factor, Position, Rating

FIRST_SESSION = key_of("dialogue_session", "GK-1-GEM")
"""The session in which the goals were chosen."""

_TEXTS = {
    "meaning": "Met plezier naar je werk, ook over tien jaar. Niet alleen gezond blijven, ook blijven groeien.",
    "experiences": "De buitendienst liet twee ploegen zelf hun vakantierooster maken. Burgerzaken oefende een dag per maand samen.",
    "results": "Minder geruil op het laatste moment. Nieuwe collega's konden na drie maanden zelfstandig aan de balie.",
    "success_reasons": "De mensen die het werk doen bedachten het zelf, en de leidinggevende hield het vol toen het even tegenzat.",
    "future_vision": "Je hoort in de gang dat mensen elkaar vragen hoe het gaat. Je ziet teams die hun werk zelf verdelen. "
    "Het voelt gewoon om over je volgende stap te praten.",
    "reflection": "Eerlijker dan verwacht. De uitvoering kwam meer aan het woord dan anders.",
    "take_along": "Kleine stappen die meteen beginnen, en volgend jaar opnieuw bij elkaar komen.",
    "intentions": "Iedereen voert in het eigen overleg het gesprek over één van de vier doelen.",
}

_PROPOSALS = (
    ("Minder mensen die lang ziek zijn", "Gezond aan het werk", Position.SENIOR_MANAGEMENT, ABSENCE),
    ("Lichter werk in de buitendienst", "Gezond aan het werk", Position.EMPLOYEE, ABSENCE),
    ("Zelf bepalen hoe je je werk doet", "Zeggenschap", Position.EMPLOYEE, AUTONOMY),
    ("Minder toetsen, meer vertrouwen", "Zeggenschap", Position.MANAGER, AUTONOMY),
    ("Vooraf meepraten over veranderingen", "Meebeslissen", Position.WORKS_COUNCIL, PARTICIPATION),
    ("Horen wat er met onze voorstellen gebeurt", "Meebeslissen", Position.EMPLOYEE, PARTICIPATION),
    ("Collega's vinden hun volgende stap hier", "Blijven en groeien", Position.HR, OUTFLOW),
    ("Een sporthal voor het personeel", None, Position.EMPLOYEE, None),
)
"""Text, group, who proposed it, and the goal (by its indicator) that it became part of."""

_LINES = {
    "solution_direction": ("Zelf roosteren en verdelen", "Het goede gesprek voeren", "Leren op de werkplek"),
    "frame": ("Binnen de bestaande formatie", "Dienstverlening aan de balie gaat door"),
}


def save_first_card(store: Store) -> None:
    """Fill in the card of the first session; the sessions and the goals must be there."""
    session = dialogue.sessions(store, SYSTEM).where(id=FIRST_SESSION).first()
    assert session is not None
    ratings = {
        Factor(row["factor"]): FactorRating(Rating(row["rating"]), row["reason"])
        for row in dialogue.ratings(store, SYSTEM).where(session_id=FIRST_SESSION).rows()
    }
    participants = {
        Position(row["role"]): row["participants"]
        for row in dialogue.participants(store, SYSTEM).where(session_id=FIRST_SESSION).rows()
    }
    texts: dict[str, Any] = dict(_TEXTS)
    card = Card(held_on=session["held_on"], unit=session["unit_id"], round=session["round"], reference=session["reference"],
                status=CardStatus.FINISHED, step=CardStep.REFLECTION, participants=participants, ratings=ratings)  # fmt: skip
    save_card(store, SYSTEM, replace(card, **texts), id=FIRST_SESSION, read_version=session["version"])
    save_proposals(store, SYSTEM, FIRST_SESSION, [
        (key_of("goal_proposal", f"demo {number}"), 0, Proposal(text, theme, role, indicator and goal_key(indicator)))
        for number, (text, theme, role, indicator) in enumerate(_PROPOSALS, start=1)
    ])  # fmt: skip
    for kind, lines in _LINES.items():
        for line in lines:
            save_line(store, SYSTEM, kind, FIRST_SESSION, line, id=key_of(kind, f"demo {line}"))
