"""The twenty-five actions of the demo, as the rows of an actions file."""

from typing import NamedTuple

from di_data.access import SYSTEM
from di_data.demo.cards import FIRST_SESSION
from di_data.demo.files import Row
from di_data.demo.goals import ABSENCE, AUTONOMY, OUTFLOW, PARTICIPATION, TITLES, goal_key
from di_data.demo.timeline import Timeline
from di_data.register.actions import Action, save_action
from di_data.register.records import key_of
from di_data.store import Store
from di_data.vocabulary import ActionStatus, BehaviourPhase, EmployeeDomain, Factor, Ladder, Level, Position, Way

Phase, Domain, Role = BehaviourPhase, EmployeeDomain, Position
_PLANNED, _RUNNING, _DONE, _STOPPED = ActionStatus
_LEARN, _AUTONOMY, _TAKE_PART, _DIALOGUE, _TAILORED = (
    Factor.LEARNING_SPACE, Factor.AUTONOMY, Factor.PARTICIPATION, Factor.DIALOGUE, Factor.TAILORED_AGREEMENTS,
)  # fmt: skip


class _Action(NamedTuple):
    """An action; `starts` and `due` in months from today, the goal by its indicator."""

    reference: str
    title: str
    goal: str | None
    factors: tuple[Factor, ...]
    units: tuple[str, ...]
    owner: Position
    level: Level
    phase: BehaviourPhase
    domain: EmployeeDomain | None
    instrument: str | None
    ladder: Ladder | None
    starts: int
    due: int
    status: ActionStatus
    expectation: str | None


