"""Which department every row is about, as the organisation was in its period."""
