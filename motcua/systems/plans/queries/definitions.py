"""Which definition of a target measures, since when, and which there were before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.spine import plan as plans, sentence
from motcua.systems.plans import models
from motcua.systems.plans.queries import current

WHO_ASKED = "asked?"  # no key of a reading can be written so


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """The `number`-th definition of a target: it came with a version of the plan and held from `since` on.

    `digest` is that of what counts and judges (`motcua.spine.plan.digest`), empty where the target left the plan.
    """

    target: str
    number: int
    digest: str
    version: int
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A definition and its sentences, by reading (who was asked by `WHO_ASKED`); `before` are those it replaced, None for the first."""

    definition: Definition
    sentences: Mapping[str, str]
    before: Mapping[str, str] | None


def definitions(plan: str) -> Mapping[str, Definition]:
    """Give the definition that measures each target of a plan now, by the target's id."""
    rows = models.TargetDefinition.objects.filter(plan=plan).order_by("target", "-number").distinct("target")
    return {
        name: Definition(target=name, number=number, digest=digest, version=version, since=since)
        for name, number, digest, version, since in rows.values_list(
            "target", "number", "digest", "version", "since"
        )
        if digest
    }


def definition_history(*, plan: str, target: str) -> tuple[Change, ...]:
    """Tell every definition a target had, oldest first, each with its sentences and those before it."""
    rows = list(models.TargetDefinition.objects.filter(plan=plan, target=target).order_by("number"))
    digests = dict(
        models.PlanVersion.objects.filter(plan=plan, number__in={row.version for row in rows}).values_list(
            "number", "digest"
        )
    )
    told: list[Change] = []
    for row in rows:
        sentences = _sentences(plan, row.version, digests[row.version], target)
        before = told[-1].sentences if told else None
        told.append(Change(definition=_definition(row), sentences=sentences, before=before))
    return tuple(told)


def _definition(row: models.TargetDefinition) -> Definition:
    return Definition(
        target=row.target, number=row.number, digest=row.digest, version=row.version, since=row.since
    )


def _sentences(plan: str, version: int, digest: str, target: str) -> Mapping[str, str]:
    """Give a target's sentences by reading; none where today's collections can no longer read that version."""
    try:
        found = current.text_of(plan, version, digest).target(target)
    except plans.Refusal:
        return {}
    if found is None:
        return {}
    said = {reading.key: sentence.write(reading.sentence) for reading in found.readings}
    return said | {WHO_ASKED: sentence.write(found.asked)} if found.asked else said
