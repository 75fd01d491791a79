"""What Dung does with a decision after it was issued reaches Sở Y tế, by each road, and Sở Y tế answers."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.base import clock, signing, web
from motcua.base.signing import trial
from motcua.gateways.axis import server as axis_server, twin as axis
from motcua.site import exchange
from motcua.site.tests import carrying
from motcua.spine import access
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.documents.queries import Stage, Verdict
from motcua.systems.documents.tests import office as desk
from motcua.systems.documents.tests.conftest import authority  # noqa: F401 - the office's authority
from motcua.systems.exchange import actions, models, queries
from motcua.systems.exchange.rules.statuses import Status

SYSTEM = access.system("exchange")
NOW = desk.NOW
Carried = Callable[[], None]


@pytest.fixture
def office(transactional_db: None, authority: trial.Authority) -> Iterator[desk.Office]:  # noqa: F811 - pytest's way to ask
    with desk.opened(authority) as opened:
        yield opened


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the papers of a house: what it shows of itself to another."""
    folder, year = tmp_path_factory.mktemp("house"), timedelta(days=365)
    holder, now = trial.Holder(label="h31", name="Hưng Yên", identifier="H31"), datetime.now(UTC)
    made = trial.Authority(
        folder=folder / "keys", holders=[holder], since=now - year, until=now + year, port=9
    )
    for path, end in zip(made.into_files("h31", folder / "papers"), ("crt", "key", "roots"), strict=True):
        path.rename(path.with_name(f"own.{end}"))
    return folder / "papers"


@pytest.fixture(params=["house", "peer", "axis"])
def carried(request: Any, office: desk.Office, settings: Any, certified: Path) -> Iterator[Carried]:
    """Open a road between the two departments, and let the worker do its rounds on it."""
    units = {desk.HOME: "Sở Nội vụ", desk.HEALTH: "Sở Y tế", desk.HOUSE: "Tỉnh Hưng Yên"}
    with contextlib.ExitStack() as stack:
        channel = {"house": "", "peer": "peer:H31", "axis": "axis"}[request.param]
        if request.param == "peer":
            settings.EXCHANGE_PAPERS, settings.EXCHANGE_GATE = str(certified), "0"
            port = stack.enter_context(exchange.gate())
            settings.EXCHANGE_PEERS = [f"H31=https://127.0.0.1:{port}"]
        if request.param == "axis":
            names = {code.replace(".0", "."): name for code, name in units.items()}
            door = axis_server.Server(axis=axis.Twin(names=names, clock=clock.now))
            settings.EXCHANGE_AXIS = f"http://127.0.0.1:{stack.enter_context(web.serving(door))}"
        if channel:
            actions.enter(agencies=units, channel=channel, by=SYSTEM, at=NOW)
        yield rounds


def rounds() -> None:
    joined = exchange.Joined.of_settings()
    with clock.at(NOW):
        carrying.rounds(joined)
    for each in joined.carriers.values():
        for caller in (getattr(each, "caller", None), getattr(getattr(each, "axis", None), "caller", None)):
            if caller is not None:
                caller.close()


def issue(office: desk.Office, subject: str = "Về việc phân công nhiệm vụ") -> str:
    state = desk.sealed(office, subject=subject)
    receivers = [(desk.HEALTH, "Sở Y tế")]
    documents.issue(document_id=state.id, receivers=receivers, by=office.actor("dung"), at=NOW)
    return state.id


def update(office: desk.Office, document: str, words: str, **changes: Any) -> None:
    documents.update(
        document_id=document,
        words=words,
        updating=documents.Updating(**changes),
        by=office.actor("dung"),
        at=NOW,
    )


def name_of(document: str) -> str:
    state = papers.document(document_id=document, by=SYSTEM, at=NOW).state
    return papers.exchange_name(unit=state.unit, symbol=state.symbol or "", at=state.numbered_at)


def came(document: str, *, at: str = desk.HEALTH) -> papers.Document:
    found = papers.came(unit=at, sender=desk.HOME, key=name_of(document))
    assert found
    return papers.document(document_id=found, by=SYSTEM, at=NOW)


def told(document: str, agency: str = "H31.16") -> list[str]:
    """Give what an agency told of a document, as its sender heard it."""
    chains = {each.agency: each for each in queries.chains(document=name_of(document))}
    return [each.status for each in chains[agency].told if not each.ours] if agency in chains else []


