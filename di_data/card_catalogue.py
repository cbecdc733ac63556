"""The words of the dialogue card, on the screen and on paper: what each of its eight steps asks. Our own wording. Pure."""

from dataclasses import dataclass

from di_data.language import mark as _
from di_data.vocabulary import CardStep, Factor


@dataclass(frozen=True)
class StepWords:
    """What a step asks of the group, how to go about it, and how many minutes it takes."""

    question: str
    hint: str
    minutes: int


STEPS = {
    CardStep.MEET: StepWords(
        _("What does sustainable employability mean to you?"),
        _("Go round the table: each says in one sentence what it means to them. Count who is here by role; leave names out."),
        15,
    ),
    CardStep.SUCCESS: StepWords(
        _("What already works here?"),
        _("Tell each other about a time when it went well. What was done, what did it bring, and why did it work?"),
        20,
    ),
    CardStep.VISION: StepWords(
        _("Imagine that everyone here can keep doing good work, now and later. What is it like?"),
        _("Write down what you see, hear and feel. Leave solutions for later."),
        15,
    ),
    CardStep.GOALS: StepWords(
        _("What do we want to reach together?"),
        _("Each proposes one or two goals. Put the like together, and then choose three to five."),
        30,
    ),
    CardStep.ANALYSIS: StepWords(
        _("How do we do on the five factors?"),
        _("Judge each factor together and say in a few words why. Do you not agree? Then write down both sides."),
        20,
    ),
    CardStep.PLAN: StepWords(
        _("How are we going to do it?"),
        _("Which directions lead to the goals? Within which frames, such as money, time and rules? Name the actions."),
        30,
    ),
    CardStep.STEPS: StepWords(
        _("What do we start today?"),
        _("Choose one or two next steps and start on the spot: make the call, plan the meeting, ask the question."),
        10,
    ),
    CardStep.REFLECTION: StepWords(
        _("How was it?"),
        _("Look back together. What do we take along, and what does each of us intend to do?"),
        10,
    ),
}  # fmt: skip
"""The minutes are a suggestion: two and a half hours together, half a working day with a break in it. Most of it goes to
choosing goals and to the plan, because there the group has to agree. Nothing happens when they are over."""

FACTORS = {
    Factor.LEARNING_SPACE: _("Is there time, money and a good offer to learn and develop?"),
    Factor.AUTONOMY: _("Do people decide how, when and in which order they do their work?"),
    Factor.PARTICIPATION: _("Are people asked and heard before something changes in their work?"),
    Factor.DIALOGUE: _("Do people talk openly with each other and with their manager?"),
    Factor.TAILORED_AGREEMENTS: _("Can agreements be made that fit someone's own situation?"),
}
"""What each of the five factors asks."""

TEXT_LABELS = {
    "meaning": _("What sustainable employability is to us"),
    "experiences": _("What went well here: what was done"),
    "results": _("What it brought"),
    "success_reasons": _("Why it worked"),
    "future_vision": _("What we see, hear and feel when everyone is sustainably employable"),
    "choice_reason": _("Why fewer than three or more than five goals"),
    "reflection": _("How it was"),
    "take_along": _("What we take along"),
    "intentions": _("What each of us intends to do"),
}
"""The texts of the card, with the words under which people know them."""

STEP_TEXTS = {
    CardStep.MEET: ("meaning",),
    CardStep.SUCCESS: ("experiences", "results", "success_reasons"),
    CardStep.VISION: ("future_vision",),
    CardStep.GOALS: ("choice_reason",),
    CardStep.REFLECTION: ("reflection", "take_along", "intentions"),
}
"""At which step each text of the card is written."""
