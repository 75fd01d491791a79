"""Which refusals each operation may give, by their codes: what a program should be ready for."""

NOBODY = ("access.sign-in-needed", "access.token-not-valid")
OUTSIDE = ("access.not-allowed", "access.outside-unit", "access.not-yours")
NOT_READ = ("api.body-not-readable", "api.too-large", "api.input-not-valid")
UNKNOWN = ("dossier.number-malformed", "dossier.no-such-dossier")
UNIT = ("organisation.unit-not-known", "organisation.unit-not-in-force")

FILING = (
    *NOBODY,
    *OUTSIDE,
    *NOT_READ,
    *UNIT,
    "procedures.no-such-procedure",
    "procedures.not-in-force",
    "dossier.wrong-level",
    "dossier.channel-not-offered",
    "dossier.no-such-case",
    "dossier.name-missing",
    "dossier.owner-not-known",
    "dossier.filed-in-future",
    "dossier.filed-too-long-ago",
    "dossier.key-reused",
    "dossier.number-out-of-range",
    "worktime.year-not-in-calendar",
)
LISTING = (*NOBODY, "access.not-allowed", "api.input-not-valid", "dossier.bad-page")
READING = (*NOBODY, *OUTSIDE, *UNKNOWN, "api.input-not-valid")
ACTING = (
    *NOBODY,
    *OUTSIDE,
    *NOT_READ,
    *UNKNOWN,
    *UNIT,
    "dossier.act-not-allowed",
    "ledger.stale",
    "dossier.time-runs-back",
    "dossier.reason-missing",
    "dossier.papers-not-named",
    "dossier.amount-differs",
    "organisation.no-unit-in-charge",
    "procedure.step-not-known",
    "dossier.officer-not-at-unit",
    "dossier.consults-itself",
    "dossier.already-consulted",
    "dossier.not-consulted",
    "dossier.consultation-open",
    "dossier.no-promise",
    "dossier.already-apologised",
    "dossier.appointment-too-early",
    "dossier.field-not-correctable",
    "dossier.no-such-channel",
    "dossier.no-such-case",
    "dossier.case-after-pause",
    "dossier.not-a-moment",
    "dossier.filed-after-recorded",
    "dossier.filed-too-long-ago",
    "dossier.score-out-of-range",
    "dossier.already-rated",
    "worktime.year-not-in-calendar",
)
