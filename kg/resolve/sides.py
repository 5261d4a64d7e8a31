"""The sides of a story: of whom a document speaks most, and who is meant beside one of them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from kg.model import Entity, Mention

BODIES = frozenset({"state", "organization", "group"})


def foremost(named: Sequence[tuple[str, Mention]], count: int) -> list[tuple[str, Mention]]:
    """The `count` entities named most, first named first among equals; nobody where fewer are named."""
    first: dict[str, Mention] = {}
    ranks: Counter[str] = Counter()
    for id_, mention in named:
        first.setdefault(id_, mention)
        ranks[id_] += 1
    if len(ranks) < count:
        return []
    chosen = sorted(ranks, key=lambda id_: (-ranks[id_], first[id_].start))[:count]
    return [(id_, first[id_]) for id_ in chosen]


def other_sides(
    here: Mapping[str, Mention], before: Mapping[str, Mention], times: Callable[[str], int], count: int
) -> list[tuple[str, Mention]]:
    """The other `count` sides among those named in the sentence and before it; `times` says how often they are."""
    often = [id_ for id_ in {**here, **before} if times(id_) > 1]
    if count == 1 and here:
        return [(id_, here[id_]) for id_ in here] if len(here) == 1 and often[:1] == list(here) else []
    ranked = sorted(often, key=lambda id_: (id_ not in here, -times(id_)))
    chosen = list(before) if len(before) == count and not here else ranked[:count]
    return [(id_, {**before, **here}[id_]) for id_ in chosen] if len(chosen) == count else []


def side(entity: Entity) -> str | None:
    """For whom somebody speaks who says "we": the state or body acted for, or the body itself."""
    return entity.acts_for or (entity.id if entity.kind in BODIES else None)
