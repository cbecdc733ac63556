"""The generated dialogue sessions: three rounds of three, a year apart. What people say in them is Dutch."""

from dataclasses import dataclass

from di_data.contracts.sessions import PARTICIPANTS, RATINGS, REASONS
from di_data.demo.files import Row
from di_data.demo.timeline import Timeline
from di_data.vocabulary import Factor, Position, Rating

ROUNDS = (-27, -15, -3)
"""Months from today to the rounds."""

_P, _C, _G = Rating.POOR, Rating.COULD_BE_BETTER, Rating.GOOD


@dataclass(frozen=True)
class _Session:
    """One session. `participants` in the order of Position, `ratings` in the order of Factor."""

    round: int
    unit: str
    day: int
    participants: tuple[int, int, int, int, int]
    ratings: tuple[tuple[Rating, str], ...]
    next_step: str
    owner: Position
    started: bool


_SESSIONS = (
    _Session(1, "GEM", 9, (4, 2, 4, 5, 2), (
        (_C, "Het budget is ruim, maar er is weinig tijd om het te gebruiken."),
        (_C, "Verschilt sterk per afdeling; veel regels bij de uitvoering."),
        (_P, "Medewerkers horen een besluit vaak pas als het genomen is."),
        (_C, "De gesprekscyclus gaat vooral over het afgelopen jaar."),
        (_C, "Maatwerk kan, maar je moet er zelf achteraan."),
    ), "Het gesprek over de doelen voeren in elk clusteroverleg", Position.SENIOR_MANAGEMENT, True),
    _Session(1, "BOR", 16, (1, 1, 3, 9, 1), (
        (_C, "Vakcursussen genoeg, ander leren komt er niet van."),
        (_P, "De planning komt van boven en ligt per dag vast."),
        (_P, "Over nieuw materieel is niets aan de ploegen gevraagd."),
        (_C, "Met de voorman praat je wel, met de leiding zelden."),
        (_P, "Zwaar werk blijft zwaar werk, ook als je ouder wordt."),
    ), "Twee ploegen zoeken die zelf hun werkweek willen plannen", Position.MANAGER, True),
    _Session(1, "WERK", 23, (1, 1, 2, 8, 1), (
        (_G, "Goed aanbod en je mag er tijd voor nemen."),
        (_P, "Elke beslissing moet langs de kwaliteitstoets."),
        (_C, "Het teamoverleg is vooral mededelingen."),
        (_C, "Gesprekken gaan over caseload, niet over de toekomst."),
        (_C, "Thuiswerken is goed geregeld, de werktijden minder."),
    ), "Uitzoeken welke besluiten zonder toets genomen kunnen worden", Position.MANAGER, True),
    _Session(2, "GEM", 11, (4, 2, 4, 6, 2), (
        (_C, "Meer mensen volgen iets, vooral wie er al om vroeg."),
        (_C, "De proef met zelf plannen laat zien dat het kan."),
        (_C, "De werkgroepen zijn er nu, de terugkoppeling blijft achter."),
        (_C, "Het goede gesprek is begonnen, nog niet overal."),
        (_C, "De menukaart helpt, maar is weinig bekend."),
    ), "Elke afdeling vertelt wat er met de uitkomsten van het onderzoek is gedaan", Position.SENIOR_MANAGEMENT, False),
    _Session(2, "BOR", 18, (1, 1, 3, 10, 1), (
        (_C, "De leerplek op de werf loopt, er is ruimte voor meer."),
        (_C, "Vier ploegen plannen zelf, de andere nog niet."),
        (_C, "Bij de keuze van de nieuwe veegwagens is meegedacht."),
        (_G, "De weekstart is kort en het gaat ergens over."),
        (_C, "Er is een begin met ander werk voor wie dat nodig heeft."),
    ), "De andere ploegen laten meelopen met een ploeg die zelf plant", Position.EMPLOYEE, True),
    _Session(2, "WERK", 25, (1, 1, 3, 9, 0), (
        (_G, "Intervisie staat vast in het rooster."),
        (_C, "Minder toetsen, maar het voelt nog onwennig."),
        (_C, "We denken mee over de werkverdeling, niet over de koers."),
        (_C, "Leidinggevenden vragen vaker wat iemand nodig heeft."),
        (_C, "Afspraken staan op papier, maar verschillen per team."),
    ), "Een vast kwartier in het teamoverleg voor eigen voorstellen", Position.EMPLOYEE, True),
    _Session(3, "GEM", 8, (5, 2, 4, 6, 2), (
        (_G, "Leren is een gewoon onderwerp geworden in de teams."),
        (_G, "Zelf plannen gaat van de buitendienst naar de binnendienst."),
        (_C, "Meedenken lukt, meebeslissen is nog zoeken."),
        (_G, "De meeste collega's hadden dit jaar een goed gesprek."),
        (_C, "Nog te afhankelijk van de leidinggevende die je treft."),
    ), "Met de OR kiezen bij welke besluiten medewerkers meebeslissen", Position.WORKS_COUNCIL, False),
    _Session(3, "BOR", 15, (1, 1, 3, 11, 1), (
        (_G, "De leerplek trekt ook collega's van andere ploegen."),
        (_G, "De ploegen plannen hun werkweek zelf en dat loopt."),
        (_C, "Meedenken over materieel is gewoon, over de begroting niet."),
        (_G, "Wie vastloopt, zegt het eerder."),
        (_C, "Ander werk vinden we vaker, maar het duurt lang."),
    ), "Afspraken over zelf plannen vastleggen, zodat ze blijven bij een wisseling", Position.MANAGER, True),
    _Session(3, "WERK", 22, (1, 1, 3, 9, 1), (
        (_G, "Nieuwe collega's krijgen een maat voor het eerste jaar."),
        (_G, "Je beslist zelf over de meeste dossiers."),
        (_C, "Onze voorstellen worden gehoord, niet altijd beantwoord."),
        (_C, "Het gesprek is goed, de opvolging kan beter."),
        (_G, "Werktijden stem je af met je team en dat werkt."),
    ), "Op elk voorstel binnen een maand een antwoord geven", Position.MANAGER, False),
)  # fmt: skip


def session_rows(timeline: Timeline) -> list[Row]:
    """The rows of the sessions file."""
    return [_row(session, timeline) for session in _SESSIONS]


def _row(session: _Session, timeline: Timeline) -> Row:
    month = ROUNDS[session.round - 1]
    row: Row = {
        "reference": f"GK-{session.round}-{session.unit}",
        "held_on": timeline.workday(month, session.day),
        "round": session.round,
        "unit_code": session.unit,
        "next_step": session.next_step,
        "next_step_owner": session.owner.value,
        "next_step_due_on": timeline.workday(month + 4, 1),
        "next_step_started": session.started,
    }
    for position, count in zip(Position, session.participants, strict=True):
        row[PARTICIPANTS[position]] = count
    for factor, (rating, reason) in zip(Factor, session.ratings, strict=True):
        row[RATINGS[factor]], row[REASONS[factor]] = rating.value, reason
    return row
