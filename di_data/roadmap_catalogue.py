"""The roadmap for a structural dialogue: its five phases and the questions that each asks. Wording is our own. Pure."""

from dataclasses import dataclass

from di_data.language import mark as _


@dataclass(frozen=True)
class RoadmapPhase:
    """A phase: its number, what it is called, and what it is there for."""

    number: int
    name: str
    aim: str


@dataclass(frozen=True)
class RoadmapQuestion:
    """A question that every programme answers. Its `code` never changes: answers are kept under it."""

    code: str
    phase: int
    question: str
    hint: str


PHASES: tuple[RoadmapPhase, ...] = (
    RoadmapPhase(1, _("Say what it is and why"),
                 _("What the dialogue is for, and how it fits with what the organisation already does.")),
    RoadmapPhase(2, _("Find support"),
                 _("Who has an interest, who carries it along, and whether you begin small.")),
    RoadmapPhase(3, _("Shape the conversation"),
                 _("What people talk about, with which questions, and what is written down.")),
    RoadmapPhase(4, _("Help people with it"),
                 _("What managers and employees need to have the conversation well.")),
    RoadmapPhase(5, _("Keep it up and renew it"),
                 _("How you look back, what it brings, and what you change.")),
)  # fmt: skip

RENEWING = 5
"""The phase that is fed by the figures of the app."""

QUESTIONS: tuple[RoadmapQuestion, ...] = (
    RoadmapQuestion("purpose", 1, _("What do we want the dialogue to bring, for employees and for the organisation?"),
                    _("One or two sentences that everybody would recognise.")),
    RoadmapQuestion("meaning", 1, _("What do we call sustainable employability, in words that everyone understands?"),
                    _("Without the words of the field. Try it on a colleague.")),
    RoadmapQuestion("strategy", 1, _("Which goals of the organisation does it help to reach?"),
                    _("Such as the coalition agreement, the service to residents or the plan for the organisation.")),
    RoadmapQuestion("hr_policy", 1, _("How does it fit with our HR policy?"),
                    _("Such as the yearly talks, training, absence and tailored agreements.")),
    RoadmapQuestion("findings", 1, _("What do the employee survey and the risk inventory (RI&E) say about where to begin?"),
                    _("Name two or three outcomes that this programme takes up.")),
    RoadmapQuestion("gains", 2, _("Who gains by it, and what exactly?"),
                    _("Put them on the map of stakeholders as well.")),
    RoadmapQuestion("leaders", 2, _("What will people see the municipal secretary and the MT do themselves?"),
                    _("Support that nobody sees is not noticed.")),
    RoadmapQuestion("works_council", 2, _("What part does the works council take, and from when?"),
                    _("Early, so that there is still something to choose.")),
    RoadmapQuestion("ambassadors", 2, _("Who will carry it along in the departments, and what do they need for it?"),
                    _("Roles and groups, no names.")),
    RoadmapQuestion("sceptics", 2, _("Who has doubts, and what would they have to see?"),
                    _("Doubts often show what is missing in the plan.")),
    RoadmapQuestion("reach", 2, _("Do we begin with a pilot or with the whole organisation, and why?"),
                    _("Put the choice under Reach and moments as well.")),
    RoadmapQuestion("subjects", 3, _("Which subjects come up in every conversation?"),
                    _("Such as the work itself, learning, health, balance and the next step.")),
    RoadmapQuestion("opening", 3, _("With which questions do we open the conversation?"),
                    _("Three open questions are enough.")),
    RoadmapQuestion("cycle", 3, _("Is it a conversation of its own, or does it belong to the HR cycle?"),
                    _("A conversation that also judges is held in another way.")),
    RoadmapQuestion("form", 3, _("When do we talk with two, and when with the whole team?"),
                    _("Both can be useful, at different moments.")),
    RoadmapQuestion("record", 3, _("What is written down, where, and who may read it?"),
                    _("Agree on this with the works council beforehand.")),
    RoadmapQuestion("telling", 4, _("How does everybody hear what is going to happen, and what is not?"),
                    _("Who tells it, when, and by which way.")),
    RoadmapQuestion("managers", 4, _("Which training or coaching do managers need?"),
                    _("Ask them; not everyone needs the same.")),
    RoadmapQuestion("employees", 4, _("What helps employees to prepare themselves?"),
                    _("Such as a scan, a poster with questions, or an hour of time.")),
    RoadmapQuestion("hr_part", 4, _("What does HR do, and what does it leave to the manager and the employee?"),
                    _("The conversation belongs to the two of them.")),
    RoadmapQuestion("room", 4, _("Where do the time and the room for the conversations come from?"),
                    _("Without hours it becomes something extra.")),
    RoadmapQuestion("rhythm", 5, _("How often do we look back, in which form and with whom?"),
                    _("Such as every quarter in the MT and once a year with employees.")),
    RoadmapQuestion("experience", 5, _("How do employees and managers find the conversations?"),
                    _("The survey figure above says something; so do three short talks.")),
    RoadmapQuestion("yield", 5, _("What do the conversations bring?"),
                    _("Set the figures above beside what people tell. A figure alone proves nothing.")),
    RoadmapQuestion("change", 5, _("What do we change after looking back?"),
                    _("Make an action of it, so that it is not lost.")),
    RoadmapQuestion("keep_up", 5, _("What keeps it alive when attention goes to something else?"),
                    _("Keeping it up gets the least attention of all.")),
)  # fmt: skip

BY_CODE = {question.code: question for question in QUESTIONS}