def test_an_update_brings_what_is_new_to_who_had_it_and_the_whole_to_who_is_added(
    office: desk.Office, carried: Carried
) -> None:
    document = issue(office)
    carried()
    before = came(document)
    update(
        office,
        document,
        "bổ sung phụ lục",
        receivers=[(desk.HOUSE, "Tỉnh Hưng Yên")],
        files=[desk.upload(desk.paper("Phụ lục"), name="phu-luc.pdf")],
    )
    carried()
    after = came(document)
    assert {one.name for one in after.files} - {one.name for one in before.files} == {"phu-luc.pdf"}
    assert (after.state.stage, after.state.file) == (before.state.stage, before.state.file)
    assert papers.findings(document_id=after.state.id)[0].verdict is Verdict.FULL
    assert papers.history(document_id=after.state.id)[-1].text == "bổ sung phụ lục"
    assert {one.name for one in came(document, at=desk.HOUSE).files} >= {"phu-luc.pdf"}
    assert told(document) == ["01", "15"]
    assert told(document, "H31") == ["01"]
    assert queries.stuck() == []


def test_an_update_of_what_never_came_is_answered_no(office: desk.Office, carried: Carried) -> None:
    document = issue(office)
    actions.send(document_id=document, at=NOW)
    models.Outgoing.objects.update(state="dropped", said="bỏ")
    update(office, document, "lần hai")
    carried()
    assert told(document) == ["16"]


def test_who_is_removed_is_told_and_gives_it_back_while_the_others_keep_it(
    office: desk.Office, carried: Carried
) -> None:
    document = issue(office)
    update(office, document, "thêm nơi nhận", receivers=[(desk.HOUSE, "Tỉnh Hưng Yên")])
    carried()
    update(office, document, "gửi nhầm", removed=[desk.HEALTH])
    carried()
    gave, keeps = came(document), came(document, at=desk.HOUSE)
    assert (gave.state.stage, keeps.state.stage) == (Stage.TAKEN_BACK, Stage.RECEIVED)
    assert papers.history(document_id=gave.state.id)[-1].text == "gửi nhầm"
    assert told(document)[-1] == told(document, "H31")[-1] == "15"
    ours = papers.document(document_id=document, by=SYSTEM, at=NOW)
    assert (ours.receivers, ours.removed) == (
        ((desk.HOUSE, "Tỉnh Hưng Yên"),),
        ((desk.HEALTH, "Sở Y tế"),),
    )
    before = told(document)
    update(office, document, "lần nữa")
    carried()
    assert told(document) == before
    assert queries.stuck() == []


def test_who_is_removed_after_the_work_was_done_keeps_it_and_says_so(
    office: desk.Office, carried: Carried
) -> None:
    document = issue(office)
    update(office, document, "thêm nơi nhận", receivers=[(desk.HOUSE, "Tỉnh Hưng Yên")])
    carried()
    one, hue, duc, chau = came(document).state.id, *(office.actor(who) for who in ("hue", "duc", "chau"))
    documents.register(document_id=one, by=hue, at=NOW)
    documents.assign(document_id=one, officer=office.accounts["chau"], by=duc, at=NOW)
    documents.handle(document_id=one, by=chau, at=NOW)
    update(office, document, "gửi nhầm", removed=[desk.HEALTH])
    carried()
    assert came(document).state.stage is Stage.HANDLED
    assert told(document)[-1] == "16"


def test_an_update_may_bring_more_signatures_and_say_anew_what_it_is_about(
    office: desk.Office, carried: Carried
) -> None:
    document = issue(office, "Về việc phân công nhiệm vu")
    carried()
    before = came(document)
    signed = signing.sign(
        documents.content(before.state.file or ""), by=office.signer("so-noi-vu"), at=NOW, field="CoQuan2"
    )
    update(
        office, document, "ký thêm", main=desk.upload(signed), subject="Về việc phân công nhiệm vụ năm 2026"
    )
    carried()
    after = came(document)
    assert documents.content(after.state.file or "") == signed
    assert after.subject == "Về việc phân công nhiệm vụ năm 2026"
    assert len(papers.findings(document_id=after.state.id)[0].signatures) == 3
    assert papers.findings(document_id=after.state.id)[0].verdict is Verdict.FULL
    assert told(document) == ["01", "15"]


