"""Files as they really are: one clean truth, written in every way of the domain reference, section 5.

`truth` holds the figures, `grids` lays them out, `formats` writes bytes, `outcome` loads a file and judges what came
of it. Every module `of_…` holds named variants: a function each, whose docstring says the quirk.
"""
