"""What the demo's works council asked and was answered, and what it was asked for."""

from di_data.access import Viewer
from di_data.council_terms import AboutFigure, AboutKind, CouncilOutcome, CouncilRequest
from di_data.demo.goals import AUTONOMY, PARTICIPATION, goal_key
from di_data.demo.timeline import Timeline
from di_data.register.consultations import Consultation, save_consultation
from di_data.register.records import key_of
from di_data.register.remarks import Remark, answer, ask, ask_again
from di_data.store import Store
from di_data.vocabulary import Role

_OR, _HR, _MT = (Viewer(f"demo-{role.value}", frozenset({role})) for role in (Role.OR, Role.HR, Role.MT))


def save_voice(store: Store, timeline: Timeline) -> None:
    """Save the questions and the requests; goals, actions and units must be there."""
    _save_questions(store)
    _save_requests(store, timeline)


def _save_questions(store: Store) -> None:
    """One that was answered, one that was asked on before its answer was enough, and one that waits."""
    key = ask(store, _OR, Remark(
        AboutKind.ACTION, key_of("action", "A-04"),
        "Medewerkers dachten mee over de indeling, maar het besluit viel elders. Hoe voorkomen we dat de volgende keer?",
    ), id=key_of("remark", "demo 1"))  # fmt: skip
    answer(store, _HR, key, "Bij de volgende actie schrijven we vooraf op welke trede van de participatieladder het is. "
           "Dat staat dan bij de actie, zodat iedereen het kan zien.", read_version=1)  # fmt: skip

    key = ask(store, _OR, Remark(
        AboutKind.GOAL, goal_key(PARTICIPATION), "Waarover beslissen medewerkers straks zelf, en waarover adviseren zij?",
    ), id=key_of("remark", "demo 2"))  # fmt: skip
    answer(store, _MT, key, "Dat verschilt per verandering.", read_version=1)
    ask_again(store, _OR, key, "Kunt u voor de drie veranderingen van dit jaar zeggen hoe het daar is?", read_version=2)
    answer(store, _MT, key, "Over roosters beslissen de teams zelf. Over de werkplekken en de nieuwe indeling adviseren zij; "
           "het MT beslist en legt uit wat er met het advies is gedaan.", read_version=3)  # fmt: skip

    ask(store, _OR, Remark(
        AboutKind.INDICATOR, AboutFigure(AUTONOMY, key_of("org_unit", "JEUGD")).code,
        "De autonomie bij Jeugd en Wmo blijft achter. Welke actie is daarvoor bedoeld, en wanneer zien we er iets van?",
    ), id=key_of("remark", "demo 3"))  # fmt: skip


def _save_requests(store: Store, timeline: Timeline) -> None:
    """One on which the works council gave its consent, and one that waits for its advice."""
    save_consultation(store, _OR, Consultation(
        kind=CouncilRequest.CONSENT, subject="Regeling voor de gegevens in Inzetwijzer", article="27 lid 1 onder k",
        requested_on=timeline.workday(-26, 3), due_on=timeline.workday(-25, 17), outcome=CouncilOutcome.CONDITIONAL,
        outcome_on=timeline.workday(-25, 10), note="Voorwaarde: de OR ziet dezelfde cijfers als het MT.",
    ), id=key_of("consultation", "demo 1"))  # fmt: skip
    save_consultation(store, _OR, Consultation(
        kind=CouncilRequest.ADVICE, subject="Nieuwe teamindeling van Vergunningen en Handhaving",
        article="25 lid 1 onder e", requested_on=timeline.workday(-1, 8), due_on=timeline.workday(1, 14),
    ), id=key_of("consultation", "demo 2"))  # fmt: skip