_ACTIONS = (
    # Done. A-01 starts in the month in which the absence of Beheer Openbare Ruimte begins to go down.
    _Action("A-01", "Ploegen plannen zelf hun werkweek", ABSENCE, (_AUTONOMY, _TAILORED), ("BOR",), Role.MANAGER,
            Level.WORK, Phase.BE_ALLOWED, Domain.HEALTH, "Zelf roosteren", Ladder.CO_DECIDE, -18, -7, _DONE,
            "Het verzuim van Beheer Openbare Ruimte daalt binnen een jaar van 8% naar minder dan 6,5%."),
    _Action("A-02", "Halveren van het aantal kwaliteitstoetsen", AUTONOMY, (_AUTONOMY,), ("WERK",), Role.MANAGER,
            Level.WORK, Phase.BE_ALLOWED, None, "Werksessies met de teams", Ladder.CO_PRODUCE, -20, -14, _DONE,
            "Autonomie bij Werk en Inkomen stijgt in het volgende onderzoek met minstens 10 punten."),
    _Action("A-03", "Training leidinggeven aan beweging voor alle leidinggevenden", AUTONOMY, (_AUTONOMY, _DIALOGUE),
            ("GEM",), Role.HR, Level.HR_POLICY, Phase.BE_ABLE, Domain.LEARNING, "Training leidinggeven aan beweging",
            Ladder.INFORM, -21, -12, _DONE, "Dialoog stijgt in het volgende onderzoek met 3 punten."),
    _Action("A-04", "Werkgroepen voor de verbouwing van de publiekshal", PARTICIPATION, (_TAKE_PART,),
            ("BURG", "KCC"), Role.EMPLOYEE, Level.WORK, Phase.DO, None, "Werkgroep", Ladder.CO_PRODUCE, -19, -10,
            _DONE, "Participatie bij Burgerzaken ligt in het volgende onderzoek boven de 65%."),
    _Action("A-05", "Vertrekgesprekken op één manier voeren", OUTFLOW, (_DIALOGUE,), ("GEM",), Role.HR,
            Level.HR_POLICY, Phase.KNOW, Domain.CAREER, "Gespreksleidraad", Ladder.CONSULT, -17, -11, _DONE,
            "Na een half jaar kennen we van 8 van de 10 vertrekkers de reden."),
    _Action("A-06", "Weekstart van een kwartier met elke ploeg", ABSENCE, (_DIALOGUE,), ("BOR",), Role.MANAGER,
            Level.WORK, Phase.DO, None, "Weekstart", Ladder.CONSULT, -22, -16, _DONE, None),
    _Action("A-07", "Menukaart maatwerkafspraken maken", OUTFLOW, (_TAILORED,), ("GEM",), Role.HR, Level.HR_POLICY,
            Phase.KNOW, None, "Menukaart", Ladder.ADVISE, -16, -9, _DONE,
            "Maatwerkafspraken stijgt in het volgende onderzoek met 3 punten."),
    _Action("A-08", "Inloopspreekuur loopbaan", OUTFLOW, (_LEARN,), ("INFO", "FIN", "PO"), Role.HR, Level.HR_POLICY,
            Phase.WANT, Domain.CAREER, "Loopbaanscan", Ladder.INFORM, -14, -6, _DONE,
            "In een half jaar komen 40 collega's langs."),
    # Running; the first three should have been ready.
    _Action("A-09", "Het Goede Gesprek in elk team", ABSENCE, (_DIALOGUE,), ("GEM",), Role.MANAGER, Level.WORK,
            Phase.DO, None, "Het Goede Gesprek", Ladder.CO_PRODUCE, -15, -2, _RUNNING,
            "Aan het eind van het jaar had 80% van de medewerkers een goed gesprek."),
    _Action("A-10", "Terugkoppelen wat er met voorstellen gebeurt", PARTICIPATION, (_TAKE_PART,), ("GEM",),
            Role.SENIOR_MANAGEMENT, Level.STRATEGIC, Phase.KEEP_UP, None, None, Ladder.INFORM, -9, -3, _RUNNING,
            "Op elk voorstel komt binnen een maand een antwoord."),
    _Action("A-11", "Ontwikkelscan aanbieden aan de publieksdiensten", OUTFLOW, (_LEARN,), ("BURG", "KCC", "BEL"),
            Role.HR, Level.HR_POLICY, Phase.WANT, Domain.LEARNING, "Ontwikkelscan", Ladder.INFORM, -8, -1, _RUNNING,
            "Een derde van de medewerkers doet de scan."),
    _Action("A-12", "Zelf plannen uitbreiden naar alle ploegen", ABSENCE, (_AUTONOMY,), ("BOR",), Role.EMPLOYEE,
            Level.WORK, Phase.KEEP_UP, Domain.HEALTH, "Zelf roosteren", Ladder.CO_DECIDE, -6, 4, _RUNNING,
            "Het verzuim blijft een jaar lang onder de 6,5%."),
    _Action("A-13", "Vitaliteitsgesprekken bij Jeugd en Wmo", ABSENCE, (_DIALOGUE, _TAILORED), ("JEUGD",),
            Role.MANAGER, Level.WORK, Phase.DARE, Domain.HEALTH, "Vitaliteitsgesprek", Ladder.CONSULT, -5, 5,
            _RUNNING, "Het verzuim van Jeugd en Wmo ligt over een jaar een half punt lager."),
    _Action("A-14", "Teams verdelen zelf de vergunningaanvragen", AUTONOMY, (_AUTONOMY,), ("VTH",), Role.EMPLOYEE,
            Level.WORK, Phase.BE_ALLOWED, None, "Werkverdeling in het team", Ladder.CO_DECIDE, -7, 3, _RUNNING,
            "Autonomie ligt in het volgende onderzoek boven de 65%."),
    _Action("A-15", "Gesprekskaart als vast onderdeel van het jaarplan", PARTICIPATION, (_TAKE_PART, _DIALOGUE),
            ("GEM",), Role.SENIOR_MANAGEMENT, Level.STRATEGIC, Phase.KEEP_UP, None, "Gesprekskaart", Ladder.ADVISE,
            -10, 2, _RUNNING, "Elke afdeling voert voor het jaarplan een gesprek met de kaart."),
    _Action("A-16", "Leerplek op de werf", OUTFLOW, (_LEARN,), ("BOR",), Role.EMPLOYEE, Level.WORK, Phase.BE_ABLE,
            Domain.LEARNING, "EVC", Ladder.CO_PRODUCE, -12, 6, _RUNNING,
            "Twintig collega's halen in een jaar een erkend certificaat."),
    _Action("A-17", "Regionale vacaturebank met buurgemeenten", OUTFLOW, (_LEARN,), ("GEM",), Role.HR,
            Level.STRATEGIC, Phase.KNOW, Domain.CAREER, "Routekaart", Ladder.INFORM, -4, 8, _RUNNING, None),
    # Planned; the first should have begun.
    _Action("A-18", "Afspraken over bereikbaarheid buiten werktijd", ABSENCE, (_TAILORED,), ("JEUGD", "WERK"),
            Role.MANAGER, Level.WORK, Phase.WANT, Domain.HEALTH, "Praatplaat", Ladder.CO_PRODUCE, -2, 4, _PLANNED,
            "Maatwerkafspraken stijgt bij beide afdelingen met 5 punten."),
    _Action("A-19", "Training baas in eigen loopbaan", OUTFLOW, (_LEARN,), ("RUIMTE", "BEDRIJF"), Role.HR,
            Level.HR_POLICY, Phase.WANT, Domain.CAREER, "Training baas in eigen loopbaan", Ladder.INFORM, 1, 7,
            _PLANNED, "Zestig deelnemers in een half jaar."),
    _Action("A-20", "Met de OR drie besluiten kiezen waarover medewerkers meebeslissen", PARTICIPATION,
            (_TAKE_PART,), ("GEM",), Role.WORKS_COUNCIL, Level.STRATEGIC, Phase.BE_ALLOWED, None, None,
            Ladder.CO_DECIDE, 1, 4, _PLANNED, "Participatie stijgt in het volgende onderzoek met 3 punten."),
    _Action("A-21", "Beslissen zonder toets bij eenvoudige aanvragen", AUTONOMY, (_AUTONOMY,), ("JEUGD",),
            Role.MANAGER, Level.WORK, Phase.BE_ALLOWED, None, "Werksessies met de teams", Ladder.CO_PRODUCE, 2, 9,
            _PLANNED, "Autonomie stijgt in het volgende onderzoek met minstens 5 punten."),
    _Action("A-22", "Teamgesprek over de uitkomsten van het onderzoek", PARTICIPATION, (_TAKE_PART, _DIALOGUE),
            ("KCC",), Role.MANAGER, Level.WORK, Phase.DO, None, "Inspiratieplaat", Ladder.CONSULT, 1, 3, _PLANNED,
            "De volgende keer vult meer dan de helft de vragenlijst in."),
    # Stopped.
    _Action("A-23", "Fitnessabonnement met korting", ABSENCE, (_TAILORED,), ("GEM",), Role.HR, Level.HR_POLICY,
            Phase.WANT, Domain.HEALTH, "Kortingsregeling", Ladder.INFORM, -19, -8, _STOPPED,
            "Een kwart van de medewerkers maakt er gebruik van."),
    _Action("A-24", "Ideeënbus op het intranet", PARTICIPATION, (_TAKE_PART,), ("GEM",), Role.HR, Level.HR_POLICY,
            Phase.DARE, None, "Ideeënbus", Ladder.CONSULT, -18, -9, _STOPPED, "Elke maand tien bruikbare ideeën."),
    _Action("A-25", "Assessment voor alle doorgroeiers", OUTFLOW, (_LEARN,), ("BEDRIJF",), Role.HR, Level.HR_POLICY,
            Phase.KNOW, Domain.CAREER, "Assessment", None, -11, -2, _STOPPED, None),
)  # fmt: skip


