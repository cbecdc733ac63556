"""The departments: code, name, what lies above, from when to when, and what came after."""

import polars as pl

from di_data.contracts.fields import DeliveryKind, Field, FieldType, RowRule
from di_data.language import mark as _
from di_data.vocabulary import Kind

UNITS = DeliveryKind(
    kind=Kind.UNITS,
    identity=("unit_code",),
    fields=(
        Field("unit_code", _("Department code"), required=True, longest=64, example="ZORG"),
        Field("unit_name", _("Department name"), required=True, longest=200, example="Zorg en Welzijn"),
        Field(
            "parent_code", _("Code of the unit above"), longest=64, example="SOCIAAL",
            hint=_("Empty for the organisation as a whole."),
        ),
        Field("starts_on", _("Exists from"), FieldType.DATE, example="01-01-2021"),
        Field("ends_on", _("Exists until"), FieldType.DATE),
        Field(
            "successor_code", _("Code of the successor"), longest=64,
            hint=_("After a merger or a new name: the unit in which this one goes on."),
        ),
    ),
    rules=(
        RowRule(
            "own_parent", "parent_code",
            lambda: pl.col("parent_code").is_null() | (pl.col("parent_code") != pl.col("unit_code")),
            _("The unit lies above itself."), _("Give the code of another unit, or leave the cell empty."),
        ),
        RowRule(
            "ends_before_start", "ends_on",
            lambda: pl.col("ends_on").is_null() | pl.col("starts_on").is_null() | (pl.col("ends_on") >= pl.col("starts_on")),
            _("The unit ends before it starts."), _("Check the two dates."),
        ),
    ),
)  # fmt: skip
