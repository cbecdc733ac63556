"""From a recognised sheet to rows of a kind, all text."""
