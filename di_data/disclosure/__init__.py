"""The privacy gate: the only maker of `SafeTable`, and nothing about people leaves the data layer otherwise."""

from di_data.disclosure.answers import published_answers
from di_data.disclosure.changes import guard_changes
from di_data.disclosure.gate import guard_figures, guard_records
from di_data.disclosure.publication import publish, published_figures, published_months
from di_data.disclosure.rules import Minimums
from di_data.disclosure.safe_table import SafeTable

__all__ = [
    "Minimums", "SafeTable", "guard_changes", "guard_figures", "guard_records", "publish", "published_answers",
    "published_figures", "published_months",
]  # fmt: skip
