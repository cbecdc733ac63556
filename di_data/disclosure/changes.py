"""What a new file changes, for who loads it: its own figures, beside the stored ones that the gate shows."""

import polars as pl

from di_data.disclosure.safe_table import SafeTable, seal
from di_data.vocabulary import Change

_CELL = ["indicator", "unit_id", "period", "grain"]


def guard_changes(changes: pl.DataFrame, stored: SafeTable) -> SafeTable:
    """Put the stored figure beside the file's own where the gate shows it.

    `changes`: one row per figure of the file, with `indicator, unit_id, period, grain, new_value, state` and any
    columns that are no figures. `stored`: the present figures behind the gate, of all units. Who loads a file holds
    its figures already, so `new_value` stays. `old_value` and `change` come from the safe table alone. Where that
    hides the figure the state becomes "not compared", since "stays the same" would tell it, and `reason` says why.
    """
    present = stored.select(*_CELL, "value", "hidden", "reason").frame().rename({"value": "old_value"})
    seen = changes.drop("old_value", "change", strict=False).join(present, on=_CELL, how="left", maintain_order="left")
    replaces = pl.col("state") != Change.NEW.value
    state = pl.when(replaces & pl.col("hidden").fill_null(True)).then(pl.lit(Change.NOT_COMPARED.value))
    # A new figure may stand where the level above was added up from below: that was no figure of a file.
    old = pl.when(replaces).then(pl.col("old_value"))
    return seal(
        seen.with_columns(
            old_value=old,
            change=pl.when(replaces).then(pl.col("new_value") - pl.col("old_value")),
            state=state.otherwise(pl.col("state")),
            reason=pl.when(replaces).then(pl.col("reason")),
        ).drop("hidden")
    )