def test_an_update_brings_no_other_paper_and_removes_neither_all_nor_strangers(office: desk.Office) -> None:
    document = issue(office)
    other = papers.document(document_id=issue(office, "Về việc khác"), by=SYSTEM, at=NOW).state.file or ""
    content = documents.content(papers.document(document_id=document, by=SYSTEM, at=NOW).state.file or "")
    revoked = signing.sign(content, by=office.signer("revoked"), at=NOW, field="CoQuan2")
    more = [(desk.HOUSE, "Tỉnh Hưng Yên")]

    def refused(**changes: Any) -> str:
        with pytest.raises(papers.Refusal) as no:
            update(office, document, "sửa", **changes)
        return no.value.code

    assert refused(main=desk.upload(documents.content(other))) == "documents.update-changes-paper"
    assert refused(main=desk.upload(revoked)) == "documents.update-changes-paper"
    assert refused(removed=[desk.HEALTH]) == "documents.no-receiver-left"
    assert refused(removed=["H99"]) == "documents.no-such-receiver"
    update(office, document, "sửa", receivers=more)
    update(office, document, "sửa", removed=[desk.HOUSE])
    assert refused(receivers=more) == "documents.receiver-was-removed"
    assert papers.document(document_id=document, by=SYSTEM, at=NOW).receivers == ((desk.HEALTH, "Sở Y tế"),)


def test_a_decision_takes_the_place_of_another_on_both_sides(office: desk.Office, carried: Carried) -> None:
    old, new = issue(office), issue(office, "Về việc phân công lại nhiệm vụ")
    carried()
    documents.replace(document_id=old, words="phân công lại", document=new, by=office.actor("dung"), at=NOW)
    carried()
    assert papers.document(document_id=old, by=SYSTEM, at=NOW).state.stage is Stage.REPLACED
    assert came(old).state.stage is Stage.SUPERSEDED
    assert came(new).state.stage is Stage.RECEIVED
    last = papers.history(document_id=came(old).state.id)[-1]
    assert (last.text, last.fact.data["document"]) == ("phân công lại", came(new).state.id)
    assert (told(old), told(new)) == (["01", "15"], ["01"])


