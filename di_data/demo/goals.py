"""The four goals of the demo with their targets and check-ins."""

from dataclasses import dataclass
from datetime import date

from di_data.access import SYSTEM
from di_data.demo.timeline import Timeline
from di_data.register import goals as register
from di_data.register.records import key_of
from di_data.store import Store
from di_data.vocabulary import Direction, Factor, Outcome, Position

ABSENCE, AUTONOMY, PARTICIPATION, OUTFLOW = "absence_rate", "autonomy", "participation", "voluntary_outflow_rate"


@dataclass(frozen=True)
class _Goal:
    """A goal. `final` is its target in percent; where empty, `better_by` points from the baseline. `check_ins` as
    months from today, confidence and note."""

    title: str
    description: str
    indicator: str
    direction: Direction
    owner: Position
    outcome: Outcome
    factors: tuple[Factor, ...]
    check_ins: tuple[tuple[int, int, str], ...]
    better_by: float = 0.0
    final: float | None = None


_GOALS = (
    _Goal(
        "Verzuim onder de 5,5%",
        "Het verzuim van de hele gemeente daalt tot onder de 5,5%. We werken aan wat mensen nodig hebben om het werk "
        "vol te houden, niet aan strengere controle.",
        ABSENCE, Direction.LOWER, Position.SENIOR_MANAGEMENT, Outcome.VITALITY,
        (Factor.DIALOGUE, Factor.TAILORED_AGREEMENTS),
        ((-16, 5, "De griepgolf vertekent het beeld; de lange verzuimers zijn de sleutel."),
         (-10, 6, "Bij de buitendienst lijkt iets in beweging, elders nog niet."),
         (-4, 6, "De buitendienst houdt het lagere verzuim vast. De rest van de gemeente blijft gelijk."),
         (-1, 5, "Zonder een aanpak bij Jeugd en Wmo halen we de streefwaarde niet.")),
        final=5.5,
    ),
    _Goal(
        "Meer zeggenschap over het eigen werk",
        "Medewerkers bepalen vaker zelf hoe, wanneer en in welke volgorde zij hun werk doen.",
        AUTONOMY, Direction.HIGHER, Position.MANAGER, Outcome.CRAFTSMANSHIP, (Factor.AUTONOMY,),
        ((-14, 6, "Werk en Inkomen heeft het aantal toetsen gehalveerd; teams moeten wennen."),
         (-8, 7, "De uitkomst bij Werk en Inkomen geeft andere afdelingen moed."),
         (-2, 8, "Drie afdelingen hebben zelf gevraagd om mee te doen.")),
        better_by=8.0,
    ),
    _Goal(
        "Medewerkers beslissen mee over hun werk",
        "Van meedenken naar meebeslissen: bij elke verandering in het werk is vooraf duidelijk waarover medewerkers "
        "adviseren en waarover zij beslissen.",
        PARTICIPATION, Direction.HIGHER, Position.HR, Outcome.CAPACITY_FOR_CHANGE, (Factor.PARTICIPATION,),
        ((-15, 6, "De werkgroepen zijn gestart en goed bezet."),
         (-7, 4, "In het onderzoek is geen vooruitgang te zien; de terugkoppeling blijft achter."),
         (-2, 4, "De OR vraagt om keuzes: liever drie besluiten echt samen dan overal een beetje.")),
        better_by=7.0,
    ),
    _Goal(
        "Minder collega's vertrekken op eigen verzoek",
        "Wie iets anders wil, vindt dat vaker binnen de gemeente of in de regio.",
        OUTFLOW, Direction.LOWER, Position.HR, Outcome.CRAFTSMANSHIP,
        (Factor.LEARNING_SPACE, Factor.TAILORED_AGREEMENTS),
        ((-13, 5, "De arbeidsmarkt trekt; wij hebben nog weinig te bieden aan wie wil doorgroeien."),
         (-5, 6, "De vertrekgesprekken laten zien dat het vooral om loopbaanstappen gaat.")),
        better_by=-1.2,
    ),
)  # fmt: skip

TITLES = {goal.indicator: goal.title for goal in _GOALS}
"""The title of each goal, by its indicator."""


def goal_key(indicator: str) -> str:
    """The key of the goal on this indicator; the same in every demo."""
    return key_of("goal", f"demo {indicator}")


def save_goals(store: Store, timeline: Timeline, baselines: dict[str, tuple[float, str]]) -> None:
    """Save the goals; `baselines` by indicator: the value in percent and the code of its period."""
    for goal in _GOALS:
        value, period = baselines[goal.indicator]
        key = _save(store, goal, timeline, value, period)
        final = goal.final if goal.final is not None else round(value + goal.better_by, 1)
        year = timeline.today.year
        # Half of the way a year earlier.
        register.save_target(store, SYSTEM, key, date(year, 12, 31), round((value + final) / 2, 1))
        register.save_target(store, SYSTEM, key, date(year + 1, 12, 31), final)
        for months, confidence, note in goal.check_ins:
            id = key_of("check_in", f"demo {goal.indicator} {months}")
            register.save_check_in(store, SYSTEM, key, timeline.workday(months, 20), confidence, note, id=id)


def _save(store: Store, goal: _Goal, timeline: Timeline, baseline: float, period: str) -> str:
    return register.save_goal(
        store,
        SYSTEM,
        register.Goal(
            title=goal.title,
            description=goal.description,
            unit=key_of("org_unit", "GEM"),
            owner_role=goal.owner,
            starts_on=timeline.goals_start_on,
            due_on=date(timeline.today.year + 1, 12, 31),
            intended_outcome=goal.outcome,
            indicator=goal.indicator,
            direction=goal.direction,
            baseline=baseline,
            baseline_period=period,
            factors=goal.factors,
            session=key_of("dialogue_session", "GK-1-GEM"),
        ),
        id=goal_key(goal.indicator),
    )
