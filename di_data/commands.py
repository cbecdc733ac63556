"""What each verb of the command line does. Each returns its exit code."""

import argparse
import json
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from di_data import exportable
from di_data.access import SYSTEM
from di_data.config import PROJECT, Settings
from di_data.errors import Refused, WrongUse
from di_data.export.delimited import csv_text, json_text
from di_data.language import gettext
from di_data.language import mark as _
from di_data.notation import moment
from di_data.register.indicators import ensure_shipped
from di_data.store import Store, now
from di_data.vocabulary import Kind

if TYPE_CHECKING:
    from di_data.loading.load import Report

DONE, REFUSED, NOT_BUILT = 0, 2, 3


def load(arguments: argparse.Namespace, settings: Settings) -> int:
    """`load FILE` and, without storing, `check FILE`."""
    path = Path(arguments.file)
    if not path.is_file():
        raise WrongUse(_("There is no file {name}."), name=arguments.file)
    # pandera is slow to import: that happens while the store is opened and the file is read.
    threading.Thread(target=import_module, args=("pandera.polars",)).start()
    from di_data.loading.load import Source
    from di_data.loading.load import load as load_file

    source = Source(
        path.read_bytes(),
        path.name,
        Kind(arguments.kind) if arguments.kind else None,
        arguments.profile,
        arguments.period,
        dict(arguments.answer),
        getattr(arguments, "save_profile", None),
        limit=0,
    )
    before = now()
    with Store(settings.store) as store:
        report = load_file(store, SYSTEM, source, settings, keep=arguments.verb == "load")
        changes = _changes(store, report, before, settings)
    if arguments.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _tell(report.as_json())
        print(*changes, sep="\n", end="\n" if changes else "")
    return REFUSED if report.status == "refused" else DONE


def _changes(store: Store, report: "Report", before: datetime, settings: Settings) -> list[str]:
    """What the file changes in the figures that were there before it, and what of it does not count yet, in sentences."""
    from di_data.reports.corrections import corrections, publish_loaded, sentences, waiting

    minimum, told = settings.minimum_group, []
    if report.changes is not None:
        told = sentences(corrections(store, SYSTEM, report.changes, minimum_group=minimum, as_of=before))
    waits = publish_loaded(store, SYSTEM, report.delivery, minimum_group=minimum) if report.status == "loaded" else 0
    return [*told, waiting(waits)] if waits else told


_STATUS = {
    "loaded": _("Loaded: {name}, {rows} figures or records, {units} departments."),
    "checked": _("In order: {name}, {rows} figures or records, {units} departments. Nothing was stored."),
    "duplicate": _("Loaded before: nothing was stored again."),
    "refused": _("Refused: nothing was stored."),
}


def _tell(report: dict[str, Any]) -> None:
    print(
        gettext(
            _STATUS[str(report["status"])], name=report["profile"], rows=report["rows_loaded"], units=report["units"]
        )
    )
    for kind in ("warnings", "errors"):
        for finding in report[kind]:
            place = [
                gettext(word, value=finding[key])
                for key, word in (
                    ("sheet", _("sheet {value}")),
                    ("row", _("row {value}")),
                    ("column", _("column {value}")),
                )
                if finding[key] is not None
            ]
            parts = (", ".join(place) + ":" if place else "", finding["message"], finding["remedy"])
            print("  " + " ".join(part for part in parts if part))
            for code, label in finding.get("choices", {}).items():
                print(f"    {finding['question']}={code}  {label}" + ("  *" if code == finding["guess"] else ""))


def profiles(arguments: argparse.Namespace, settings: Settings) -> int:
    """`profiles`: the mapping profiles that are known; `--export NAME` prints one, `--add FILE` takes one in."""
    from di_data.loading.mapping import saved_profiles
    from di_data.loading.profiles import named, shipped

    saved = []
    if settings.store.exists() or arguments.add:
        with Store(settings.store) as store:
            if arguments.add:
                saved_profiles.take_in(store, SYSTEM, Path(arguments.add))
            saved = saved_profiles.saved(store)
    if arguments.export:
        print(saved_profiles.file_of(named(arguments.export, saved)), end="")
        return DONE
    rows = [
        {"name": profile.name, "kind": profile.kind.kind.value, "version": profile.version, "public": profile.public,
         "title": profile.title, "source": profile.source, "saved": bool(profile.headers)}
        for profile in [*shipped().values(), *saved]
    ]  # fmt: skip
    return _rows(arguments, rows)


def kinds(arguments: argparse.Namespace, settings: Settings) -> int:
    """`kinds`: the kinds of file, with their columns."""
    from di_data.contracts import KINDS

    rows = [
        {"kind": kind.kind.value, "title": kind.kind.label, "columns": [field.label for field in kind.fields]}
        for kind in KINDS.values()
    ]
    return _rows(arguments, rows)


def deliveries(arguments: argparse.Namespace, settings: Settings) -> int:
    """`deliveries`: what was loaded."""
    from di_data.reports.deliveries import deliveries as read

    with Store(settings.store) as store:
        found = read(store, SYSTEM)
    rows = [
        {
            **{name: value for name, value in row.items() if arguments.json or name not in ("sha256", "public_source")},
            "loaded_at": moment(row["loaded_at"]),
            "withdrawn_at": row["withdrawn_at"] and moment(row["withdrawn_at"]),
        }
        for row in found.rows()
    ]
    return _rows(arguments, rows)