def test_only_an_issued_document_of_the_agency_can_take_anothers_place(office: desk.Office) -> None:
    old, draft = issue(office), desk.drafted(office).id
    for other in (old, draft, "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(papers.Refusal) as no:
            documents.replace(document_id=old, words="a", document=other, by=office.actor("dung"), at=NOW)
        assert no.value.code == "documents.cannot-replace"


def test_asked_back_before_it_is_taken_on_it_is_given_back(office: desk.Office, carried: Carried) -> None:
    document = issue(office)
    carried()
    documents.ask_back(document_id=document, words="gửi nhầm", by=office.actor("dung"), at=NOW)
    carried()
    assert came(document).state.stage is Stage.TAKEN_BACK
    assert papers.history(document_id=came(document).state.id)[-1].text == "gửi nhầm"
    assert told(document) == ["01", "13", "15"]
    (chain,) = queries.chains(document=name_of(document))
    assert chain.stands is Status.AGREED


def test_what_is_done_at_once_comes_after_the_document_itself(office: desk.Office, carried: Carried) -> None:
    asked, recalled = issue(office), issue(office, "Về việc phân công lại nhiệm vụ")
    documents.ask_back(document_id=asked, words="gửi nhầm", by=office.actor("dung"), at=NOW)
    documents.recall(document_id=recalled, words="gửi nhầm", by=office.actor("dung"), at=NOW)
    carried()
    assert {came(one).state.stage for one in (asked, recalled)} == {Stage.TAKEN_BACK}
    assert told(asked)[-1] == told(recalled)[-1] == "15"
    for document in (asked, recalled):
        assert models.Outgoing.objects.filter(lane=name_of(document)).count() == 2


def test_asked_back_after_it_was_taken_on_it_stays_and_the_reason_is_said(
    office: desk.Office, carried: Carried
) -> None:
    document = issue(office)
    carried()
    documents.register(document_id=came(document).state.id, by=office.actor("hue"), at=NOW)
    documents.ask_back(document_id=document, words="gửi nhầm", by=office.actor("dung"), at=NOW)
    carried()
    assert came(document).state.stage is Stage.REGISTERED
    (chain,) = queries.chains(document=name_of(document))
    assert chain.told[-1].status is Status.NOT_AGREED
    assert "đã được tiếp nhận" in chain.told[-1].description


def test_the_sender_hears_that_chau_began(office: desk.Office, carried: Carried) -> None:
    document = issue(office)
    carried()
    one, hue, duc, chau = came(document).state.id, *(office.actor(who) for who in ("hue", "duc", "chau"))
    documents.register(document_id=one, by=hue, at=NOW)
    documents.assign(document_id=one, officer=office.accounts["chau"], by=duc, at=NOW)
    documents.start(document_id=one, by=chau, at=NOW)
    carried()
    assert told(document) == ["01", "03", "04", "05"]
    (chain,) = queries.chains(document=name_of(document))
    assert chain.stands is Status.IN_HAND


def test_a_certified_copy_travels_as_a_document_of_its_own_and_holds_where_it_arrives(
    office: desk.Office, carried: Carried
) -> None:
    document, dung = issue(office), office.actor("dung")
    shown = papers.document(document_id=document, by=SYSTEM, at=NOW).state.file or ""
    documents.copy(document_id=document, kind="sao-y", shown=shown, by=dung, at=NOW)
    (made,) = papers.copies(document_id=document)
    documents.send_copy(
        document_id=document, copy=made.file, receivers=[(desk.HEALTH, "Sở Y tế")], by=dung, at=NOW
    )
    carried()
    (made,) = papers.copies(document_id=document)
    arrived = came(made.sent_as or "")
    assert (arrived.state.kind, arrived.state.symbol) == ("sao-y", "01/SY-SNV")
    assert papers.findings(document_id=arrived.state.id)[0].verdict is Verdict.FULL
    assert came(document).state.kind == "quyet-dinh"
    assert told(made.sent_as or "") == ["01"]
    hue = office.actor("hue")
    state = documents.register(document_id=arrived.state.id, by=hue, at=NOW)
    documents.copy(document_id=state.id, kind="sao-luc", shown=state.file or "", by=hue, at=NOW)
    assert [one.symbol for one in papers.copies(document_id=state.id)] == ["01/SL-SYT"]


def at_desk(office: desk.Office, who: str) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(get_user_model().objects.get(pk=office.accounts[who]))
    return client


def test_how_it_stands_with_each_receiver_is_on_the_documents_own_page(office: desk.Office) -> None:
    document = issue(office)

    def page(who: str, of: str) -> str:
        with clock.at(NOW):
            return " ".join(at_desk(office, who).get(f"/van-phong/van-ban/{of}/").content.decode().split())

    assert "Tình hình ở nơi nhận" in page("dung", document)
    actions.send(document_id=document, at=NOW)
    assert "Sở Y tế: đang chờ gửi" in page("dung", document)
    rounds()
    assert "Sở Y tế: Đã đến" in page("dung", document)
    documents.refuse(
        document_id=came(document).state.id, words="Không thuộc thẩm quyền", by=office.actor("hue"), at=NOW
    )
    rounds()
    said = page("dung", document)
    assert "Sở Y tế: Từ chối tiếp nhận" in said
    assert said.count("“Không thuộc thẩm quyền”") == 1
    said = page("hue", came(document).state.id)
    assert "Đã báo cho nơi gửi" in said
    assert "Từ chối tiếp nhận" in said
    with clock.at(NOW):
        draft = desk.drafted(office).id
    assert "Tình hình ở nơi nhận" not in page("lan", draft)


def test_dung_does_it_with_the_buttons_of_the_documents_page(office: desk.Office) -> None:
    client = at_desk(office, "dung")
    old, new = issue(office), issue(office, "Về việc phân công lại nhiệm vụ")
    with clock.at(NOW):
        page = client.get(f"/van-phong/van-ban/{old}/").content.decode()
        for word in ("Gửi bản cập nhật", "Thay thế", "Xin lấy lại"):
            assert word in page
        for slug, more, done in (
            ("cap-nhat", {"words": "thêm nơi nhận", "receivers": [desk.HOUSE]}, "Đã gửi bản cập nhật"),
            ("xin-lay-lai", {"words": "gửi nhầm"}, "Đã xin lấy lại"),
            ("thay-the", {"words": "phân công lại", "replacement": new}, "Đã thay thế văn bản"),
        ):
            path = f"/van-phong/van-ban/{old}/viec/{slug}/"
            form = client.get(path).context["form"]
            answer = client.post(path, {"seen": form["seen"].value()} | more, follow=True)
            assert done in answer.content.decode()
        assert "Đã được thay thế" in client.get(f"/van-phong/van-ban/{old}/").content.decode()
    assert [code for code, _name in papers.document(document_id=old, by=SYSTEM, at=NOW).receivers] == [
        desk.HEALTH,
        desk.HOUSE,
    ]
