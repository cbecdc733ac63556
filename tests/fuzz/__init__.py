"""Fuzzers: they run by hand, for as long as asked, and what they find becomes a test among the unit tests."""
