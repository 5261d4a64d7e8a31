"""Names written otherwise: "Bayidon" for Biden, "Kishita" for Kishida, after machine translation or a slip.

A person whom nothing else in the document identifies may be one whom it names elsewhere, or who holds the office that
the text gives him. How alike the names are is measured by the similarity of Jaro and Winkler (Winkler 1990), of the
letters and of the consonants alone, since transliteration changes vowels first; who acts together with the same person
is likelier the same. What is decided by the user comes before every measure.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from rapidfuzz.distance import JaroWinkler

from kg.model import Link, Mention
from kg.ontology import Ontology
from kg.options import Decision

LEAST = 0.88  # score from which two names are one
LEAST_OFTEN = 0.95  # of a name written three times or more: slips are rare
OFTEN = 3
LISTED = 0.8  # score from which a pair is told although the names stay apart
TOGETHER = 0.2  # for being named beside the same person
NAMED = 0.1  # for being named in the document, where several may be meant
IN_OFFICE = 0.1  # for holding the office that the text gives
SURE = 0.99  # no likeness is told to be higher
SHORTEST = 4  # letters of a name
NEAR = 8  # code points between two who are named together: "and", a comma
VOWELS = frozenset("aeiouyhw")


def links(
    mentions: Sequence[Mention],
    ids: Mapping[Mention, str | None],
    *,
    text: str,
    ontology: Ontology,
    decisions: Iterable[Decision] = (),
) -> dict[str, tuple[str, Link]]:
    """Id of an unknown person -> (id of who is meant, or its own; why), for every pair alike enough to be told."""
    known = _Persons(mentions, ids, text, ontology)
    decided = {(each.written.casefold(), each.entity): each.accepted for each in decisions}
    found: dict[str, tuple[str, Link]] = {}
    for id_ in known.unknown():
        written = known.name(id_)
        accepted = (entity for (name, entity), yes in sorted(decided.items()) if yes and name == written.casefold())
        chosen = next((entity for entity in accepted if entity in ontology.actors or entity in known), None)
        if chosen is not None:
            found[id_] = chosen, Link(written, chosen, 1.0, "accepted")
            continue
        ranked = ((score + NAMED * (entity in known), score, entity) for score, entity in known.candidates(id_))
        _, score, entity = max(ranked, default=(0.0, 0.0, ""))
        if score < LISTED:
            continue
        score = min(score, SURE)
        if decided.get((written.casefold(), entity)) is False:
            found[id_] = id_, Link(written, entity, score, "refused")
            continue
        least = LEAST_OFTEN if known.count(id_) >= OFTEN else LEAST
        linked = score >= least
        found[id_] = (entity if linked else id_), Link(written, entity, score, "linked" if linked else "apart")
    return found


def likeness(one: str, other: str) -> float:
    """How alike two names sound, 0 to 1: the mean over their letters and over their consonants."""
    first, second = _folded(one), _folded(other)
    if min(len(first), len(second)) < SHORTEST or first[0] != second[0]:
        return 0.0
    bones = JaroWinkler.similarity(_consonants(first), _consonants(second))
    return float(JaroWinkler.similarity(first, second) + bones) / 2


def _folded(name: str) -> str:
    bare = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return "".join(bare).casefold()


def _consonants(name: str) -> str:
    return name[0] + "".join(letter for letter in name[1:] if letter not in VOWELS)


class _Persons:
    """The persons of one document: their names, offices, and who is named beside them."""

    def __init__(
        self, mentions: Sequence[Mention], ids: Mapping[Mention, str | None], text: str, ontology: Ontology
    ) -> None:
        self._ontology = ontology
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            id_ = ids.get(mention)
            if id_ is not None and mention.kind == "person" and mention.form in {"name", "surname"}:
                self._mentions[id_].append(mention)
        self._beside = self._pairs(mentions, ids, text)

    def _pairs(
        self, mentions: Sequence[Mention], ids: Mapping[Mention, str | None], text: str
    ) -> dict[str, Counter[str]]:
        """Who is named right before or behind whom."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        persons = [mention for mention in mentions if ids.get(mention) in self._mentions]
        for left, right in pairwise(persons):
            one, other = ids[left], ids[right]
            near = 0 < right.start - left.end <= NEAR and not set(text[left.end : right.start]) & set(".;:()\n")
            if one is not None and other is not None and one != other and near:
                found[one][other] += 1
                found[other][one] += 1
        return found

    def unknown(self) -> Iterator[str]:
        """Ids of persons that no list knows, sorted."""
        return iter(sorted(id_ for id_ in self._mentions if id_ not in self._ontology.actors))

    def __contains__(self, id_: str) -> bool:
        return id_ in self._mentions

    def name(self, id_: str) -> str:
        """The longest written name of a person."""
        return max((mention.text for mention in self._mentions[id_]), key=lambda text: (len(text), text))

    def count(self, id_: str) -> int:
        """How often a person is named."""
        return len(self._mentions[id_])

    def candidates(self, id_: str) -> Iterator[tuple[float, str]]:
        """(score, id) of those whom an unknown person may be; scores above 1 still tell who is likelier."""
        words = self.name(id_).split()
        offices = {(m.office, m.nation) for m in self._mentions[id_] if m.office and m.nation}
        for other, surnames in sorted(self._others(id_, offices).items()):
            office = self._holds(other, offices)
            alone = len(words) == 1 or office
            own = words if alone else words[-1:]
            alike = max((likeness(word, surname) for word in own for surname in surnames), default=0.0)
            if not alone and not self._given_names_alike(words, other):
                continue
            shared = self._beside[id_].keys() & self._beside[other].keys()
            score = alike + TOGETHER * bool(shared) + IN_OFFICE * office
            yield round(score if alike else 0.0, 2), other

    def _others(self, id_: str, offices: set[tuple[str, str]]) -> dict[str, set[str]]:
        """Surnames by id of the other persons of the document, and of holders of the office that the text gives."""
        found = {other: self._surnames(other) for other in self._mentions if other != id_ and self._is_told(other)}
        for actor in self._ontology.actors.values() if offices else ():
            if actor.kind == "person" and self._holds(actor.id, offices):
                found[actor.id] = self._surnames(actor.id)
        return found

    def _is_told(self, id_: str) -> bool:
        """Whether a person is known, or named in full."""
        return id_ in self._ontology.actors or " " in self.name(id_)

    def _surnames(self, id_: str) -> set[str]:
        actor = self._ontology.actors.get(id_)
        known = {name.text for name in actor.names if name.form == "surname"} if actor is not None else set()
        return known | {mention.text.split()[-1] for mention in self._mentions.get(id_, ())}

    def _holds(self, id_: str, offices: set[tuple[str, str]]) -> bool:
        actor = self._ontology.actors.get(id_)
        return actor is not None and any((term.role, term.in_) in offices for term in actor.terms)

    def _given_names_alike(self, words: Sequence[str], other: str) -> bool:
        """Whether the first names may be one: "Joe Bidden" and "Joe Biden", not "Jane Bidden"."""
        named = [mention.text.split() for mention in self._mentions.get(other, ()) if " " in mention.text]
        return any(likeness(words[0], name[0]) >= LEAST or words[0] == name[0] for name in named)
