"""The counterparts of a demonstration: the document axis and the national systems, as twins that can be run and that remember.

What they answer is a simulation's: the national portal publishes the province's own procedures, but not all of them, and
some in other words, so that there is something to be found.
"""

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from motcua.base import clock, web
from motcua.gateways.axis import client as axis_client, correspondents, server as axis_server, twin as axis
from motcua.gateways.legal_database import server as law_server, twin as law
from motcua.gateways.national_portal import entry, methods, server as portal_server, twin as portal
from motcua.gateways.national_portal.six_steps import server as six_steps
from motcua.gateways.reporting import server as reporting_server, twin as reporting
from motcua.spine import procedure
from motcua.spine.procedure import Channel
from motcua.systems.exchange import queries as exchange
from motcua.systems.procedures import queries as procedures

USER, PASSWORD = "trinh-dien", "trinh-dien"
OTHERS: Mapping[str, str] = {
    "G15": "Bộ Tư pháp",
    "H26": "Ủy ban nhân dân thành phố Hà Nội",
    "H54": "Ủy ban nhân dân tỉnh Thái Bình",
}
NOT_PUBLISHED, IN_OTHER_WORDS = 12, 9  # one of so many procedures, by its number
_CHANNELS: Mapping[Channel, str] = {Channel.COUNTER: "1", Channel.ONLINE: "2", Channel.POST: "3"}
_UNITS: Mapping[str, str] = {unit.value: name for name, unit in methods.UNITS.items()}
_AUDIENCE: Mapping[str, str] = {key: name for name, key in entry.AUDIENCE.items()}


@dataclass(kw_only=True)
class Twins:
    """The twins by name, each with its door; `folder` is where they remember what they were told."""

    folder: Path
    twins: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of_house(cls, folder: Path, *, on: date) -> "Twins":
        """Make the counterparts of this house, as they were left."""
        names = {**dict.fromkeys(exchange.ours(on=on), ""), **OTHERS}
        made = cls(
            folder=folder,
            twins={
                "axis": axis.Twin(
                    names={code: name or code for code, name in names.items()}, clock=clock.now
                ),
                "portal": portal.Twin(catalogue=dict(published())),
                "law": law.Twin(),
                "reporting": reporting.Twin(),
            },
        )
        made.remember()
        return made

    @contextmanager
    def serving(self) -> Iterator[dict[str, int]]:
        """Open every door within the block; gives the ports by name."""
        doors: dict[str, web.Door] = {
            "axis": axis_server.Server(axis=self.twins["axis"]),
            "portal": portal_server.Server(portal=self.twins["portal"], username=USER, password=PASSWORD),
            "steps": six_steps.Server(
                portal=self.twins["portal"], client_id=USER, secret=PASSWORD, clock=clock.now
            ),
            "law": law_server.door(database=self.twins["law"]),
            "reporting": reporting_server.door(system=self.twins["reporting"]),
        }
        with ExitStack() as stack:
            yield {name: stack.enter_context(web.serving(door)) for name, door in doors.items()}

    def others(self, ports: Mapping[str, int]) -> correspondents.Correspondents:
        """Give the agencies beyond the axis, who answer what the house sends them; they speak to its door as others do."""
        caller = web.Caller(url=f"http://127.0.0.1:{ports['axis']}")
        return correspondents.Correspondents(
            axis=axis_client.Client(caller=caller), names=OTHERS, clock=clock.now
        )

    def remember(self) -> None:
        """Take up what was kept; what cannot be read is a fresh start."""
        for name, twin in self.twins.items():
            path = self.folder / f"{name}.msgpack"
            if not path.exists():
                continue
            kinds = typing.get_type_hints(type(twin))
            try:
                kept = msgspec.msgpack.decode(path.read_bytes(), type=dict[str, msgspec.Raw])
                found = {key: msgspec.msgpack.decode(kept[key], type=kinds[key]) for key in _memory(twin)}
            except (msgspec.MsgspecError, KeyError):
                continue
            for key, value in found.items():
                setattr(twin, key, value)

    def keep(self) -> None:
        """Write down what they were told."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, twin in self.twins.items():
            path = self.folder / f"{name}.msgpack"
            fresh = path.with_suffix(".fresh")
            fresh.write_bytes(msgspec.msgpack.encode({key: getattr(twin, key) for key in _memory(twin)}))
            fresh.replace(path)


def published() -> Iterator[tuple[str, Mapping[str, object]]]:
    """Give the province's procedures as the simulated portal publishes them: some it does not have, some it says otherwise."""
    for code in procedures.codes():
        number = int(code.split(".")[1])
        if number % NOT_PUBLISHED == 0:
            continue
        answer = said(procedures.definition(code=code))
        yield code, {**answer, "THANHPHANHOSO": []} if number % IN_OTHER_WORDS == 0 else answer


