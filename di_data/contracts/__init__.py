"""What a delivery must look like: one file per kind, fields once for template, mapping, cleaning and checks."""

from di_data.contracts.absence import ABSENCE
from di_data.contracts.actions import ACTIONS
from di_data.contracts.fields import DeliveryKind, Field, FieldType
from di_data.contracts.outflow import OUTFLOW
from di_data.contracts.sessions import SESSIONS
from di_data.contracts.survey import SURVEY
from di_data.contracts.units import UNITS
from di_data.vocabulary import Kind

KINDS: dict[Kind, DeliveryKind] = {kind.kind: kind for kind in (UNITS, ABSENCE, OUTFLOW, SURVEY, SESSIONS, ACTIONS)}

__all__ = ["KINDS", "DeliveryKind", "Field", "FieldType"]
