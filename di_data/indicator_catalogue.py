"""The indicators that the app knows by itself: name, definition, direction and factor. Pure."""

from dataclasses import dataclass

from di_data.language import mark as _
from di_data.vocabulary import Direction, Factor, Measure


@dataclass(frozen=True)
class ShippedIndicator:
    """An indicator that the app knows by itself. `counts_people`: its numerator is a number of people."""

    code: str
    name: str
    definition: str
    measure: Measure
    direction: Direction | None
    factor: Factor | None = None
    counts_people: bool = False


_LOWER, _HIGHER = Direction.LOWER, Direction.HIGHER

SHIPPED_INDICATORS: tuple[ShippedIndicator, ...] = (
    ShippedIndicator(
        "absence_rate", _("Sickness absence rate"),
        _("Calendar days sick × part-time factor × share sick, as a percentage of the calendar days employed × part-time factor; without pregnancy and maternity leave."),
        Measure.PERCENT, _LOWER),
    ShippedIndicator(
        "absence_frequency", _("Report frequency"),
        _("New sick reports per employee, turned into a full year."),
        Measure.PER_YEAR, _LOWER, counts_people=True),
    ShippedIndicator(
        "outflow_rate", _("Outflow"),
        _("Leavers as a percentage of the average number of employees in the period."),
        Measure.PERCENT, None, counts_people=True),
    ShippedIndicator(
        "voluntary_outflow_rate", _("Voluntary outflow"),
        _("Leavers at their own request as a percentage of the average number of employees in the period."),
        Measure.PERCENT, _LOWER, counts_people=True),
    ShippedIndicator(
        "participation", _("Participation"),
        _("Share of the survey answers that are positive about being involved in decisions on one's own work."),
        Measure.PERCENT, _HIGHER, Factor.PARTICIPATION, counts_people=True),
    ShippedIndicator(
        "autonomy", _("Autonomy"),
        _("Share of the survey answers that are positive about having a say over how one does the work."),
        Measure.PERCENT, _HIGHER, Factor.AUTONOMY, counts_people=True),
    ShippedIndicator(
        "learning_space", _("Learning space"),
        _("Share of the survey answers that are positive about getting to the learning one needs."),
        Measure.PERCENT, _HIGHER, Factor.LEARNING_SPACE, counts_people=True),
    ShippedIndicator(
        "dialogue", _("Dialogue"),
        _("Share of the survey answers that are positive about the conversation with one's manager."),
        Measure.PERCENT, _HIGHER, Factor.DIALOGUE, counts_people=True),
    ShippedIndicator(
        "tailored_agreements", _("Tailored agreements"),
        _("Share of the survey answers that say that the agreements fit one's own situation."),
        Measure.PERCENT, _HIGHER, Factor.TAILORED_AGREEMENTS, counts_people=True),
    ShippedIndicator(
        "survey_response", _("Survey response"),
        _("Completed questionnaires as a percentage of the invited."),
        Measure.PERCENT, _HIGHER, Factor.PARTICIPATION),
    ShippedIndicator(
        "good_conversation", _("Had the good conversation (Het Goede Gesprek)"),
        _("Employees who had the good conversation with their manager in the last twelve months, as a percentage of all employees. It should be had at least once a year."),
        Measure.PERCENT, _HIGHER, Factor.DIALOGUE, counts_people=True),
    ShippedIndicator(
        "nea_work_pressure_fast", _("Working very fast"),
        _("Share of employees that often have to work very fast (NEA)."), Measure.PERCENT, _LOWER),
    ShippedIndicator(
        "nea_work_pressure_much", _("Having very much work"),
        _("Share of employees that often have very much work to do (NEA)."), Measure.PERCENT, _LOWER),
    ShippedIndicator(
        "nea_work_pressure_hard", _("Working extra hard"),
        _("Share of employees that often have to work extra hard (NEA)."), Measure.PERCENT, _LOWER),
    ShippedIndicator(
        "nea_decide", _("Deciding how to work"),
        _("Share of employees that regularly decide themselves how they do their work (NEA)."),
        Measure.PERCENT, _HIGHER, Factor.AUTONOMY),
    ShippedIndicator(
        "nea_order", _("Deciding the order of work"),
        _("Share of employees that regularly set the order of their work (NEA)."),
        Measure.PERCENT, _HIGHER, Factor.AUTONOMY),
    ShippedIndicator(
        "nea_pace", _("Deciding the pace of work"),
        _("Share of employees that regularly set their own pace (NEA)."),
        Measure.PERCENT, _HIGHER, Factor.AUTONOMY),
    ShippedIndicator(
        "nea_solutions", _("Thinking up solutions"),
        _("Share of employees that regularly have to think up solutions themselves (NEA)."),
        Measure.PERCENT, _HIGHER, Factor.AUTONOMY),
    ShippedIndicator(
        "nea_leave", _("Taking leave when wanted"),
        _("Share of employees that regularly take leave when they want (NEA)."),
        Measure.PERCENT, _HIGHER, Factor.AUTONOMY),
    ShippedIndicator(
        "nea_hours", _("Deciding one's working hours"),
        _("Share of employees that regularly set their working hours (NEA)."),
        Measure.PERCENT, _HIGHER, Factor.AUTONOMY),
    ShippedIndicator(
        "nea_place", _("Deciding one's place of work"),
        _("Share of employees that regularly decide where they work (NEA)."),
        Measure.PERCENT, _HIGHER, Factor.AUTONOMY),
    ShippedIndicator(
        "nea_exhaustion", _("Exhaustion through work"),
        _("Share of employees with burn-out complaints (NEA)."), Measure.PERCENT, _LOWER),
)  # fmt: skip

NAMES = {indicator.code: indicator.name for indicator in SHIPPED_INDICATORS}
"""The name of every shipped indicator by its code, to be translated."""
