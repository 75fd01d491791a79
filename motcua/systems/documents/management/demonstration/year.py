"""A simulated year of documents between the province's agencies, by dice that always fall the same way."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from motcua.base import clock, signing, typeset
from motcua.base.signing import trial
from motcua.spine import access
from motcua.systems.documents import actions, queries, rules
from motcua.systems.documents.management.demonstration import cast
from motcua.systems.identity import queries as identity

BY = access.system("simulator")
PAPER = Path(__file__).parent / "paper.typ"
BEGIN = datetime(2023, 1, 9, 8, tzinfo=clock.VN)
SUBJECTS: Sequence[tuple[str, str]] = (
    ("ke-hoach", "Về việc cải cách hành chính năm 2023"),
    ("bao-cao", "Về kết quả giải quyết thủ tục hành chính trong tháng"),
    ("cong-van", "Về việc đôn đốc số hóa kết quả giải quyết thủ tục hành chính"),
    ("cong-van", "Về việc phối hợp rà soát quy trình nội bộ"),
    ("quyet-dinh", "Về việc kiện toàn Tổ công tác cải cách hành chính"),
    ("thong-bao", "Về lịch tập huấn ký số văn bản điện tử"),
    ("to-trinh", "Về việc phê duyệt danh mục dịch vụ công trực tuyến"),
    ("giay-moi", "Họp giao ban công tác cải cách hành chính"),
)
BODY = (
    "Căn cứ chức năng, nhiệm vụ được giao và Kế hoạch cải cách hành chính của tỉnh năm 2023, cơ quan ban hành văn bản này để các đơn vị phối hợp thực hiện.",
    "Đề nghị các cơ quan, đơn vị tổ chức thực hiện, báo cáo kết quả đúng thời hạn; vướng mắc phản ánh về cơ quan ban hành để được hướng dẫn.",
)
PAPER_ONLY, SECRET, CAME = 0.08, 0.04, 0.16  # shares of the year, settings of this demonstration
LEFT = 6  # one of so many is still on its way when the year ends
OPENS = 8  # the hour at which an office begins
DONE = 5  # steps a document takes
BEYOND = 4  # on one of so many days a document goes to an agency outside the province too


@dataclass(kw_only=True)
class Year:
    """The simulated year: who takes part, the dice, and the moment it is."""

    made: trial.Authority
    members: Sequence[cast.Member]
    chance: random.Random
    at: datetime = BEGIN
    left: int = 0
    actors: dict[str, access.Actor] = field(default_factory=dict)

    def now(self) -> datetime:
        """Tell the moment; the authority answers as of it."""
        return self.at

    def actor(self, account: str) -> access.Actor:
        """Give somebody as actions know them."""
        if account not in self.actors:
            self.actors[account] = identity.actor(account_id=account, at=self.at)
        return self.actors[account]

    def later(self, hours: float) -> datetime:
        """Let time pass."""
        self.at += timedelta(hours=hours)
        return self.at

    def steps(self, left: int) -> int:
        """Tell how far a document gets: all the way, but for the last ones of the year."""
        return DONE if left > self.left else self.chance.randrange(DONE)


def documents(year: Year, *, count: int, until: datetime) -> Iterator[int]:
    """Let `count` documents be written, signed, exchanged and handled up to `until`; yield how many so far."""
    gap = (until - BEGIN) / (count + 1)
    year.left = count // LEFT
    for number in range(count):
        year.at = (BEGIN + gap * (number + 1)).replace(hour=OPENS)
        tell = _came if year.chance.random() < CAME else _written
        tell(year, steps=year.steps(count - number))
        yield number + 1


def _written(year: Year, *, steps: int) -> None:
    """Let an agency write a document, sign it and send it to others, who take it in."""
    member = year.chance.choice(list(year.members))
    kind, subject = year.chance.choice(SUBJECTS)
    secret = year.chance.random() < SECRET
    paper_only = secret or year.chance.random() < PAPER_ONLY
    head = year.actor(member.heads[0].id)
    drafting = actions.Drafting(
        unit=member.unit.code,
        kind=kind,
        subject=subject,
        secrecy="secret" if secret else rules.OPEN,
        urgency=year.chance.choices((0, 1, 3), (8, 2, 1))[0],
    )
    files = [] if secret else [(True, _upload(_paper(year, member, kind, subject)))]
    state = actions.draft_with_files(drafting=drafting, files=files, by=BY, at=year.at)
    follow: list[Callable[[rules.State], rules.State]] = [
        lambda now: actions.submit(document_id=now.id, to=head.id, by=BY, at=year.later(1)),
        lambda now: actions.number(document_id=now.id, by=BY, at=year.later(1)),
    ]
    if not paper_only:
        follow.insert(
            1,
            lambda now: actions.sign(document_id=now.id, shown=now.file or "", by=head, at=year.later(2)),
        )
        follow.append(
            lambda now: actions.seal(document_id=now.id, shown=now.file or "", by=BY, at=year.later(0.5))
        )
    to = year.chance.sample([one for one in year.members if one is not member], k=year.chance.randint(1, 3))
    receivers = [(one.unit.code, one.unit.short_name) for one in to] + _beyond(year.at)
    follow.append(
        lambda now: actions.issue(
            document_id=now.id, receivers=receivers, electronic=not paper_only, by=BY, at=year.later(0.5)
        )
    )
    for act in follow[:steps] if steps < DONE else follow:
        state = act(state)
    if state.electronic and year.chance.random() < 0.5:  # noqa: PLR2004 - a coin
        _arrives(year, member, to[0], state, subject)


def _beyond(at: datetime) -> list[tuple[str, str]]:
    """Give who outside the province gets a document besides, on some days."""
    _label, name, code = cast.OUTSIDE[at.toordinal() // BEYOND % len(cast.OUTSIDE)]
    return [] if at.toordinal() % BEYOND else [(code, name)]


def _arrives(year: Year, sender: cast.Member, to: cast.Member, state: rules.State, subject: str) -> None:
    content = actions.content(state.file or "")
    receiving = actions.Receiving(
        unit=to.unit.code,
        origin=rules.EXCHANGE,
        sender=sender.unit.code,
        sender_name=sender.unit.name,
        symbol=state.symbol or "",
        kind=state.kind,
        subject=subject,
        dated=state.numbered_at.date() if state.numbered_at else None,
        key=queries.exchange_name(unit=sender.unit.code, symbol=state.symbol or "", at=state.numbered_at),
        urgency=state.urgency,
        files=[_upload(content)],
    )
    _handled(year, actions.receive(receiving=receiving, by=BY, at=year.later(0.2)).id, to)


def _came(year: Year, *, steps: int) -> None:
    """Let a document come from outside the province, signed well or not."""
    to = year.chance.choice(list(year.members))
    label, name, code = year.chance.choice(cast.OUTSIDE)
    kind, subject = year.chance.choice(SUBJECTS)
    signers = year.chance.choices(
        ((f"{label}-nguoi", label), (f"{label}-nguoi",), (), (f"{label}-nguoi", f"co-quan-{to.unit.code}")),
        (6, 2, 1, 1),
    )[0]
    content = _set(
        year,
        unit=name,
        parent="",
        kind=kind,
        subject=subject,
        signer="Người ký (mô phỏng)",
        position="Người có thẩm quyền",
        dated=True,
    )
    for place, who in enumerate(signers):
        key = signing.from_pkcs12(year.made.pkcs12(who.lower().replace(".", "-")), password=trial.PASSWORD)
        content = signing.sign(content, by=signing.HeldSigner(key), at=year.at, field=f"ChuKy{place}")
    number = year.chance.randint(20, 900)
    receiving = actions.Receiving(
        unit=to.unit.code,
        origin=rules.EXCHANGE,
        sender=code,
        sender_name=name,
        symbol=str(rules.Symbol(number=number, kind=kind, mark="MP")),
        kind=kind,
        subject=subject,
        dated=year.at.date(),
        key=f"mo-phong:{code}:{year.at.isoformat()}",
        files=[_upload(content)],
    )
    came = actions.receive(receiving=receiving, by=BY, at=year.later(0.2))
    if steps:
        _handled(year, came.id, to, steps=steps)


def _handled(year: Year, document: str, to: cast.Member, *, steps: int = DONE) -> None:
    """Let what came be registered, assigned, handled and filed, as far as it gets."""
    head = year.actor(to.heads[0].id)
    follow: list[Callable[[], rules.State]] = [
        lambda: actions.register(document_id=document, by=BY, at=year.later(1)),
        lambda: actions.assign(
            document_id=document,
            officer=head.id,
            due_at=year.at + timedelta(days=7),
            by=head,
            at=year.later(1),
        ),
        lambda: actions.handle(document_id=document, words="Đã tham mưu xử lý", by=head, at=year.later(20)),
        lambda: actions.file(document_id=document, work_file="01.CCHC", by=head, at=year.later(1)),
    ]
    for act in follow[:steps]:
        act()


def _upload(content: bytes) -> actions.Upload:
    return actions.Upload(name="van-ban.pdf", chunks=[content])


def _paper(year: Year, member: cast.Member, kind: str, subject: str) -> bytes:
    leads = "Chủ tịch" if member.unit.kind in ("province", "commune", "district") else "Thủ trưởng"
    return _set(
        year,
        unit=member.unit.name,
        parent="" if member.unit.kind == "province" else "Ủy ban nhân dân tỉnh Hưng Yên",
        kind=kind,
        subject=subject,
        signer=member.heads[0].name,
        position=leads,
    )


def _set(
    year: Year,
    *,
    unit: str,
    parent: str,
    kind: str,
    subject: str,
    signer: str,
    position: str,
    dated: bool = False,
) -> bytes:
    """Set a paper; one of ours gets its day with its number."""
    data = {
        "title": f"{rules.KINDS[kind].name.vi} {subject}",
        "unit": unit,
        "parent": parent,
        "kind": rules.KINDS[kind].name.vi,
        "subject": subject,
        "place": f"Hưng Yên, ngày {clock.day_said(year.at.astimezone(clock.VN))}" if dated else "",
        "body": list(BODY),
        "position": position,
        "signer": signer,
    }
    return typeset.pdf(template=PAPER, data=data, at=year.at)
