"""The demo's programme around the dialogue: its reach, stakeholders, moments, roadmap, notes and an instrument."""

from di_data.access import SYSTEM
from di_data.demo.timeline import Timeline
from di_data.register.actions import save_note
from di_data.register.records import key_of
from di_data.register.roadmap import (
    AgreementMoment,
    Answer,
    OwnInstrument,
    ProgrammeScope,
    Stakeholder,
    save_answer,
    save_instrument,
    save_moment,
    save_scope,
    save_stakeholder,
)
from di_data.roadmap_catalogue import BY_CODE
from di_data.store import Store
from di_data.vocabulary import Body, Moment, Position, Scope, StepStatus

_STAKEHOLDERS = (
    Stakeholder("Gemeentesecretaris", "Een organisatie die haar werk volhoudt", 2, True),
    Stakeholder("Leidinggevenden van de buitendienst", "Minder uitval en roosters die kloppen", 2, True),
    Stakeholder("Medewerkers aan de balie", "Meer zeggenschap over de werkdag", 1),
    Stakeholder("Ondernemingsraad", "Dat medewerkers echt meebeslissen", 1),
    Stakeholder("Financiën", "Dat het binnen de begroting past", 0),
    Stakeholder("Teamleiders met een volle agenda", "Dat er niet nog een gesprek bij komt", -1),
)

_MOMENTS = (
    (-26, Body.DIRECTION_TEAM, Moment.PRESENTED, None),
    (-26, Body.WORKS_COUNCIL, Moment.PRESENTED, None),
    (-25, Body.WORKS_COUNCIL, Moment.AMENDED, "De OR wil dat de uitkomsten per afdeling naar de teams gaan."),
    (-24, Body.DIRECTION_TEAM, Moment.AGREED, None),
    (-24, Body.WORKS_COUNCIL, Moment.AGREED, "Met de afspraak over de kleinste groep."),
)

_ANSWERS = {
    "purpose": ("Dat medewerkers en leidinggevenden op tijd over werk en toekomst praten, en dat wij daarvan leren.", Position.HR),
    "meaning": ("Met plezier en gezond je werk doen, nu en over tien jaar.", Position.HR),
    "strategy": ("Het hoort bij het organisatieplan: dienstverlening die ook morgen door genoeg mensen wordt gedaan.", Position.SENIOR_MANAGEMENT),
    "findings": ("Autonomie en participatie bleven in het onderzoek achter; daar beginnen we.", Position.HR),
    "leaders": ("Elke directeur voert het gesprek eerst met het eigen team.", Position.SENIOR_MANAGEMENT),
    "works_council": ("De OR doet mee in elke sessie en krijgt dezelfde cijfers als het MT.", Position.WORKS_COUNCIL),
    "reach": ("De hele organisatie, met de buitendienst als voorloper.", Position.SENIOR_MANAGEMENT),
    "subjects": ("Het werk, leren, gezondheid en de volgende stap.", Position.HR),
    "cycle": ("Los van de beoordeling, in het voorjaar.", Position.HR),
    "managers": ("De training leidinggeven aan beweging, met intervisie daarna.", Position.HR),
    "rhythm": ("Elk kwartaal in het MT, elk jaar met een nieuwe ronde gesprekken.", Position.SENIOR_MANAGEMENT),
}  # fmt: skip
"""Answers to questions of the roadmap, with who saw to it."""

_NOTES = (
    ("A-09", -6, "De helft van de teams heeft de gesprekken gepland."),
    ("A-09", -2, "Bij twee afdelingen is de leidinggevende gewisseld; daar loopt het achter."),
    ("A-12", -3, "Twee nieuwe ploegen lopen mee."),
    ("A-14", -2, "De verdeling gaat nu elke maandag in een kwartier."),
)


def save_surroundings(store: Store, timeline: Timeline) -> None:
    """Save it all; the actions must be there."""
    save_scope(store, SYSTEM, ProgrammeScope(Scope.ORGANISATION, "De buitendienst was voorloper."))
    for number, stakeholder in enumerate(_STAKEHOLDERS, start=1):
        save_stakeholder(store, SYSTEM, stakeholder, id=key_of("stakeholder", f"demo {number}"))
    for number, (months, body, step, note) in enumerate(_MOMENTS, start=1):
        held_on = timeline.workday(months, 3 * number)
        key = key_of("agreement_moment", f"demo {number}")
        save_moment(store, SYSTEM, AgreementMoment(body, step, held_on, note), id=key)
    for code, (answer, owner) in _ANSWERS.items():
        question = BY_CODE[code]
        save_answer(store, SYSTEM, Answer(
            phase=question.phase, question=question.question, code=code, answer=answer, owner_role=owner, status=StepStatus.DONE,
        ))  # fmt: skip
    _save_open_answers(store, timeline)
    save_instrument(store, SYSTEM, OwnInstrument(
        "Zelf roosteren", "Een ploeg verdeelt zelf de diensten binnen een paar afspraken. Voor teams met wisselende werktijden.",
    ), id=key_of("instrument", "demo 1"))  # fmt: skip
    for number, (action, months, text) in enumerate(_NOTES, start=1):
        noted_on = timeline.workday(months, 12)
        save_note(store, SYSTEM, key_of("action", action), noted_on, text, id=key_of("action_note", f"demo {number}"))


def _save_open_answers(store: Store, timeline: Timeline) -> None:
    """Two questions that somebody is working on; one is past its date."""
    for code, due_on in (("experience", timeline.day(-1, 15)), ("record", timeline.day(2, 15))):
        question = BY_CODE[code]
        save_answer(store, SYSTEM, Answer(
            phase=question.phase, question=question.question, code=code, owner_role=Position.HR, due_on=due_on,
            status=StepStatus.RUNNING,
        ))  # fmt: skip
