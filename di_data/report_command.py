"""The verb `report`: the paper of a quarter as a PDF, a web page or a workbook, for the role that it is meant for."""

import argparse
import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from di_data.access import SYSTEM, Viewer
from di_data.config import Settings
from di_data.errors import WrongUse
from di_data.language import gettext
from di_data.language import mark as _
from di_data.notation import day, period
from di_data.periods import Grain, Period, parse
from di_data.store import Store
from di_data.vocabulary import Role

if TYPE_CHECKING:
    from di_data.export.review_paper import Paper

ROLES = (Role.MT, Role.HR, Role.OR)
"""For whom a paper can be made: who may not see the review is refused, as on its page."""


def report(arguments: argparse.Namespace, settings: Settings) -> int:
    """`report QUARTER -o FILE`: the ending of the file says what is made: .pdf, .html or .xlsx."""
    from di_data.export.review_paper import review_paper
    from di_data.reports.review_contents import contents

    quarter, path = _quarter(arguments.quarter), Path(arguments.output)
    make = _maker(path)
    viewer = Viewer(SYSTEM.subject, frozenset({Role(arguments.role)})) if arguments.role else SYSTEM
    with Store(settings.store) as store:
        found = contents(
            lambda read, **parameters: read(store, viewer, **parameters), quarter,
            minimum_group=settings.minimum_group, delivery_days=settings.delivery_days, today=date.today(),
        )  # fmt: skip
    _write(path, make(review_paper(found)))
    if arguments.json:
        told = {"status": "written", "file": str(path), "quarter": str(quarter), "closed": found.closing is not None}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(gettext("The paper of {quarter} is in {path}.", quarter=period(quarter), path=path))
    return 0


def _quarter(told: str) -> Period:
    try:
        quarter = parse(told)
    except ValueError:
        quarter = None
    if quarter is None or quarter.grain != Grain.QUARTER:
        raise WrongUse(_("“{period}” is not a quarter. Write it as 2025-Q1."), period=told)
    if quarter.end >= date.today():
        raise WrongUse(
            _("{quarter} has not ended yet. Its paper can be made from {day} on."),
            quarter=period(quarter), day=day(quarter.end + timedelta(days=1)),
        )  # fmt: skip
    return quarter


def _maker(path: Path) -> "Callable[[Paper], bytes]":
    """What makes the kind of file that the name asks for."""
    from di_data.export.review_document import review_pdf
    from di_data.export.review_web_page import review_web_page
    from di_data.export.review_workbook import review_workbook

    makers = {".pdf": review_pdf, ".html": review_web_page, ".xlsx": review_workbook}
    make = makers.get(path.suffix.lower())
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
