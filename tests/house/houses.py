"""One house in a process of its own: `python -m tests.house.houses`, its database and papers in the environment.

It does what it is asked, line by line: a JSON list of what it does and its words; it answers each with a line of JSON.
"""

import json
import sys
from datetime import date
from typing import Any

import django

django.setup()

from motcua.base import clock, store  # noqa: E402 - rooms can be imported only once Django is set up
from motcua.spine import access  # noqa: E402 - as above
from motcua.systems.documents import queries as papers  # noqa: E402 - as above
from motcua.systems.exchange import actions, models, ports, queries  # noqa: E402 - as above
from motcua.systems.organisation import actions as organisation  # noqa: E402 - as above

BY = access.system("test")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n"


def found(code: str, name: str) -> None:
    """Found a house: a province with one department."""
    units = f"valid_from: 2019-05-01\nunits:\n  - {{code: {code}, name: {name}}}\n  - {{code: {code}.09, name: Sở Nội vụ {name}}}\n"
    organisation.load(text=units, at=clock.now(), by=BY.id)


def write(sender: str, receiver: str, first: str, last: str) -> None:
    """Post letters number FIRST to LAST, each with a paper."""
    kept = store.put(chunks=[PDF], name="bao-cao.pdf")
    file = ports.File(digest=kept.digest, name="bao-cao.pdf", media_type=kept.media_type, size=kept.size)
    posts = []
    for number in range(int(first), int(last) + 1):
        letter = ports.Letter(
            document=f"{sender},2023/06/14,{number}/BC-SNV",
            from_code=sender,
            from_name="Sở Nội vụ",
            to=((receiver, "Sở Nội vụ"),),
            number=str(number),
            notation="BC-SNV",
            type_name="Báo cáo",
            subject=f"Báo cáo số {number}",
            issued_on=date(2023, 6, 14),
            files=(file,),
        )
        posts.append(
            actions.Post(
                id=f"letter:{number}",
                sender=sender,
                receiver=receiver,
                lane=letter.document,
                kind=ports.DOCUMENT,
                body=ports.to_json(letter),
                files=letter.files,
                channel=f"peer:{receiver.partition('.')[0]}",
            )
        )
    actions.post(posts, by=BY, at=clock.now())


def tell() -> dict[str, Any]:
    """Tell how the house stands."""
    came, _total = papers.documents(
        narrowed=papers.Filter(outgoing=False), by=access.system("exchange"), at=clock.now()
    )
    return {
        "waiting": models.Outgoing.objects.filter(state="waiting").count(),
        "in_vain": models.Outgoing.objects.filter(state="waiting", reason="exchange.unreachable").count(),
        "delivered": models.Outgoing.objects.filter(state="delivered").count(),
        "stuck": [[each.other, each.reason] for each in queries.stuck()],
        "came": sorted(each.symbol for each in came),
        "told": {
            document: [each.status for chain in queries.chains(document=document) for each in chain.told]
            for document in models.Told.objects.values_list("document", flat=True).distinct()
        },
    }


DOES: dict[str, Any] = {"found": found, "write": write, "tell": tell}

if __name__ == "__main__":
    for line in sys.stdin:
        does, *words = json.loads(line)
        print(json.dumps(DOES[does](*words)), flush=True)
