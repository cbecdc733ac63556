"""From text to values, and the doubts that only a user can settle."""
