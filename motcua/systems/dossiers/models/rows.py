"""The way between a row and a state, and the few statements of the hot road."""

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from psycopg.types.json import Jsonb

from motcua.base.statement import Statement
from motcua.spine import dossier, event

STATE = tuple(field.name for field in dataclasses.fields(dossier.State))
PLACED = ("level", "district", "field")
_COLUMNS = (*STATE, *PLACED, "since")
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_STATE_NAMES = ", ".join(f'"{name}"' for name in STATE)
_CHANGING = tuple(name for name in STATE if name not in {"id", "code", "procedure", "version", "recorded_at"})

# Takes the next number of a unit on a day.
_NEXT_PLACE = Statement("SELECT dossiers_next_place(%(unit)s, %(day)s)")

# Writes a new dossier whole: its row, its applicant, the request it answers, and its facts in the ledger.
_INSERT = Statement(f"""
WITH d AS (INSERT INTO dossiers_dossier ({_NAMES}) VALUES ({", ".join(f"%({name})s" for name in _COLUMNS)})),
a AS (INSERT INTO dossiers_applicant (dossier_id, name, folded, id_number, phone, email, address, answers)
      VALUES (%(id)s, %(name)s, base_fold(%(name)s), %(id_number)s, %(phone)s, %(email)s, %(address)s, %(answers)s)),
k AS (INSERT INTO dossiers_requestkey (account, key, digest, dossier, code, at)
      SELECT %(filed_by)s, %(key)s, %(request_digest)s, %(id)s, %(code)s, %(recorded_at)s WHERE %(key)s::text <> '')
SELECT ledger_append(%(stream)s, 0, %(bodies)s)
""")

# Reads a dossier and holds it until the transaction ends, so that two officers act one after the other.
_READ_SQL = f"SELECT {_STATE_NAMES} FROM dossiers_dossier WHERE id = %(id)s"
_HOLD = Statement(f"{_READ_SQL} FOR UPDATE")
_READ = Statement(_READ_SQL)

# Keeps an officer's or citizen's words apart from the ledger.
_NOTE = Statement(
    "INSERT INTO dossiers_note (digest, salt, text, dossier)"
    " VALUES (%(digest)s, %(salt)s, %(text)s, %(dossier)s)"
)

# Moves a dossier on, only from the state that was read, and adds the facts that moved it.
_UPDATE = Statement(f"""
WITH d AS (UPDATE dossiers_dossier
           SET {", ".join(f'"{name}" = %({name})s' for name in (*_CHANGING, *PLACED))}
           WHERE id = %(id)s AND seq = %(was)s RETURNING 1)
SELECT ledger_append(%(stream)s, %(was)s, %(bodies)s) FROM d
""")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Placing:
    """Where a dossier counts: the level and district of the unit that has it, and its field."""

    level: str
    district: str | None
    field: str


def stream(dossier_id: str | uuid.UUID) -> str:
    """Name the ledger's stream of a dossier."""
    return f"dossier:{dossier_id}"


def next_place(*, unit: str, day: Any) -> int:
    """Take the unit's next number of the day, to be kept only if the transaction is."""
    return int(_NEXT_PLACE.run({"unit": unit, "day": day})[0][0])


def insert(
    state: dossier.State,
    *,
    placing: Placing,
    applicant: Mapping[str, Any],
    facts: Sequence[event.Fact],
    key: str,
    request_digest: str,
) -> None:
    """Write a new dossier and everything that belongs to it in one statement."""
    params = _params(state, placing)
    params |= {**applicant, "answers": Jsonb(applicant["answers"]), "since": state.acted_at}
    params |= {"key": key, "request_digest": request_digest}
    params |= {"stream": stream(state.id), "bodies": [event.canonical(fact).decode() for fact in facts]}
    _INSERT.run(params)


def hold(dossier_id: uuid.UUID | str) -> dossier.State | None:
    """Read a dossier and hold it; None when there is none."""
    return _read(_HOLD, dossier_id)


def read(dossier_id: uuid.UUID | str) -> dossier.State | None:
    """Read a dossier; None when there is none."""
    return _read(_READ, dossier_id)


def write_note(*, digest: str, salt: str, text: str, dossier_id: str) -> None:
    """Keep words in a row that can be erased."""
    _NOTE.run({"digest": digest, "salt": salt, "text": text, "dossier": dossier_id})


def _read(sql: Statement, dossier_id: uuid.UUID | str) -> dossier.State | None:
    rows = sql.run({"id": str(dossier_id)})
    if not rows:
        return None
    row = dict(zip(STATE, rows[0], strict=True))
    # Django's connection leaves JSON as text for its own field to read.
    return state_of({**row, "consultations": msgspec.json.decode(row["consultations"])})


def update(was: int, state: dossier.State, *, placing: Placing, facts: Sequence[event.Fact]) -> bool:
    """Move a dossier on from its `was`-th fact; False when somebody else moved it first."""
    params = _params(state, placing)
    params |= {"was": was, "stream": stream(state.id)}
    params["bodies"] = [event.canonical(fact).decode() for fact in facts]
    return bool(_UPDATE.run(params))


def state_of(row: Mapping[str, Any]) -> dossier.State:
    """Read a state back from its row's columns."""
    values = {name: row[name] for name in STATE}
    values["id"] = str(values["id"])
    values["stage"] = dossier.Stage(values["stage"])
    if values["resumes_to"] is not None:
        values["resumes_to"] = dossier.Stage(values["resumes_to"])
    values["consultations"] = tuple(_consultation(one) for one in values["consultations"])
    return dossier.State(**values)


def _params(state: dossier.State, placing: Placing) -> dict[str, Any]:
    params: dict[str, Any] = {name: getattr(state, name) for name in STATE}
    params["stage"] = int(state.stage)
    params["resumes_to"] = None if state.resumes_to is None else int(state.resumes_to)
    params["consultations"] = Jsonb([_plain(one) for one in state.consultations])
    params |= {"level": placing.level, "district": placing.district, "field": placing.field}
    return params


def _plain(one: dossier.Consultation) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "asked_at": event.moment(one.asked_at),
        "due_at": event.moment(one.due_at),
        "answered_at": None if one.answered_at is None else event.moment(one.answered_at),
    }


def _consultation(plain: Mapping[str, Any]) -> dossier.Consultation:
    answered = plain["answered_at"]
    return dossier.Consultation(
        unit=plain["unit"],
        asked_at=event.read_moment(plain["asked_at"]),
        due_at=event.read_moment(plain["due_at"]),
        answered_at=None if answered is None else event.read_moment(answered),
    )
