"""Outflow: leavers and the average number of employees per department and period."""

from di_data.contracts import figures
from di_data.contracts.fields import DeliveryKind, Field, FieldType
from di_data.language import mark as _
from di_data.vocabulary import Kind

OUTFLOW = DeliveryKind(
    kind=Kind.OUTFLOW,
    identity=("unit_code", "unit_name", "period", "grain"),
    fields=(
        figures.UNIT,
        figures.UNIT_NAME,
        figures.PERIOD,
        Field("outflow_rate", _("Outflow percentage"), FieldType.PERCENT, low=0, high=100, example="8,8"),
        Field("leavers", _("Leavers"), FieldType.WHOLE, low=0, example="7"),
        Field("voluntary_leavers", _("Leavers at own request"), FieldType.WHOLE, low=0, example="5"),
        Field(
            "average_employees", _("Employees (average)"), FieldType.NUMBER, low=0, example="79,5",
            hint=_("(Number at the beginning + number at the end) ÷ 2."),
        ),
        figures.PROVISIONAL,
    ),
    rules=(
        figures.UNIT_NAMED,
        figures.value_or_counts(figures.MEASURED[Kind.OUTFLOW]),
        figures.not_above("voluntary_leavers", "leavers", _("More leavers at own request than leavers.")),
    ),
)  # fmt: skip