def said(ours: procedure.Definition) -> dict[str, object]:
    """Say one of our procedures in the words of `LayThuTuc`."""
    return {
        "MATTHC": ours.code,
        "TENTTHC": ours.name.vi,
        "LINHVUCTHUCHIEN": [{"MALINHVUC": ours.field, "TENLINHVUC": ours.field_name.vi}],
        "TRINHTUTHUCHIEN": [
            {"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": step.label.vi} for step in ours.process]}
        ],
        "CACHTHUCTHUCHIEN": [
            {
                "KENH": _CHANNELS[channel],
                "THOIGIAN": [
                    {
                        "THOIGIANGIAIQUYET": each.allowed.amount,
                        "DONVITINH": _UNITS.get(each.allowed.unit.value, ""),
                        "MOTA": each.label.vi,
                    }
                    for each in ours.deadlines
                    if each.allowed and each.channel in (None, channel)
                ],
            }
            for channel in ours.channels
        ],
        "THANHPHANHOSO": [
            {
                "TRUONGHOP": "",
                "GIAYTO": [
                    {"TENGIAYTO": paper.label.vi, "SOBANCHINH": paper.originals, "SOBANSAO": paper.copies}
                    for paper in ours.papers
                ],
            }
        ],
        "MOTADOITUONGTHUCHIEN": ", ".join(
            dict.fromkeys(_AUDIENCE.get(each.value, "Doanh nghiệp") for each in ours.audience)
        ),
        "KETQUATHUCHIEN": [{"MAKETQUA": each.code, "TENKETQUA": each.label.vi} for each in ours.results],
        "CANCUPHAPLY": [{"SOVANBAN": each.number, "TENVANBAN": each.title} for each in ours.legal_basis],
        "COQUANTHUCHIEN": [{"MADONVI": "", "TENDONVI": level.value} for level in ours.levels],
    }


def settings_of(ports: Mapping[str, int], *, since: date) -> dict[str, str]:
    """Give the settings by which a house speaks to twins at these ports; dossiers go up from a day on."""
    at = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    return {
        "MOTCUA_EXCHANGE_AXIS": at["axis"],
        "MOTCUA_EXCHANGE_PORTAL": at["portal"],
        "MOTCUA_EXCHANGE_PORTAL_UNIT": "H31",
        "MOTCUA_EXCHANGE_PORTAL_USER": USER,
        "MOTCUA_EXCHANGE_PORTAL_PASSWORD": PASSWORD,
        "MOTCUA_EXCHANGE_PORTAL_STEPS": at["steps"],
        "MOTCUA_EXCHANGE_PORTAL_CLIENT": USER,
        "MOTCUA_EXCHANGE_PORTAL_SECRET": PASSWORD,
        "MOTCUA_EXCHANGE_PORTAL_SINCE": since.isoformat(),
        "MOTCUA_EXCHANGE_LAW": at["law"],
        "MOTCUA_EXCHANGE_REPORTING": at["reporting"],
    }


def _memory(twin: Any) -> list[str]:
    return [each.name for each in dataclasses.fields(twin) if each.name.startswith("_")]
