"""What the codes of the readings are called, in the words of the user. Pure."""

from enum import StrEnum

from di_data.analysis.dialogue_data import Match
from di_data.analysis.funnel import Adjustment, Chance, Place
from di_data.analysis.signals import Signal
from di_data.analysis.spc import Assurance, Variation
from di_data.analysis.special_causes import Label
from di_data.language import gettext
from di_data.language import mark as _

NAMES: dict[StrEnum, str] = {
    Signal.IMPROVEMENT: _("signal of improvement"),
    Signal.CONCERN: _("signal of concern"),
    Signal.NONE: _("no signal"),
    Signal.TOO_FEW: _("too few figures"),
    Variation.COMMON_CAUSE: _("no signal"),
    Variation.IMPROVEMENT_HIGH: _("signal of improvement, upwards"),
    Variation.IMPROVEMENT_LOW: _("signal of improvement, downwards"),
    Variation.CONCERN_HIGH: _("signal of concern, upwards"),
    Variation.CONCERN_LOW: _("signal of concern, downwards"),
    Variation.NEUTRAL_HIGH: _("stands out, upwards"),
    Variation.NEUTRAL_LOW: _("stands out, downwards"),
    Assurance.PASSES: _("target is always reached"),
    Assurance.FAILS: _("target is out of reach"),
    Assurance.HIT_AND_MISS: _("target is reached at times"),
    Label.OUTSIDE: _("outside the limits"),
    Label.TREND: _("seven or more in a row that rise or fall"),
    Label.TWO_IN_THREE: _("two of three close to a limit"),
    Label.SHIFT: _("seven or more in a row on one side of the mean"),
    Match.AGREE: _("session and figure agree"),
    Match.RATED_BETTER: _("rated better than the figure"),
    Match.RATED_WORSE: _("rated worse than the figure"),
    Match.NOTHING: _("nothing to compare"),
    Place.ABOVE: _("higher than the organisation"),
    Place.WITHIN: _("no real difference"),
    Place.BELOW: _("lower than the organisation"),
    Chance.PROPORTION: _("share of people or answers"),
    Chance.RATE: _("number per person"),
    Adjustment.ADDITIVE: _("departments may differ somewhat anyway"),
    Adjustment.MULTIPLICATIVE: _("what is counted comes in clusters"),
    Adjustment.NONE: _("chance alone"),
}
"""A name for every code, to stand in a list, a tooltip or after a colon."""


def name(code: StrEnum) -> str:
    """What a code is called, in the user's language. Raises KeyError for a code of another vocabulary."""
    return gettext(NAMES[code])