_MORE: dict[str, Row] = {
    "A-01": {
        "solution_direction": "Zelf roosteren en verdelen", "frame": "Binnen de bestaande formatie",
        "expected_indicator": ABSENCE, "expected_direction": Way.LOWER, "expected_change": 1.5,
        "steps": "[x] Twee ploegen zoeken\n[x] Afspreken wat vaststaat\n[x] Na drie maanden samen terugkijken",
    },
    "A-09": {
        "solution_direction": "Het goede gesprek voeren", "frame": "Dienstverlening aan de balie gaat door",
        "steps": "[x] Gesprekshulp maken\n[x] Leidinggevenden oefenen\nElk team plant de gesprekken\nTerugkijken met de OR",
    },
    "A-12": {
        "solution_direction": "Zelf roosteren en verdelen", "frame": "Binnen de bestaande formatie",
        "steps": "[x] Ploegen laten meelopen\nAfspraken vastleggen",
    },
    "A-14": {"expected_indicator": AUTONOMY, "expected_direction": Way.HIGHER, "expected_change": 5},
    "A-16": {"solution_direction": "Leren op de werkplek", "steps": "[x] Praktijkbegeleiders vinden\nEerste groep starten"},
}  # fmt: skip
"""What some of the actions have besides: where they came from on the card, the expected change, their steps."""


def save_actions_of_the_card(store: Store, timeline: Timeline) -> None:
    """Save the actions that came up in the first session, as the card does; the file fills in the rest of them."""
    for action in _ACTIONS:
        more = _MORE.get(action.reference, {})
        if direction := more.get("solution_direction"):
            save_action(store, SYSTEM, Action(
                title=action.title, owner_role=action.owner, starts_on=timeline.day(action.starts),
                due_on=timeline.workday(action.due, 15), reference=action.reference, session=FIRST_SESSION,
                solution_direction=str(direction), goal=action.goal and goal_key(action.goal),
            ), id=key_of("action", action.reference))  # fmt: skip


def action_rows(timeline: Timeline) -> list[Row]:
    """The rows of the actions file."""
    return [
        {
            "reference": action.reference,
            "title": action.title,
            "goal": action.goal and TITLES[action.goal],
            "factors": action.factors,
            "units": action.units,
            "owner_role": action.owner,
            "level": action.level,
            "phases": (action.phase,),
            "employee_domain": action.domain,
            "instrument": action.instrument,
            "participation_ladder": action.ladder,
            "starts_on": timeline.day(action.starts),
            "due_on": timeline.workday(action.due, 15),
            "status": action.status,
            "expectation": action.expectation,
            **_MORE.get(action.reference, {}),
        }
        for action in _ACTIONS
    ]
