"""Which profile fits, which sheet and header count, and which column is what."""
