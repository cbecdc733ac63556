"""Bytes to tables of text: every format of file that a department of HR sends."""
