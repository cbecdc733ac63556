"""What the demo's organisation learned and decided: evaluations of actions, and decisions of the MT."""

from typing import NamedTuple

from di_data.access import SYSTEM
from di_data.demo.goals import ABSENCE, AUTONOMY, OUTFLOW, PARTICIPATION, goal_key
from di_data.demo.timeline import Timeline
from di_data.periods import quarter_of
from di_data.register.actions import Evaluation, save_evaluation
from di_data.register.decisions import Decision, save_decision
from di_data.register.records import key_of
from di_data.store import Store
from di_data.vocabulary import BehaviourPhase, DecisionStatus, EvaluationResult, NextMove, Position


class _Evaluation(NamedTuple):
    """An evaluation so many months from today. A-05, A-06, A-08 and A-25 have none: the reminder must have work."""

    action: str
    months: int
    result: EvaluationResult
    phase: BehaviourPhase | None
    next_move: NextMove
    learned: str


_EVALUATIONS = (
    _Evaluation("A-01", -6, EvaluationResult.AS_EXPECTED, BehaviourPhase.DO, NextMove.GO_ON,
                "Het verzuim daalde in dezelfde maanden. Of dat door het zelf plannen komt weten we niet zeker; de "
                "ploegen zelf noemen het als eerste. Vooraf afspreken wat vaststaat hielp."),
    _Evaluation("A-02", -9, EvaluationResult.AS_EXPECTED, BehaviourPhase.BE_ALLOWED, NextMove.GO_ON,
                "Vertrouwen geven vraagt ook iets van de toetsers: zij hebben nu een rol als vraagbaak."),
    _Evaluation("A-03", -10, EvaluationResult.PARTLY, BehaviourPhase.BE_ABLE, NextMove.CHANGE,
                "De training is goed ontvangen, maar zonder vervolg zakt het weg. Intervisie hoort erbij."),
    _Evaluation("A-04", -8, EvaluationResult.NOT, BehaviourPhase.DO, NextMove.CHANGE,
                "Er is veel meegedacht, maar het besluit over de indeling viel elders. Zeg vooraf waarover het gaat."),
    _Evaluation("A-07", -7, EvaluationResult.TOO_EARLY, BehaviourPhase.KNOW, NextMove.GO_ON,
                "De kaart ligt er; pas het volgende onderzoek laat zien of mensen er iets aan hebben."),
    _Evaluation("A-23", -7, EvaluationResult.NOT, BehaviourPhase.WANT, NextMove.STOP,
                "Vooral wie al sportte deed mee. Het geld kan beter naar lichter werk in de buitendienst."),
    _Evaluation("A-24", -8, EvaluationResult.NOT, BehaviourPhase.DARE, NextMove.STOP,
                "De bus bleef bijna leeg omdat niemand zag wat er met een idee gebeurde."),
)  # fmt: skip


class _Decision(NamedTuple):
    """A decision in the review of a quarter, counted back from the present one; `due` in quarters from then."""

    quarter: int
    text: str
    owner: Position
    due: int
    status: DecisionStatus
    goal: str | None = None
    action: str | None = None
    unit: str | None = None


_DECISIONS = (
    _Decision(-4, "De proef met zelf plannen krijgt een tweede half jaar en twee ploegen erbij.",
              Position.SENIOR_MANAGEMENT, 1, DecisionStatus.DONE, goal=ABSENCE, action="A-01", unit="BOR"),
    _Decision(-3, "Stoppen met de ideeënbus; het budget gaat naar de werkgroepen.", Position.HR, 1,
              DecisionStatus.DONE, goal=PARTICIPATION, action="A-24"),
    _Decision(-3, "Een eigen loopbaanportaal laten bouwen.", Position.HR, 2, DecisionStatus.DROPPED, goal=OUTFLOW),
    _Decision(-2, "Jeugd en Wmo kiest zelf de aanpak voor het verzuim en bespreekt die met de OR.", Position.MANAGER, 2,
              DecisionStatus.OPEN, goal=ABSENCE, action="A-13", unit="JEUGD"),
    _Decision(-1, "De ervaringen van Werk en Inkomen delen met drie afdelingen die willen volgen.", Position.MANAGER, 2,
              DecisionStatus.OPEN, goal=AUTONOMY, unit="WERK"),
    _Decision(-1, "Elke directeur vertelt in het clusteroverleg wat er met de voorstellen is gedaan.",
              Position.SENIOR_MANAGEMENT, 1, DecisionStatus.OPEN, goal=PARTICIPATION, action="A-10"),
)  # fmt: skip


def save_evaluations(store: Store, timeline: Timeline) -> None:
    """Save the evaluations; the actions must be there."""
    for evaluation in _EVALUATIONS:
        save_evaluation(store, SYSTEM, Evaluation(
            action=key_of("action", evaluation.action), evaluated_on=timeline.workday(evaluation.months, 10),
            result=evaluation.result, learned=evaluation.learned, next_move=evaluation.next_move,
            behaviour_phase=evaluation.phase,
        ))  # fmt: skip


def save_decisions(store: Store, timeline: Timeline) -> None:
    """Save the decisions of the MT; goals, actions and units must be there."""
    for number, decision in enumerate(_DECISIONS, start=1):
        quarter = quarter_of(timeline.today).shifted(decision.quarter)
        save_decision(store, SYSTEM, Decision(
            quarter=str(quarter), text=decision.text, owner_role=decision.owner,
            goal=decision.goal and goal_key(decision.goal),
            action=decision.action and key_of("action", decision.action),
            unit=decision.unit and key_of("org_unit", decision.unit), due_on=quarter.shifted(decision.due).end,
            status=decision.status,
        ), id=key_of("decision", f"demo {number}"))  # fmt: skip
