"""Which refusals each operation may give, by their codes: what a program should be ready for."""

NOBODY = ("access.sign-in-needed", "access.token-not-valid")
OUTSIDE = ("access.not-allowed", "access.outside-unit")
NOT_READ = ("api.body-not-readable", "api.too-large", "api.input-not-valid")
UNKNOWN = ("documents.no-such-document",)
UNIT = ("organisation.unit-not-known", "organisation.unit-not-in-force")
NUMBERS = ("documents.already-used-number", "documents.number-leaves-gap")
SIGNING = (
    "documents.seen-other",
    "documents.no-such-signing-key",
    "signing.key-not-read",
    "signing.token-not-opened",
    "signing.paper-not-read",
    "signing.paper-has-form",
    "signing.field-taken",
    "signing.no-time",
)

FILES = ("documents.secret-not-here", "file.too-large", "file.empty", "file.wrong-kind")

BEGINNING = (
    *NOBODY,
    *OUTSIDE,
    *NOT_READ,
    *UNIT,
    *FILES,
    "documents.no-such-kind",
    "documents.subject-missing",
    "documents.key-reused",
    "documents.main-not-pdf",
)
FILLING = (
    *NOBODY,
    *OUTSIDE,
    *NOT_READ,
    *UNKNOWN,
    *FILES,
    "ledger.stale",
    "documents.act-not-allowed",
    "documents.no-file-given",
    "documents.no-such-file",
    "documents.came-signed",
    "documents.main-not-pdf",
)
TAKING = (
    *NOBODY,
    *OUTSIDE,
    *NOT_READ,
    *UNIT,
    *FILES,
    "documents.no-such-kind",
    "documents.subject-missing",
    "documents.already-received",
    "documents.key-reused",
)
LISTING = (*NOBODY, "access.not-allowed", "api.input-not-valid", "documents.bad-page")
READING = (*NOBODY, *OUTSIDE, *UNKNOWN, "api.input-not-valid")
FETCHING = (*READING, "documents.no-such-file")
ACTING = (
    *NOBODY,
    *OUTSIDE,
    *NOT_READ,
    *UNKNOWN,
    *NUMBERS,
    *SIGNING,
    "ledger.stale",
    "documents.act-not-allowed",
    "documents.words-missing",
    "documents.file-missing",
    "documents.cannot-sign",
    "documents.already-signed",
    "documents.submitted-to-another",
    "documents.already-numbered",
    "documents.mark-not-valid",
    "documents.day-printed-otherwise",
    "documents.person-first",
    "documents.receivers-missing",
    "documents.not-fully-signed",
    "documents.effective-day-missing",
    "documents.secret-not-here",
    "documents.cannot-handle",
    "documents.assigned-to-another",
    "documents.copy-not-known",
    "documents.not-a-copy",
    "documents.copy-of-a-copy",
    "documents.no-copy-to-send",
    "documents.sent-on-paper",
    "documents.no-such-receiver",
    "documents.receiver-was-removed",
    "documents.no-receiver-left",
    "documents.cannot-replace",
    "documents.no-such-copy",
    "documents.copy-already-sent",
    "documents.pages-not-valid",
    "documents.pages-not-read",
    "documents.main-not-pdf",
)
