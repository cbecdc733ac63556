"""Tasks as a calendar file (iCalendar, RFC 5545) that Outlook takes in."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MAKER = "-//Inzetwijzer//Inzetwijzer//NL"
MEDIA_TYPE = "text/calendar"

LONGEST_TITLE = 200
"""Characters: Outlook cuts a subject off at 255."""


@dataclass(frozen=True)
class Appointment:
    """A whole day in the calendar. `uid` is the same whenever the same task is written again, so that it is updated."""

    uid: str
    on: date
    title: str
    description: str


def calendar_file(appointments: Iterable[Appointment], moment: datetime) -> bytes:
    """The appointments as a file, made at a moment (UTC): without people, and without taking up time in the day."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    stamp = moment.replace(tzinfo=UTC)
    for appointment in appointments:
        event = Event()
        event.add("uid", f"{appointment.uid}@inzetwijzer")
        event.add("dtstamp", stamp)
        event.add("dtstart", appointment.on)
        if appointment.on < date.max:
            event.add("dtend", appointment.on + timedelta(days=1))
        event.add("summary", _on_one_line(appointment.title))
        event.add("description", _printable(appointment.description))
        event.add("transp", "TRANSPARENT")
        event.add("x-microsoft-cdo-busystatus", "FREE")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _on_one_line(text: str) -> str:
    words = " ".join(_printable(text).split())
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + "…"


def _printable(text: str) -> str:
    """The text without control characters and half letters, which the standard forbids; line breaks stay."""
    kept = (letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))
    return "".join(kept)
