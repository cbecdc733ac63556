"""The command line: `python -m di_data VERB …`. Exit 0 done, 2 refused, 3 wrong use, 4 store unavailable."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from di_data import commands, exportable, language, report_command
from di_data.config import settings as read_settings
from di_data.errors import InzetwijzerError
from di_data.vocabulary import Kind

WRONG_USE = 3


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(WRONG_USE)


def _moment(text: str) -> datetime:
    """A moment as ISO text; without a zone it is UTC."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def parser() -> argparse.ArgumentParser:
    """The verbs and their options."""
    shared = _Parser(add_help=False)
    shared.add_argument("--db", default=argparse.SUPPRESS, metavar="FILE", help="the store (or INZETWIJZER_STORE)")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON value")
    main_parser = _Parser(prog="python -m di_data", description=__doc__, parents=[shared])
    verbs = main_parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, run: object, help: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, parents=[shared], help=help)
        made.set_defaults(run=run)
        return made

    for name, help in (("load", "load a file"), ("check", "the same without storing")):
        made = verb(name, commands.load, help)
        made.add_argument("file", metavar="FILE")
        made.add_argument("--kind", choices=[kind.value for kind in Kind])
        made.add_argument("--profile", metavar="NAME")
        made.add_argument("--period", metavar="P", help="2025, 2025-Q1 or 2025-01, where the file does not say")
        made.add_argument("--answer", metavar="QUESTION=CHOICE", action="append", type=_answer, default=[],
                          help="the answer to a question that the file was refused with")  # fmt: skip
        if name == "load":
            made.add_argument(
                "--save-profile", metavar="NAME", help="keep the answers for the next file of this source"
            )
    profiles = verb("profiles", commands.profiles, "the mapping profiles")
    profiles.add_argument("--export", metavar="NAME", help="print a saved profile as a file")
    profiles.add_argument("--add", metavar="FILE", help="save the profile of a file")
    verb("kinds", commands.kinds, "the kinds of file and their columns")
    verb("deliveries", commands.deliveries, "what was loaded")
    verb("withdraw", commands.withdraw, "withdraw a delivery").add_argument("id", metavar="ID")
    demo = verb("demo", commands.demo, "fill a new store with a generated municipality")
    demo.add_argument("--employees", type=_positive, default=1200, metavar="N")
    demo.add_argument("--years", type=_positive, default=5, metavar="Y")
    demo.add_argument("--seed", type=int, default=1, metavar="S")
    demo.add_argument("--dataset", choices=["generated", "rijk"], default="generated")
    demo.add_argument("--folder", default=str(commands.DEMO_FOLDER), metavar="DIR", help="where the real files are")
    export = verb("export", commands.export, "a table as CSV or JSON")
    export.add_argument("query", choices=sorted(exportable.EXPORTS))
    export.add_argument("--format", choices=["csv", "json"], default="csv")
    export.add_argument("--as-of", type=_moment, metavar="T", help="as the store was at this moment (ISO, UTC)")
    export.add_argument("--indicator", metavar="I")
    export.add_argument("--unit", metavar="U")
    export.add_argument("--from", dest="first", metavar="P")
    export.add_argument("--to", dest="last", metavar="P")
    verb("migrate", commands.migrate, "make the store or bring it up to date")
    verb("doctor", commands.doctor, "is the store sound?")
    _papers(verb)
    verb("audit-privacy", commands.audit_privacy, "what could be worked out from what was shown")
    verb("backup", commands.not_built, "copy the store").add_argument("folder", metavar="DIR")
    verb("restore", commands.not_built, "put a copy back").add_argument("folder", metavar="DIR")
    return main_parser


def _papers(verb: Callable[[str, object, str], argparse.ArgumentParser]) -> None:
    """The verbs that make a paper for a role."""
    report = verb("report", report_command.report, "the paper of a quarter")
    report.add_argument("quarter", metavar="QUARTER", help="such as 2025-Q1")
    report.add_argument("--department", metavar="NAME", help="one page for the head of this department (name or code)")
    extract = verb("social-policy", report_command.social_policy, "the extract of social policy for the works council")
    extract.add_argument("period", metavar="PERIOD", help="a year or a quarter, such as 2025 or 2025-Q3")
    for made in (report, extract):
        made.add_argument("-o", dest="output", metavar="FILE", required=True, help="FILE.pdf, FILE.html or FILE.xlsx")
        made.add_argument(
            "--role", choices=[role.value for role in report_command.ROLES], help="make it as this role may see it"
        )


def _answer(text: str) -> tuple[str, str]:
    key, sign, choice = text.rpartition("=")
    if not sign or not key:
        raise argparse.ArgumentTypeError("must be QUESTION=CHOICE")
    return key, choice


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = parser().parse_args(words)
    arguments.json = getattr(arguments, "json", False)
    try:
        settings = read_settings()
    except ValueError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    if hasattr(arguments, "db"):
        settings = replace(settings, store=Path(arguments.db).expanduser().resolve())
    language.choose(settings.language)
    try:
        return int(arguments.run(arguments, settings))
    except BrokenPipeError:  # whoever read our output had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except InzetwijzerError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
