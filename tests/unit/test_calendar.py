"""The calendar file: what a calendar reads back, and the bytes that Outlook insists on."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from di_data.export.calendar import LONGEST_TITLE, Appointment, calendar_file

MOMENT = datetime(2025, 6, 15, 8, 30)
ONE = Appointment(
    "action-ready-1", date(2025, 7, 1), "Roosters samen maken", "Acties over de datum. Opgepakt door: HR."
)


def events(content: bytes) -> list[dict[str, object]]:
    """The events as a calendar reads them."""
    calendar = Calendar.from_ical(content)
    return [
        {name: event.decoded(name) if name.startswith("dt") else str(event[name]) for name in map(str.lower, event)}
        for event in calendar.walk("VEVENT")
    ]


def test_a_calendar_reads_back_what_was_written() -> None:
    (event,) = events(calendar_file([ONE], MOMENT))
    assert event == {
        "uid": "action-ready-1@inzetwijzer", "dtstamp": MOMENT.replace(tzinfo=UTC), "dtstart": date(2025, 7, 1),
        "dtend": date(2025, 7, 2), "summary": "Roosters samen maken",
        "description": "Acties over de datum. Opgepakt door: HR.", "transp": "TRANSPARENT",
        "x-microsoft-cdo-busystatus": "FREE",
    }  # fmt: skip


def test_the_bytes_that_outlook_asks_for() -> None:
    content = calendar_file([ONE], MOMENT)
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Inzetwijzer//Inzetwijzer//NL\r\n")
    assert content.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert b"\r\nMETHOD:PUBLISH\r\n" in content
    assert b"\r\nDTSTART;VALUE=DATE:20250701\r\n" in content
    assert b"\r\nDTSTAMP:20250615T083000Z\r\n" in content
    assert content.count(b"\n") == content.count(b"\r\n")


def test_nobody_is_invited() -> None:
    content = calendar_file([ONE], MOMENT).upper()
    for word in (b"ATTENDEE", b"ORGANIZER", b"MAILTO", b"VALARM"):
        assert word not in content


def test_the_same_task_is_the_same_appointment_a_week_later() -> None:
    first, later = (events(calendar_file([ONE], moment))[0] for moment in (MOMENT, datetime(2025, 6, 22)))
    assert first["uid"] == later["uid"]
    assert first["dtstamp"] < later["dtstamp"]  # type: ignore[operator]


def test_text_cannot_break_out_of_its_line() -> None:
    wicked = Appointment("1", date(2025, 7, 1), "a\r\nATTENDEE:mailto:x@y.nl", 'END:VEVENT\nBEGIN:VALARM; , \\ "')
    content = calendar_file([wicked], MOMENT)
    assert b"\r\nATTENDEE" not in content
    assert b"\nBEGIN:VALARM" not in content
    (event,) = events(content)
    assert event["summary"] == "a ATTENDEE:mailto:x@y.nl"
    assert event["description"] == 'END:VEVENT\nBEGIN:VALARM; , \\ "'


@pytest.mark.parametrize("title", ["woord " * 100, "w" * 600])
def test_a_long_title_is_shortened(title: str) -> None:
    (event,) = events(calendar_file([Appointment("1", date(2025, 7, 1), title, "")], MOMENT))
    assert len(str(event["summary"])) == LONGEST_TITLE
    assert str(event["summary"]) == title[: LONGEST_TITLE - 1] + "…"


def test_the_last_day_of_all() -> None:
    (event,) = events(calendar_file([Appointment("1", date.max, "Ooit", "")], MOMENT))
    assert event["dtstart"] == date.max


@given(st.text(), st.text(), st.dates(min_value=date(1900, 1, 1)))
def test_any_text_is_folded_and_read_back(title: str, description: str, on: date) -> None:
    content = calendar_file([Appointment("1", on, title, description)], MOMENT)
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "a line of iCalendar is at most 75 bytes"
    content.decode("utf-8")  # folding never cuts a letter in two
    assert not any(ord(letter) < 32 and letter not in "\r\n\t" for letter in content.decode("utf-8"))
    (event,) = events(content)
    assert event["dtstart"] == on


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1b", "\x7f"])
def test_control_characters_are_left_out(letter: str) -> None:
    (event,) = events(calendar_file([Appointment("1", date(2025, 7, 1), f"a{letter}b", f"c{letter}d")], MOMENT))
    assert (event["summary"], event["description"]) == ("ab", "cd")