def _rows(arguments: argparse.Namespace, rows: Sequence[Mapping[str, object]]) -> int:
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, default=str))
    else:
        for row in rows:
            print(
                "  ".join(
                    ", ".join(value) if isinstance(value, list) else str(value)
                    for value in row.values()
                    if value is not None
                )
            )
    return DONE


def withdraw(arguments: argparse.Namespace, settings: Settings) -> int:
    """`withdraw ID`: the delivery no longer counts."""
    from di_data.register.deliveries import withdraw as withdraw_delivery

    with Store(settings.store) as store:
        withdraw_delivery(store, SYSTEM, arguments.id)
    print(gettext("The delivery is withdrawn; the figures before it count again."))
    return DONE


def demo(arguments: argparse.Namespace, settings: Settings) -> int:
    """`demo`: a generated municipality, or the real public files, in a new store."""
    from di_data.demo import build
    from di_data.demo.rijk import build_rijk, load_benchmarks
    from di_data.disclosure import publish

    if settings.store.exists():
        raise Refused(
            _("There is a store at {path} already; a demo never overwrites. Choose another place with --db."),
            path=settings.store,
        )
    building = settings.store.with_name(settings.store.name + ".building")
    _discard(building)
    try:
        with Store(building, create=True) as store:
            if arguments.dataset == "rijk":
                _all_loaded(build_rijk(store, Path(arguments.folder)))
            else:
                build(
                    store, employees=arguments.employees, years=arguments.years, seed=arguments.seed, progress=_percent
                )
                _all_loaded(load_benchmarks(store, Path(arguments.folder)))
            publish(store, settings.minimum_group)
    except BaseException:
        _discard(building)
        raise
    os.replace(building, settings.store)  # a demo that was interrupted leaves no store behind
    print(gettext("The demo store is at {path}.", path=settings.store))
    return DONE


def _all_loaded(reports: list["Report"]) -> None:
    for report in reports:
        if report.status != "loaded":
            _tell(report.as_json())
            raise Refused(_("Not every file of the folder could be loaded; no store was made."))


def _discard(building: Path) -> None:
    for path in (building, building.with_name(building.name + ".wal")):
        path.unlink(missing_ok=True)


def _percent(share: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{share:4.0%}", end="\n" if share >= 1 else "", file=sys.stderr)


def migrate(arguments: argparse.Namespace, settings: Settings) -> int:
    """`migrate`: make the store, or bring it to the newest schema."""
    with Store(settings.store, create=True) as store:
        ensure_shipped(store)
    print(gettext("The store at {path} is ready.", path=settings.store))
    return DONE


def doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    """`doctor`: is the store sound?"""
    from di_data.reports import health

    with Store(settings.store) as store:
        contents, integrity = health.contents(store, SYSTEM), health.integrity(store, SYSTEM)
    for row in contents.rows():
        print(f"{row['name']}: {row['rows']}")
    problems = [row for row in integrity.rows() if row["rows"]]
    for row in problems:
        print(gettext("Not sound ({problem}): {rows} rows.", problem=row["problem"], rows=row["rows"]))
    if not problems:
        print(gettext("The store is sound."))
    return REFUSED if problems else DONE


def audit_privacy(arguments: argparse.Namespace, settings: Settings) -> int:
    """`audit-privacy`: can a hidden figure be worked out from all that was ever shown?"""
    from di_data.register.privacy_audits import Found, keep
    from di_data.reports import privacy_audit, privacy_audit_words
    from di_data.reports.privacy_audit_words import Told

    with Store(settings.store) as store:
        found = privacy_audit.run(store, SYSTEM, minimum_group=settings.minimum_group, progress=_percent)
        if found is not None:
            keep(store, SYSTEM, Found(found.publication, found.shown, found.hidden, found.unprotected))
    if found is None:
        print(json.dumps(None) if arguments.json else gettext("There are no figures yet."))
        return DONE
    code = REFUSED if found.unprotected else DONE
    cells = {told.value: list(found.cells.where(outcome=told.value).without("outcome").rows()) for told in Told}
    numbers = {name: getattr(found, name) for name in ("publications", "shown", "hidden", "tried")}
    if arguments.json:
        print(json.dumps(numbers | cells, ensure_ascii=False, default=str))
        return code
    print(*privacy_audit_words.report(numbers, cells), sep="\n")
    return code


def export(arguments: argparse.Namespace, settings: Settings) -> int:
    """`export QUERY`: a table as CSV or JSON, behind the privacy gate."""
    with Store(settings.store) as store:
        table = exportable.EXPORTS[arguments.query](store, arguments, settings)
    if arguments.format == "json":
        print(json_text(table))
    else:
        sys.stdout.write(csv_text(table))
    return DONE


def not_built(arguments: argparse.Namespace, settings: Settings) -> int:
    """Verbs of the contract that a later version brings."""
    print(gettext("“{verb}” is not built yet.", verb=arguments.verb))
    return NOT_BUILT


DEMO_FOLDER = PROJECT / "tests" / "data"
