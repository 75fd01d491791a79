"""The six printed forms of the one-stop shop: a frozen record each, and one verb that sets it on paper."""

from motcua.systems.dossiers.prints.records import (
    ApologyForm,
    Applicant,
    ControlForm,
    Entry,
    FeeLine,
    Form,
    HandOver,
    MissingLine,
    Office,
    Outcome,
    PaperKind,
    PaperLine,
    ReceiptForm,
    RefusalForm,
    RegisterForm,
    SupplementForm,
)
from motcua.systems.dossiers.prints.sheets import Refusal, render

__all__ = [
    "ApologyForm",
    "Applicant",
    "ControlForm",
    "Entry",
    "FeeLine",
    "Form",
    "HandOver",
    "MissingLine",
    "Office",
    "Outcome",
    "PaperKind",
    "PaperLine",
    "ReceiptForm",
    "Refusal",
    "RefusalForm",
    "RegisterForm",
    "SupplementForm",
    "render",
]
