"""The verbs `report` and `social-policy`: a paper as a PDF, a web page or a workbook, for the role that it is meant for."""

import argparse
import json
import os
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from di_data.access import SYSTEM, Right, Viewer
from di_data.config import Settings
from di_data.errors import WrongUse
from di_data.language import gettext
from di_data.language import mark as _
from di_data.notation import day, period
from di_data.periods import Grain, Period, parse_or_none
from di_data.reports.reader import reader
from di_data.store import Store
from di_data.vocabulary import Role

if TYPE_CHECKING:
    from di_data.export.review_paper import Paper
    from di_data.reports.review_contents import Contents

ROLES = (Role.MT, Role.HR, Role.OR)
"""For whom a paper can be made: who may not see the review is refused, as on its page."""


def report(arguments: argparse.Namespace, settings: Settings) -> int:
    """`report QUARTER -o FILE`: the ending of the file says what is made: .pdf, .html or .xlsx.

    With `--department` it is the page for the head of that department, which has no charts and so no workbook.
    """
    from di_data.export.department_paper import department_paper
    from di_data.export.review_paper import review_paper
    from di_data.export.review_workbook import review_workbook
    from di_data.reports.review_contents import Contents

    quarter, path = _quarter(arguments.quarter), Path(arguments.output)
    make, department = _maker(path, review_workbook), arguments.department
    if department is not None and path.suffix.lower() == ".xlsx":
        raise WrongUse(_("The page of a department is a .pdf or an .html: {name} is neither."), name=path.name)
    viewer = _viewer(arguments.role)
    with Store(settings.store) as store:
        found = Contents(
            reader(store, viewer), quarter,
            minimum_group=settings.minimum_group, delivery_days=settings.delivery_days, day=date.today(),
        )  # fmt: skip
        unit = None if department is None else _unit(found, department)
        paper = review_paper(found) if unit is None else department_paper(found, unit)
        is_closed = found.closing is not None
    _write(path, make(paper))
    if arguments.json:
        told = {"status": "written", "file": str(path), "quarter": str(quarter), "closed": is_closed}
        if unit is not None:
            told["department"] = unit["code"]
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(gettext("The paper of {quarter} is in {path}.", quarter=period(quarter), path=path))
    return 0


def social_policy(arguments: argparse.Namespace, settings: Settings) -> int:
    """`social-policy PERIOD -o FILE`: the extract for the works council of a year or a quarter; a workbook has all its tables."""
    from di_data.export.social_policy_paper import social_policy_paper
    from di_data.export.tables_workbook import tables_workbook
    from di_data.reports.social_policy import SocialPolicy

    at, path = _year_or_quarter(arguments.period), Path(arguments.output)
    make, viewer = _maker(path, tables_workbook), _viewer(arguments.role)
    viewer.must(Right.SEE_WORKS_COUNCIL)
    with Store(settings.store) as store:
        found = SocialPolicy(
            reader(store, viewer), at,
            minimum_group=settings.minimum_group, day=date.today(),
        )  # fmt: skip
        content = make(social_policy_paper(found))
    _write(path, content)
    if arguments.json:
        print(json.dumps({"status": "written", "file": str(path), "period": str(at)}, ensure_ascii=False))
    else:
        print(gettext("The extract of {period} is in {path}.", period=period(at), path=path))
    return 0


def _viewer(role: str | None) -> Viewer:
    return Viewer(SYSTEM.subject, frozenset({Role(role)})) if role else SYSTEM


def _unit(review: "Contents", told: str) -> Mapping[str, Any]:
    """The department of the quarter with this code or name."""
    from di_data.reports.organisation import in_order

    there = [unit for unit, _depth in in_order(list(review.units.rows()), review.quarter)]
    same = [unit for unit in there if told.casefold() in (unit["code"].casefold(), unit["name"].casefold())]
    if not same:
        raise WrongUse(_("There is no department “{name}” in {quarter}."), name=told, quarter=period(review.quarter))
    if len(same) > 1:
        codes = ", ".join(sorted(unit["code"] for unit in same))
        raise WrongUse(
            _("More than one department is called “{name}”. Give its code: {codes}."), name=told, codes=codes
        )
    return same[0]


def _quarter(told: str) -> Period:
    return _ended(told, (Grain.QUARTER,), _("“{period}” is not a quarter. Write it as 2025-Q1."))


def _year_or_quarter(told: str) -> Period:
    grains = (Grain.YEAR, Grain.QUARTER)
    return _ended(told, grains, _("“{period}” is not a year or a quarter. Write it as 2025 or 2025-Q1."))


def _ended(told: str, grains: Collection[Grain], refusal: str) -> Period:
    at = parse_or_none(told)
    if at is None or at.grain not in grains:
        raise WrongUse(refusal, period=told)
    if at.end >= date.today():
        raise WrongUse(
            _("{quarter} has not ended yet. Its paper can be made from {day} on."),
            quarter=period(at), day=day(at.end + timedelta(days=1)),
        )  # fmt: skip
    return at


def _maker(path: Path, workbook: "Callable[[Paper], bytes]") -> "Callable[[Paper], bytes]":
    """What makes the kind of file that the name asks for; `workbook` makes an .xlsx."""
    from di_data.export.paper_files import maker

    make = maker(path.suffix.lower().removeprefix("."), workbook)
    if make is None:
        raise WrongUse(_("A paper is a .pdf, an .html or an .xlsx: {name} ends in none of these."), name=path.name)
    if not path.parent.is_dir():
        raise WrongUse(_("There is no folder {folder}."), folder=path.parent)
    return make


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: who reads the file meanwhile has the paper of before."""
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise WrongUse(_("{path} cannot be written: {why}."), path=path, why=error.strerror) from None
