"""The catalogue of what is given, as portals of data read it (W3C DCAT 3, in JSON-LD)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from motcua.spine.procedure import Words
from motcua.systems.plans import queries
from motcua.systems.plans.opendata import files, shapes

CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = "https://www.iana.org/assignments/media-types/"
Address = Callable[..., str]


def catalogue(reads: tuple[queries.PlanReading, ...], *, address: Address) -> dict[str, Any]:
    """List every measure of every plan with its files; `address` makes a whole address of a route and its parts."""
    return {
        "@context": CONTEXT,
        "@id": address("opendata_catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _said(
            Words(vi="Dữ liệu mở về cải cách hành chính", en="Open data on administrative reform")
        ),
        "dct:language": ["vi", "en"],
        "dct:rights": _said(shapes.LICENCE),
        "foaf:homepage": {"@id": address("opendata")},
        "dcat:dataset": [
            _dataset(read, target, address) for read in reads for target in read.targets if target.published
        ],
    }


def _dataset(read: queries.PlanReading, target: queries.TargetReading, address: Address) -> dict[str, Any]:
    where = {"plan": read.plan.id, "target": target.id}
    page = address("plan_target", **where)
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": f"{read.plan.id}/{target.id}",
        "dct:title": _said(target.statement),
        "dct:description": _said(target.readings[0].words),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": _said(read.plan.issuer)},
        "dct:source": _said(target.source),
        "dct:rights": _said(shapes.LICENCE),
        "dct:issued": _moment(read.loaded_at.isoformat()),
        "dct:modified": _moment(read.as_of.isoformat()),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": read.plan.start.isoformat()},
            "dcat:endDate": {"@type": "xsd:date", "@value": read.plan.last.isoformat()},
        },
        "dcat:version": str(read.version),
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": list(_distributions(where, address)),
    }


def _distributions(where: Mapping[str, str], address: Address) -> Iterator[dict[str, Any]]:
    for form in files.FORMATS.values():
        place = address("opendata_measure", **where, end=form.end)
        yield {
            "@type": "dcat:Distribution",
            "dct:title": form.label,
            "dcat:accessURL": {"@id": place},
            "dcat:downloadURL": {"@id": place},
            "dcat:mediaType": {"@id": f"{MEDIA}{form.kind.partition(';')[0]}"},
            "dct:rights": _said(shapes.LICENCE),
        }


def _said(words: Words) -> list[dict[str, str]]:
    return [{"@language": "vi", "@value": words.vi}, {"@language": "en", "@value": words.en}]


def _moment(text: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": text}
