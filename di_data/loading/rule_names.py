"""A short name for every rule of a finding, to count and filter by."""

from di_data.language import gettext
from di_data.language import mark as _
from di_data.loading.findings import Finding

RULES = {
    "refused": _("File cannot be taken"),
    "duplicate": _("Loaded before"),
    "personal_data": _("Data about a person"),
    # cells
    "empty_cell": _("Cell is empty"),
    "too_long": _("Text too long"),
    "too_low": _("Number too low"),
    "too_high": _("Number too high"),
    "row_twice": _("Row stands there twice"),
    "not_number": _("Not a number"),
    "not_percent": _("Not a percentage"),
    "not_whole": _("Not a whole number"),
    "not_date": _("Not a date"),
    "not_period": _("Not a period"),
    "not_term": _("Word not in the list"),
    "not_terms": _("Word not in the list"),
    "not_yes_no": _("Not yes or no"),
    "formula_without_value": _("Formula without a result"),
    "formula_error": _("Formula with an error"),
    "more_findings": _("More of the same"),
    # what can be read in two ways, and doubts about figures
    "ambiguous_percentage": _("Percentage or share?"),
    "ambiguous_number": _("Thousands or decimals?"),
    "ambiguous_date": _("Day or month first?"),
    "ambiguous_period": _("Which period?"),
    "period_in_title": _("Which period?"),
    "no_period": _("Which period?"),
    "presence": _("Absent or present?"),
    "scale": _("Score or percentage?"),
    "contradiction": _("Figures contradict each other"),
    "moving_year": _("Over more than the period?"),
    "year_to_date": _("Over more than the period?"),
    "not_annualised": _("Per year?"),
    "future_period": _("Period still to come"),
    # sheets and columns
    "which_kind": _("What kind of file?"),
    "which_sheet": _("Which sheet?"),
    "which_column": _("Which column?"),
    "which_indicator": _("Which indicator?"),
    "which_measure": _("Which figure?"),
    "which_scale": _("Which answers?"),
    "unknown_indicator": _("Indicator not known"),
    "missing_column": _("Column not there"),
    "column_chosen": _("Column was chosen"),
    "unused_column": _("Column not used"),
    "changed_columns": _("Columns have changed"),
    "other_sheets": _("Other sheets"),
    "hidden_sheet": _("Hidden in the file"),
    "hidden_rows": _("Hidden in the file"),
    "hidden_columns": _("Hidden in the file"),
    "garbled_accents": _("Accents mended"),
    # departments
    "unknown_unit": _("Department not known"),
    "unit_missing": _("Department not given"),
    "unit_code_as_date": _("Code turned into a date"),
    "unit_differs": _("Code and name differ"),
    "unit_ended": _("Department of another time"),
    "unit_not_yet": _("Department of another time"),
    "unit_kept": _("Department of another time"),
    "unit_moved": _("Department of another time"),
    "unit_left_out": _("Department left out"),
    "unit_zeros": _("Department spelt otherwise"),
    "unit_spelling": _("Department spelt otherwise"),
    "own_parent": _("Department above itself"),
    "ends_before_start": _("Ends before it starts"),
    "due_before_start": _("Ends before it starts"),
    "expected_before_start": _("Ends before it starts"),
    "change_without_figure": _("Figure not given"),
    # rows
    "figure_missing": _("Figure not given"),
    "answer_missing": _("Figure not given"),
    "answers_apart": _("Figures contradict each other"),
    "positive_apart": _("Figures contradict each other"),
    "nothing_to_divide": _("Nothing to divide by"),
    "total": _("Row with a total"),
    "repeated_header": _("Header repeated"),
    "note": _("Note or heading"),
    "other_topic": _("About something else"),
    "no_figures": _("Row without figures"),
    "missing": _("Figure not in the file"),
    "filled_down": _("Merged cell filled in"),
}
"""The rules that have a name of their own, in the user's language."""

_ABOVE_WHOLE = _("Part larger than the whole")
_OTHER = _("Something else")


def rule_name(finding: Finding) -> str:
    """The name of a finding's rule; rules that mean the same to a user share one."""
    if finding.rule.endswith("_above_whole"):
        return gettext(_ABOVE_WHOLE)
    return gettext(RULES.get(finding.rule, _OTHER))
