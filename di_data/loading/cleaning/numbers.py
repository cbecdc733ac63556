"""Columns of numbers: from the notation of a file to values.

A cell is read on its own first. Where `6.700` may be 6700 or 6,7, the other cells of its column decide, or the user.
"""

from dataclasses import dataclass

import polars as pl

_PLAIN = r"^-?(?:[0-9]{1,15}|0,[0-9]{1,15}|[1-9][0-9]{0,14},(?:[0-9]{1,2}|[0-9]{4,15}))$"
"""A number that can be read in one way only, as nearly every cell is."""

_MINUS = "[−–‐‑﹣－]"
_GAP = r"[\s'’´`]"
_FORMS = {
    "whole": r"[0-9]+",
    "comma": r"[0-9]+,[0-9]+",
    "point": r"[0-9]+\.[0-9]+",
    "points": r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+",
    "commas": r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}|[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+",
    "gaps": rf"[1-9][0-9]{{0,2}}(?:{_GAP}[0-9]{{3}})+(?:[.,][0-9]+)?",
    "power": r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,3}",
}
"""How a number without its sign can be written."""

_THREE = r"^[1-9][0-9]{0,2}[.,][0-9]{3}$"
"""Thousands, or three decimals."""


@dataclass(frozen=True)
class Numbers:
    """A column as numbers. `cells` has a row a cell: the `cell`, its `value` (null where it is none), whether it is
    `sound` (a number, or empty), `signed` (with %) or `starred` (provisional), and where it can be read in two ways the
    value with `thousands` and the `separator` that it shows.
    """

    cells: pl.DataFrame
    doubtful: frozenset[str]
    """The separators ("comma", "point") of the cells that can be read in two ways."""
    evidence: frozenset[str]
    """The decimal separators of the cells that can be read in one way only, as far as there is doubt."""

    def is_open(self, thousands_exist: bool) -> bool:
        """Whether only the user can tell what three digits behind a point or comma are.

        Where the values cannot be thousands, as in a percentage, a comma is a decimal one.
        """
        if not self.doubtful or len(self.evidence) == 1:
            return False
        return bool(self.evidence) or "point" in self.doubtful or thousands_exist

    def settled(self, decimal: str) -> pl.DataFrame:
        """The cells, read with this decimal separator, or with the one that the other cells show."""
        if not self.doubtful:
            return self.cells
        shown = next(iter(self.evidence)) if len(self.evidence) == 1 else decimal
        value = pl.when(pl.col("separator") != shown).then("thousands").otherwise("value")
        return self.cells.with_columns(value=value)


def read_numbers(cells: pl.Series) -> Numbers:
    """The cells as numbers. Where one can be read in two ways, both are kept: nothing is decided yet."""
    cell, plain = pl.col("cell"), pl.col("plain")
    read = cells.alias("cell").to_frame().with_columns(plain=cell.str.contains(_PLAIN).fill_null(True))
    simple = cell.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    if read["plain"].all():
        none = pl.lit(None)
        return Numbers(
            read.select(
                cell, simple.alias("value"), none.cast(pl.Float64).alias("thousands"),
                none.cast(pl.String).alias("separator"), sound=True, signed=False, starred=False,
            ),
            frozenset(), frozenset(),
        )  # fmt: skip
    distinct = _read(read.filter(~plain)["cell"].unique())
    joined = read.join(distinct, on="cell", how="left", maintain_order="left")
    doubtful = frozenset(distinct["separator"].drop_nulls().unique())
    evidence = set(distinct["decimal"].drop_nulls().unique()) if doubtful else set()
    if (
        doubtful
        and "comma" not in evidence
        and read.select((plain & cell.str.contains(",", literal=True)).any()).item()
    ):
        evidence.add("comma")
    return Numbers(
        joined.select(
            cell, pl.when(plain).then(simple).otherwise("value").alias("value"), "thousands", "separator",
            sound=plain | pl.col("sound").fill_null(False), signed=pl.col("signed").fill_null(False),
            starred=pl.col("starred").fill_null(False),
        ),
        doubtful, frozenset(evidence),
    )  # fmt: skip


def _read(cells: pl.Series) -> pl.DataFrame:
    """Every way to read these cells, and in `decimal` the separator of those that can be read in one way only."""
    body = pl.col("body")
    frame = (
        cells.to_frame("cell")
        .with_columns(body=pl.col("cell").str.strip_chars().str.replace_all(_MINUS, "-"))
        .with_columns(starred=body.str.contains(r"[0-9]\s?%?\s?\*{1,2}$"))
        .with_columns(body=pl.when("starred").then(body.str.strip_chars_end("* ")).otherwise(body))
        .with_columns(signed=body.str.contains(r"[0-9)-]\s?%$"))
        .with_columns(body=pl.when("signed").then(body.str.strip_chars_end("% ")).otherwise(body))
        .with_columns(
            negative=body.str.contains(r"^-|-$|^\(.*\)$"), signs=body.str.contains(r"^[+-].*[+-]$|^[+-]{2}|[+-]{2}$")
        )
        .with_columns(body=body.str.replace(r"^\((.*)\)$", "${1}").str.replace(r"^[+-]\s?|\s?-$", ""))
    )
    form = pl.lit(None, pl.String)
    for name, pattern in _FORMS.items():
        form = pl.when(body.str.contains(f"^(?:{pattern})$")).then(pl.lit(name)).otherwise(form)
    frame = frame.with_columns(form=pl.when(~pl.col("signs")).then(form)).with_columns(
        number=_standard(pl.col("form")), three=body.str.contains(_THREE)
    )
    sign = pl.when("negative").then(-1.0).otherwise(1.0)
    value = pl.col("number").cast(pl.Float64, strict=False) * sign
    comma = pl.col("form").is_in(["comma", "points"]) | (
        pl.col("form").is_in(["gaps", "power"]) & body.str.contains(",")
    )
    point = pl.col("form").is_in(["point", "commas"]) | (
        pl.col("form").is_in(["gaps", "power"]) & body.str.contains(".", literal=True)
    )
    shown = pl.when(comma).then(pl.lit("comma")).when(point).then(pl.lit("point"))
    three = pl.col("three") & pl.col("form").is_not_null()
    thousands = body.str.replace_all("[.,]", "").cast(pl.Float64, strict=False) * sign
    return frame.select(
        "cell", value=pl.when(value.is_finite()).then(value), thousands=pl.when(three).then(thousands),
        separator=pl.when(three).then(shown), decimal=pl.when(~three).then(shown),
        sound=value.is_finite().fill_null(False), signed="signed", starred="starred",
    )  # fmt: skip


def _standard(form: pl.Expr) -> pl.Expr:
    """The number as a computer writes it; null when it has no form."""
    body = pl.col("body")
    return (
        pl.when(form.is_in(["whole", "point"])).then(body)
        .when(form == "commas").then(body.str.replace_all(",", ""))
        .when(form == "points").then(body.str.replace_all(".", "", literal=True).str.replace(",", "."))
        .when(form.is_not_null()).then(body.str.replace_all(_GAP, "").str.replace(",", "."))
    )  # fmt: skip
