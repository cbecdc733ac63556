"""Dialogue sessions: one row per session, with roles and counts, never names."""

from di_data.contracts.fields import DeliveryKind, Field, FieldType
from di_data.language import mark as _
from di_data.vocabulary import Factor, Kind, Position, Rating

PARTICIPANTS = {position: f"participants_{position.value}" for position in Position}
RATINGS = {factor: f"rating_{factor.value}" for factor in Factor}
REASONS = {factor: f"reason_{factor.value}" for factor in Factor}

_PARTICIPANT_HEADERS = {
    Position.SENIOR_MANAGEMENT: _("Number from senior management"),
    Position.HR: _("Number from HR"),
    Position.MANAGER: _("Number of managers"),
    Position.EMPLOYEE: _("Number of employees"),
    Position.WORKS_COUNCIL: _("Number from the works council (OR)"),
}
_RATING_HEADERS = {
    Factor.LEARNING_SPACE: (_("Learning space: rating"), _("Learning space: reason")),
    Factor.AUTONOMY: (_("Autonomy: rating"), _("Autonomy: reason")),
    Factor.PARTICIPATION: (_("Participation: rating"), _("Participation: reason")),
    Factor.DIALOGUE: (_("Dialogue: rating"), _("Dialogue: reason")),
    Factor.TAILORED_AGREEMENTS: (_("Tailored agreements: rating"), _("Tailored agreements: reason")),
}


def _ratings() -> tuple[Field, ...]:
    fields = []
    for factor, (rating, reason) in _RATING_HEADERS.items():
        fields.append(
            Field(RATINGS[factor], rating, FieldType.TERM, vocabulary=Rating, example=Rating.COULD_BE_BETTER.value)
        )
        fields.append(Field(REASONS[factor], reason))
    return tuple(fields)


SESSIONS = DeliveryKind(
    kind=Kind.SESSIONS,
    identity=("reference",),
    fields=(
        Field("reference", _("Reference"), required=True, longest=64, example="2025-03"),
        Field("held_on", _("Date"), FieldType.DATE, required=True, example="14-03-2025"),
        Field("round", _("Round"), FieldType.WHOLE, required=True, low=1, high=100, example="1"),
        Field("unit_code", _("Department code"), FieldType.UNIT, required=True, example="ZORG"),
        *(
            Field(PARTICIPANTS[position], header, FieldType.WHOLE, low=0, high=1000, example="3")
            for position, header in _PARTICIPANT_HEADERS.items()
        ),
        *_ratings(),
        Field("next_step", _("Next step"), example=_("Plan a first good conversation in every team")),
        Field(
            "next_step_owner", _("Who takes the next step"), FieldType.TERM, vocabulary=Position,
            example=Position.MANAGER.value,
        ),
        Field("next_step_due_on", _("Next step ready on"), FieldType.DATE, example="01-05-2025"),
        Field("next_step_started", _("Next step started"), FieldType.YES_NO, example="ja"),
    ),
)  # fmt: skip
