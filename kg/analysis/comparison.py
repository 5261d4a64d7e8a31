"""What two sources say of the world: only one, only the other, both, and where they tell the same pair otherwise."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kg.analysis.relations import sign_of
from kg.model import Evidence, GraphView, Statement
from kg.ontology import Ontology, load_ontology

Said = tuple[Statement, ...]
"""Statements with the same subject, predicate, object, polarity and status, whatever their speakers and dates; their
evidence is that of one side."""
Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What two sides tell otherwise of one pair: `one` in the words of the first, `other` in those of the second.

    `kind` is "status" where one relation has another status, "polarity" where one affirms what the other denies,
    "sign" where one tells cooperation and the other conflict.
    """

    kind: Literal["status", "polarity", "sign"]
    one: tuple[Said, ...]
    other: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two groups of documents say; each part sorted by subject, predicate, object, polarity, status.

    Whatever the first says stands in `both`, in `changes` or in `only_one`; so for the second. A thing may take part
    in more than one change.
    """

    only_one: tuple[Said, ...]
    only_other: tuple[Said, ...]
    both: tuple[tuple[Said, Said], ...]
    changes: tuple[Change, ...]


def compare(
    view: GraphView, one: Collection[str], other: Collection[str], *, ontology: Ontology | None = None
) -> Comparison:
    """Compare what the documents with the keys `one` say with what those with the keys `other` say."""
    known = ontology or load_ontology()
    here, there = _said(view, set(one)), _said(view, set(other))
    both = sorted(here.keys() & there.keys())
    left = {key: said for key, said in here.items() if key not in there}
    right = {key: said for key, said in there.items() if key not in here}
    changes = (*_requalified(left, right), *_turned(left, right, known))
    changed = {_key(said[0]) for change in changes for said in (*change.one, *change.other)}
    return Comparison(
        only_one=tuple(left[key] for key in sorted(left) if key not in changed),
        only_other=tuple(right[key] for key in sorted(right) if key not in changed),
        both=tuple((here[key], there[key]) for key in both),
        changes=changes,
    )


def quotes_of(said: Said) -> tuple[Evidence, ...]:
    """The evidence of what is said, by document and place, one for each sentence."""
    found = {(each.document, each.start, each.end): each for statement in said for each in statement.evidence}
    return tuple(found[place] for place in sorted(found))


def _key(statement: Statement) -> Key:
    ends = statement.subject.id, statement.predicate, statement.object.id
    return (*ends, statement.polarity, statement.status)


def _said(view: GraphView, keys: Collection[str]) -> dict[Key, Said]:
    """What these documents say, with their evidence alone."""
    found: dict[Key, list[Statement]] = {}
    for statement in view.statements:
        evidence = tuple(each for each in statement.evidence if each.document in keys)
        if evidence:
            found.setdefault(_key(statement), []).append(replace(statement, evidence=evidence))
    return {key: tuple(said) for key, said in found.items()}


def _requalified(left: Mapping[Key, Said], right: Mapping[Key, Said]) -> list[Change]:
    """One relation with another polarity, else with another status."""
    ours, theirs = _grouped(left, _triple), _grouped(right, _triple)
    changes: list[Change] = []
    for triple in sorted(ours.keys() & theirs.keys()):
        for key in ours[triple]:
            against = [other for other in theirs[triple] if other[3] != key[3]]
            along = [other for other in theirs[triple] if other[3] == key[3]]
            if against:
                changes.append(Change("polarity", (left[key],), tuple(right[other] for other in against)))
            if along:
                changes.append(Change("status", (left[key],), tuple(right[other] for other in along)))
    return changes


def _turned(left: Mapping[Key, Said], right: Mapping[Key, Said], ontology: Ontology) -> list[Change]:
    """Cooperation of a pair on one side, conflict on the other, whoever acts on whom."""
    ours, theirs = _grouped(left, _pair), _grouped(right, _pair)
    changes: list[Change] = []
    for pair in sorted(ours.keys() & theirs.keys()):
        for sign in (1, -1):
            one = tuple(left[key] for key in ours[pair] if sign_of(left[key][0], ontology) == sign)
            other = tuple(right[key] for key in theirs[pair] if sign_of(right[key][0], ontology) == -sign)
            if one and other:
                changes.append(Change("sign", one, other))
    return changes


def _triple(key: Key) -> tuple[str, ...]:
    return key[:3]


def _pair(key: Key) -> tuple[str, ...]:
    return tuple(sorted((key[0], key[2])))


def _grouped(keys: Iterable[Key], part: Callable[[Key], tuple[str, ...]]) -> dict[tuple[str, ...], list[Key]]:
    groups: dict[tuple[str, ...], list[Key]] = {}
    for key in sorted(keys):
        groups.setdefault(part(key), []).append(key)
    return groups
