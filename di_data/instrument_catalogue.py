"""The known instruments: what each is for, when it helps, and what it suits. Wording is our own. Pure."""

from dataclasses import dataclass

from di_data.language import mark as _
from di_data.vocabulary import BehaviourPhase, Factor, Instrument


@dataclass(frozen=True)
class InstrumentCard:
    """What one instrument is for (`purpose`), when to choose it (`when`), and the factors and phases that it suits."""

    instrument: Instrument
    purpose: str
    when: str
    factors: tuple[Factor, ...]
    phases: tuple[BehaviourPhase, ...]


_Know, _Want, _Able, _Dare, _Allowed, _Do, _Keep = BehaviourPhase
_Learning, _Autonomy, _Part, _Dialogue, _Tailored = Factor

CARDS: tuple[InstrumentCard, ...] = (
    InstrumentCard(
        Instrument.DEVELOPMENT_SCAN,
        _("Employees see what they are good at, and what they want to learn for the work of tomorrow."),
        _("When people ask for training without knowing what for, or do not ask for it at all."),
        (_Learning,), (_Know, _Want)),
    InstrumentCard(
        Instrument.CAREER_SCAN,
        _("Employees look at where they stand in their career, and which steps fit them."),
        _("When someone is in the same job for long, or when the job is going to change."),
        (_Learning, _Tailored), (_Know, _Want)),
    InstrumentCard(
        Instrument.OWN_CAREER,
        _("Employees learn to take their career into their own hands, and to raise it themselves."),
        _("When people wait for the organisation to come with something."),
        (_Autonomy, _Learning), (_Want, _Able, _Dare)),
    InstrumentCard(
        Instrument.LEADING_MOVEMENT,
        _("Managers learn to open the conversation about moving on, without pushing anyone."),
        _("When managers find the conversation hard, or put it off."),
        (_Dialogue, _Tailored), (_Able, _Dare)),
    InstrumentCard(
        Instrument.EVC,
        _("What people learned by doing gets an official certificate."),
        _("When people know much, but have no diploma to show for it."),
        (_Learning,), (_Able, _Dare)),
    InstrumentCard(
        Instrument.ASSESSMENT,
        _("An outside look at what someone can do and could learn."),
        _("Before a large step in a career, and only when the employee wants it."),
        (_Learning,), (_Know, _Able)),
    InstrumentCard(
        Instrument.GOOD_CONVERSATION,
        _("Manager and employee talk as equals about the work to come, development, talents and what stands in the way."),
        _("At least once a year with everyone, apart from judging the work."),
        (_Dialogue, _Tailored), (_Dare, _Do, _Keep)),
    InstrumentCard(
        Instrument.DIALOGUE_CARD,
        _("A group goes in eight steps from good experiences to goals and first steps."),
        _("At the start of the programme, and again after a year or two."),
        (_Part, _Dialogue), (_Know, _Want, _Do)),
    InstrumentCard(
        Instrument.INSPIRATION_CARD,
        _("A poster that shows what is possible, with examples from colleagues."),
        _("When people do not yet know what it could mean for them."),
        (_Learning, _Part), (_Know, _Want)),
    InstrumentCard(
        Instrument.MENU_CARD,
        _("A list of what an employee can ask for or agree on, so that the choice is clear and the same for all."),
        _("When tailored agreements depend on who your manager is."),
        (_Tailored, _Autonomy), (_Know, _Allowed)),
    InstrumentCard(
        Instrument.TALK_CARD,
        _("A drawing with questions that gets a team talking."),
        _("In a team meeting, when a list of questions would stop the conversation."),
        (_Dialogue, _Part), (_Dare, _Do)),
    InstrumentCard(
        Instrument.ROUTE_CARD,
        _("Shows step by step where someone can go with a question about work, learning or health."),
        _("When there is plenty on offer, but nobody finds the way."),
        (_Learning, _Autonomy), (_Know, _Able)),
    InstrumentCard(
        Instrument.VITALITY_TALK,
        _("A talk about energy at work: what gives it and what takes it. Not about illness."),
        _("When the work is heavy, before somebody falls out. What is said stays between the two."),
        (_Tailored, _Dialogue), (_Dare, _Do)),
)  # fmt: skip
