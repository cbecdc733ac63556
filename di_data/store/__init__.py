"""The store: one DuckDB file, append-only."""

from di_data.store.connection import Store, Transaction, now

__all__ = ["Store", "Transaction", "now"]
