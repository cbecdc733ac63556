"""The generated municipality: its clusters, departments and their sizes, and one merger of two departments."""

from dataclasses import dataclass
from datetime import date, timedelta

from di_data.demo.files import Row
from di_data.demo.timeline import Timeline

ROOT = "GEM"
IMPROVING = "BOR"
"""The department whose absence really goes down."""

SMALLEST = 3
"""People in the smallest department, however small the municipality."""

_CLUSTERS = (
    ("DIENST", "Publiek en Dienstverlening"),
    ("SOCIAAL", "Sociaal Domein"),
    ("RUIMTE", "Ruimte en Beheer"),
    ("BEDRIJF", "Bestuur en Bedrijfsvoering"),
)


@dataclass(frozen=True)
class Department:
    """A department: `size` in people at the end of the series, `absence` its usual level in percent.

    `starts_on` and `ends_on` are empty where it was there all along or is still there.
    """

    code: str
    name: str
    cluster: str
    size: int
    absence: float
    starts_on: date | None = None
    ends_on: date | None = None
    successor: str | None = None

    def exists_in(self, first: date, last: date) -> bool:
        """Whether it was there from the first to the last day."""
        return (self.starts_on is None or self.starts_on <= first) and (self.ends_on is None or last <= self.ends_on)


# code, name, cluster, people out of 1200, usual absence in percent
_PRESENT = (
    ("BURG", "Burgerzaken", "DIENST", 98, 6.4),
    ("KCC", "Klantcontactcentrum", "DIENST", 52, 7.2),
    ("BEL", "Belastingen", "DIENST", 48, 5.2),
    ("WERK", "Werk en Inkomen", "SOCIAAL", 205, 6.6),
    ("JEUGD", "Jeugd en Wmo", "SOCIAAL", 182, 6.9),
    ("BOR", "Beheer Openbare Ruimte", "RUIMTE", 240, 8.0),
    ("RO", "Ruimtelijke Ontwikkeling", "RUIMTE", 86, 4.2),
    ("VTH", "Vergunningen en Handhaving", "RUIMTE", 104, 6.1),
    ("INFO", "Informatievoorziening", "BEDRIJF", 78, 4.6),
    ("PO", "Personeel en Organisatie", "BEDRIJF", 42, 4.4),
    ("FIN", "Financiën", "BEDRIJF", 43, 4.1),
    ("COMM", "Communicatie", "BEDRIJF", 14, 4.8),
    ("GRIF", "Griffie", "BEDRIJF", 8, 3.9),
)
_SUCCESSOR = "VTH"
_MERGED = (
    ("VERG", "Vergunningen", "RUIMTE", 58, 5.7),
    ("HAND", "Toezicht en Handhaving", "RUIMTE", 46, 6.6),
)
_WHOLE = sum(size for _code, _name, _cluster, size, _absence in _PRESENT)


def departments(employees: int, timeline: Timeline) -> list[Department]:
    """The departments, present and past; the present ones together have about so many employees."""

    def size(people: int) -> int:
        return max(SMALLEST, round(people * employees / _WHOLE))

    merged_on = timeline.merged_on
    present = [
        Department(code, name, cluster, size(people), absence,
                   starts_on=merged_on + timedelta(days=1) if code == _SUCCESSOR else None)
        for code, name, cluster, people, absence in _PRESENT
    ]  # fmt: skip
    past = [
        Department(code, name, cluster, size(people), absence, ends_on=merged_on, successor=_SUCCESSOR)
        for code, name, cluster, people, absence in _MERGED
    ]
    return present + past


def unit_rows(every: list[Department]) -> list[Row]:
    """The rows of the departments file: the organisation, the clusters and the departments."""
    top: list[Row] = [{"unit_code": ROOT, "unit_name": "Gemeente Voorbeeldstad"}]
    clusters: list[Row] = [{"unit_code": code, "unit_name": name, "parent_code": ROOT} for code, name in _CLUSTERS]
    leaves: list[Row] = [
        {
            "unit_code": department.code,
            "unit_name": department.name,
            "parent_code": department.cluster,
            "starts_on": department.starts_on,
            "ends_on": department.ends_on,
            "successor_code": department.successor,
        }
        for department in every
    ]
    return [*top, *clusters, *leaves]
