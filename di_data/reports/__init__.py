"""Reads: typed functions over named queries. Each checks the viewer's right and returns what passed the gate."""
