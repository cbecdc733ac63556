"""Sickness absence: days sick and days available per department and period, or the percentage itself; and new reports."""

from di_data.contracts import figures
from di_data.contracts.fields import DeliveryKind, Field, FieldType
from di_data.language import mark as _
from di_data.vocabulary import Kind

ABSENCE = DeliveryKind(
    kind=Kind.ABSENCE,
    identity=("unit_code", "unit_name", "period", "grain"),
    fields=(
        figures.UNIT,
        figures.UNIT_NAME,
        figures.PERIOD,
        Field("absence_rate", _("Absence percentage"), FieldType.PERCENT, low=0, high=100, example="5,4"),
        Field(
            "sick_days", _("Days sick"), FieldType.NUMBER, low=0, example="123,5",
            hint=_("Calendar days × part-time factor × share sick."),
        ),
        Field(
            "available_days", _("Days available"), FieldType.NUMBER, low=0, example="2280",
            hint=_("Calendar days employed × part-time factor."),
        ),
        Field("employees", _("Employees (average)"), FieldType.NUMBER, low=0, example="76"),
        Field("new_cases", _("New sick reports"), FieldType.WHOLE, low=0, example="9"),
        Field(
            "absence_frequency", _("Report frequency"), FieldType.NUMBER, low=0, high=50, example="1,1",
            hint=_("New sick reports per employee per year. Not needed where the new reports and employees are there."),
        ),
        figures.PROVISIONAL,
    ),
    rules=(
        figures.UNIT_NAMED,
        figures.value_or_counts(figures.MEASURED[Kind.ABSENCE]),
        figures.not_above("sick_days", "available_days", _("More days sick than days available.")),
    ),
)  # fmt: skip
