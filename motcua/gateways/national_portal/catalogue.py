"""The catalogue as the portal's adapter gives it (`LayDanhSachTTHC`, `LayThuTuc`): its answers into entries of the catalogue.

Where an export runs the cells of a table together, an answer keeps them apart: less is left for an editor. The names of
the members are read in any case, for the portal's own answers write them in capitals and its examples do not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from motcua.gateways.national_portal import entry as entries, methods
from motcua.spine import refusal
from motcua.systems.exchange.ports import NationalPortal
from motcua.systems.procedures.ports import (
    CatalogueEntry,
    Kind,
    LegalBasis,
    Method,
    Outcome,
    RefusedRow,
    RequiredPaper,
    Unparsed,
)

SOURCE = "LayDanhSachTTHC"
CHANNELS: Mapping[str, str] = {"1": "counter", "2": "online", "3": "post"}
Said = Mapping[str, Any]
_UNITS = {name.casefold(): unit for name, unit in methods.UNITS.items()}


def download(
    portal: NationalPortal, *, listed: list[str] | None = None
) -> Iterator[CatalogueEntry | RefusedRow]:
    """Bring down every procedure that the portal lists: an entry, or the line of its list refused with its reason.

    The codes of the list are added to `listed` as they are met. Unreachable as the portal raises it: what was given before
    that is whole.
    """
    for line, each in enumerate(portal.procedures(), start=1):
        said = _capitals(each)
        code = _text(said, "MATTHC")
        if listed is not None:
            listed.append(code)
        try:
            yield read(portal.procedure(code))
        except refusal.Refusal as no:
            yield RefusedRow(
                file=SOURCE,
                line=line,
                code=code or None,
                reason=no.code,
                message=no.message,
                params=no.params,
            )


def read(answer: Mapping[str, object]) -> CatalogueEntry:
    """Read one answer of `LayThuTuc`; what is not understood is kept for an editor.

    Raises Refusal `national-portal.*`: no code, no name, a code of another form.
    """
    said = _capitals(answer)
    code, name = entries.named(_text(said, "MATTHC"), _text(said, "TENTTHC"))
    doubts: list[Unparsed] = []
    fields = [_text(each, "TENLINHVUC") for each in _rows(said, "LINHVUCTHUCHIEN", doubts)]
    audience, strange = entries.chosen(_text(said, "MOTADOITUONGTHUCHIEN"), entries.AUDIENCE)
    doubts += [
        Unparsed(field="MOTADOITUONGTHUCHIEN", reason="not-understood", verbatim=each) for each in strange
    ]
    return CatalogueEntry(
        code=code,
        name=name,
        kind=Kind.DETAIL,
        field=", ".join(filter(None, fields)),
        audience=audience,
        agencies=tuple(
            filter(None, (_text(each, "TENDONVI") for each in _rows(said, "COQUANTHUCHIEN", doubts)))
        ),
        steps=_steps(_rows(said, "TRINHTUTHUCHIEN", doubts)),
        conditions=_text(said, "YEUCAU"),
        methods=tuple(_methods(_rows(said, "CACHTHUCTHUCHIEN", doubts), doubts)),
        papers=tuple(_papers(_rows(said, "THANHPHANHOSO", doubts))),
        legal_basis=tuple(_laws(_rows(said, "CANCUPHAPLY", doubts))),
        outcomes=tuple(
            Outcome(code=_text(each, "MAKETQUA"), label=_text(each, "TENKETQUA"))
            for each in _rows(said, "KETQUATHUCHIEN", doubts)
        ),
        unparsed=tuple(doubts),
        verbatim={
            key: value
            if isinstance(value, str)
            else msgspec.json.encode(value, order="deterministic").decode()
            for key, value in said.items()
        },
    )


def _methods(rows: Sequence[Said], doubts: list[Unparsed]) -> Iterator[Method]:
    for row in rows:
        channel = CHANNELS.get(_text(row, "KENH"))
        if channel is None:
            doubts.append(_doubt("CACHTHUCTHUCHIEN", "channel-not-known", row))
            continue
        for time in _rows(row, "THOIGIAN", doubts):
            fee, fee_said, note = _fee(_rows(time, "PHILEPHI", doubts), doubts)
            amount, unit = _number(_text(time, "THOIGIANGIAIQUYET")), _text(time, "DONVITINH")
            known = _UNITS.get(unit.casefold())
            if amount is not None and known is None:
                doubts.append(_doubt("CACHTHUCTHUCHIEN", "deadline-without-unit", time))
            yield Method(
                channel=channel,
                amount=amount,
                unit=known if amount is not None else None,
                deadline_verbatim=" ".join(filter(None, (_text(time, "THOIGIANGIAIQUYET"), unit))),
                fee=fee,
                fee_verbatim=fee_said,
                fee_note=note,
                description=_text(time, "MOTA"),
            )


def _fee(rows: Sequence[Said], doubts: list[Unparsed]) -> tuple[int | None, str, str]:
    """Give the fee in dong where the rows alone say one sum, else None, with the words as they stand.

    Nothing is free because its figure is nought: nobody may have entered it.
    """
    said = "; ".join(" ".join(filter(None, (_text(each, "SOTIEN"), _text(each, "DONVI")))) for each in rows)
    note = "; ".join(filter(None, (_text(each, "MOTA") for each in rows)))
    sums = {_number(_text(each, "SOTIEN")) for each in rows}
    dong = all(_text(each, "DONVI") in ("", *methods.DONG) for each in rows)
    (only,) = sums if len(sums) == 1 else (None,)
    if dong and only is not None and only >= methods.LEAST_FEE:
        return only, said, note
    if dong and only == 0 and not note:
        return 0, said, note
    if rows:
        doubts.append(
            Unparsed(field="CACHTHUCTHUCHIEN", reason="fee-not-a-figure", verbatim=f"{said} {note}".strip())
        )
    return None, said, note


def _papers(rows: Sequence[Said]) -> Iterator[RequiredPaper]:
    for row in rows:
        for each in _rows(row, "GIAYTO", []):
            originals, copies = _text(each, "SOBANCHINH"), _text(each, "SOBANSAO")
            yield RequiredPaper(
                group=_text(row, "TRUONGHOP"),
                name=_text(each, "TENGIAYTO"),
                originals=_number(originals),
                copies=_number(copies),
                quantity_verbatim=", ".join(
                    f"{many} {what}" for many, what in ((originals, "bản chính"), (copies, "bản sao")) if many
                ),
            )


def _laws(rows: Sequence[Said]) -> Iterator[LegalBasis]:
    for row in rows:
        number = _text(row, "SOVANBAN")
        yield LegalBasis(title=_text(row, "TENVANBAN") or number, number=number, number_verbatim=number)


def _steps(rows: Sequence[Said]) -> str:
    lines = []
    for row in rows:
        lines += [_text(row, "TRUONGHOP")]
        lines += [_text(each, "TENTRINHTU") for each in _rows(row, "TRINHTU", [])]
    return "\n".join(filter(None, lines))


def _capitals(said: object) -> dict[str, Any]:
    """Give a mapping with its members in capitals; one that is none is refused as in an export."""
    return {key.upper(): value for key, value in entries.mapping(said).items()}


def _rows(said: Said, name: str, doubts: list[Unparsed]) -> list[dict[str, Any]]:
    """Give a member that is a list of mappings; what is no such thing is kept for an editor."""
    value = said.get(name)
    if value in (None, "", []):
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        doubts.append(_doubt(name, "not-understood", value))
        return []
    return [_capitals(each) for each in value]


def _text(said: Said, name: str) -> str:
    value = said.get(name)
    return "" if value is None or isinstance(value, list | dict) else " ".join(str(value).split())


def _number(text: str) -> int | None:
    bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", text)
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 12 else None  # noqa: PLR2004 - no sum is longer


def _doubt(field: str, reason: str, value: object) -> Unparsed:
    return Unparsed(
        field=field, reason=reason, verbatim=msgspec.json.encode(value, order="deterministic").decode()
    )
