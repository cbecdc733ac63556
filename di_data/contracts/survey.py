"""The employee survey: positive answers per question (or the percentage), department and period."""

from di_data.contracts import figures
from di_data.contracts.fields import DeliveryKind, Field, FieldType
from di_data.language import mark as _
from di_data.vocabulary import Kind

SURVEY = DeliveryKind(
    kind=Kind.SURVEY,
    identity=("unit_code", "unit_name", "period", "grain", "indicator"),
    fields=(
        figures.UNIT,
        figures.UNIT_NAME,
        figures.PERIOD,
        Field(
            "indicator", _("Indicator"), required=True, longest=64, example="participation",
            hint=_("The code of the indicator, such as participation or autonomy."),
        ),
        Field("percentage", _("Percentage positive"), FieldType.PERCENT, low=0, high=100, example="64"),
        Field("positive", _("Positive answers"), FieldType.WHOLE, low=0, example="32"),
        Field("answers", _("Answers"), FieldType.WHOLE, low=0, example="50"),
        Field("invited", _("Invited"), FieldType.WHOLE, low=0, example="71"),
        figures.PROVISIONAL,
    ),
    rules=(
        figures.UNIT_NAMED,
        figures.value_or_counts(figures.MEASURED[Kind.SURVEY]),
        figures.not_above("positive", "answers", _("More positive answers than answers.")),
        figures.not_above("answers", "invited", _("More answers than people invited.")),
    ),
)  # fmt: skip
