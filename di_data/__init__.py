"""Inzetwijzer: the programme for sustainable employability of a municipality, as data."""

__version__ = "0.1.0"
