"""Writes by people and by files: every save is a new version and leaves its trace."""
