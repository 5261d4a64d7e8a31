"""Whom "they" means: who acted together last, or a group or people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.model import Mention

REACH = 450  # code points that a plural looks back: two sentences
JOINT = 5  # code points between names that are listed together, "and" or a comma with its spaces
NAMED = frozenset({"name", "surname", "metonym", "demonym"})  # forms of mentions that name somebody
Found = list[tuple[str, Mention]]


def together(
    before: Iterable[Mention], text: str, ids: Mapping[Mention, str | None], barred: frozenset[str] = frozenset()
) -> Found:
    """The subjects named together last, or the last group that is a subject by itself; `before` has the nearest first.

    Somebody alone is nobody whom a plural means.
    """
    subjects = sorted({mention for mention in before if mention.subject and ids.get(mention)}, key=lambda m: m.start)
    for run in reversed(list(_runs(subjects, text))):
        found = {id_: mention for mention in run if (id_ := ids[mention]) is not None and id_ not in barred}
        if len(found) > 1 or any(_is_people(mention) for mention in found.values()):
            return list(found.items())
    return []


def _runs(subjects: Sequence[Mention], text: str) -> Iterator[list[Mention]]:
    """Subjects that a list joins, in text order."""
    run = list(subjects[:1])
    for one, other in pairwise(subjects):
        if other.start - one.end > JOINT or "." in text[one.end : other.start]:
            yield run
            run = []
        run.append(other)
    if run:
        yield run


def _is_people(mention: Mention) -> bool:
    """Whether a mention names many: a group, or a nation by its people."""
    return mention.kind == "group" or mention.form == "demonym"


def named_beside(
    before: Sequence[Mention], mention: Mention, text: str, ids: Mapping[Mention, str | None]
) -> dict[str, Mention]:
    """Who of its kind is named earlier in the sentence of a mention; `before` are the mentions up to it."""
    begin = max(text.rfind(stop, 0, mention.start) for stop in ("。", "！", "？", ". ", "! ", "? ", "\n"))
    near = [each for each in before if each.start >= begin and each.kind == mention.kind and each.form in NAMED]
    return {id_: each for each in near if (id_ := ids.get(each)) is not None}
