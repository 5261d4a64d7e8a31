"""Of which state somebody holds an office that the text names without it: "Prime Minister X", "the defence minister".

Tried in this order: what the text says of the same person elsewhere; the terms of office that the ontology knows; the
state that the sentence or the document speaks of most, where nobody else holds that office.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.model import Mention, RelationMention
from kg.ontology import Ontology

SOLE = frozenset({"headOfStateOf", "headOfGovernmentOf"})  # offices that one person of a state holds at a time
OF_STATES = SOLE | {"holdsOfficeIn", "spokespersonFor"}
NEAR = 2  # how many mentions elsewhere the state that opens the sentence counts for
UNSAID = "office in a state named elsewhere"


def realms(
    relations: Iterable[RelationMention],
    mentions: Iterable[Mention],
    ids: Mapping[Mention, str | None],
    ontology: Ontology,
    told: Mapping[str, str],
) -> dict[str, str]:
    """Holder id -> state id of the offices without a named state; `told` is what the text says of holders."""
    found: dict[str, str] = {}
    taken = {(mention.office, mention.nation) for mention in mentions if mention.office in SOLE and mention.nation}
    states = _states(mentions, ids)
    for relation in relations:
        holder = ids.get(relation.subject)
        if relation.construction != UNSAID or holder is None or holder in found:
            continue
        state = told.get(holder) or _known(holder, relation.predicate, ontology)
        if state is None and relation.predicate in OF_STATES:
            state = _foremost(relation, states, taken)
        if state is not None:
            found[holder] = state
            if relation.predicate in SOLE:
                taken.add((relation.predicate, state))
    return found


def _known(holder: str, role: str, ontology: Ontology) -> str | None:
    """Where a known person holds that office, else where any; None where there are several."""
    actor = ontology.actors.get(holder)
    if actor is None:
        return None
    for terms in ([term for term in actor.terms if term.role == role], actor.terms):
        held = {term.in_ for term in terms}
        if len(held) == 1:
            return held.pop()
    return f"state/{actor.country}" if actor.country else None


def _states(mentions: Iterable[Mention], ids: Mapping[Mention, str | None]) -> dict[str, list[int]]:
    """State id -> where the document names it, in text order."""
    found: dict[str, list[int]] = defaultdict(list)
    for mention in mentions:
        id_ = ids.get(mention)
        if id_ is not None and id_.startswith("state/"):
            found[id_].append(mention.start)
    return found


def _foremost(
    relation: RelationMention, states: Mapping[str, list[int]], taken: Iterable[tuple[str | None, str | None]]
) -> str | None:
    """The state named most often before the title, the first of its sentence counting more."""
    held = set(taken)
    ranks: Counter[str] = Counter()
    first: tuple[int, str] | None = None
    for id_, places in states.items():
        if (relation.predicate, id_) in held:
            continue
        ranks[id_] = sum(place < relation.cue[0] for place in places)
        inside = [place for place in places if relation.start <= place < relation.cue[0]]
        if inside and (first is None or inside[0] < first[0]):
            first = (inside[0], id_)
    if first is not None:
        ranks[first[1]] += NEAR
    best = [id_ for id_ in ranks if ranks[id_] > 0]
    return min(best, key=lambda id_: (-ranks[id_], states[id_][0])) if best else None
