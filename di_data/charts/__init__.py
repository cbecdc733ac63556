"""Safe tables to charts, pure: one function a figure. The specification is built once per shape, the rows go apart."""
