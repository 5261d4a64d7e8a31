"""Who is meant: every mention of one document as entities, by name, by role, or by what was said before.

Rules in the order they are tried: a known name; a surname of a person named in full elsewhere in the document; an
office with its nation ("the Japanese prime minister"); a pronoun or general noun by recency, kind and number; a
demonstrative by the agreement, policy or event described last.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.actors import Actor
from kg.model import Entity, Extraction, Link, Mention, Speech
from kg.ontology import Ontology
from kg.options import Decision
from kg.resolve.entities import described_entity, known_entity, known_nation, may_be_of
from kg.resolve.nesting import enclosing
from kg.resolve.realms import realms
from kg.resolve.several import NAMED, named_beside, together
from kg.resolve.several import REACH as PLURAL_REACH
from kg.resolve.sides import BODIES, foremost, other_sides, side
from kg.resolve.variants import links
from kg.surnames import surname_key

SPEECH = frozenset({"speaker", "speakers", "hearer"})
PERSON = frozenset({"person"})
THINGS = frozenset({"agreement", "policy", "event"})
REACH = 600  # code points that a singular pronoun looks back: about three sentences
THING_REACH = 1200
NEAR = 80  # code points behind an actor in which a capital says whose an organ is: "in Niamey, the junta"
NOUN_REACH = 6000
OTHER_REACH = 1200


class Discourse:
    """The mentions of one document in text order, and whom each of them means."""

    def __init__(self, extraction: Extraction, ontology: Ontology, decisions: Iterable[Decision] = ()) -> None:
        self._document = extraction.document
        self._ontology = ontology
        self._mentions = sorted(extraction.mentions, key=lambda mention: (mention.start, mention.end, mention.text))
        self._starts = [mention.start for mention in self._mentions]
        self._written: dict[str, set[str]] = defaultdict(set)
        self._office_of: dict[str, str] = {}
        self._holders: dict[tuple[str, str], str] = {}
        self._states = {
            mention.candidates[0]
            for mention in self._mentions
            if mention.kind == "state" and len(mention.candidates) == 1
        }
        self._named_in_full = self._full_names()
        self._ids = {mention: self._direct(mention) for mention in self._mentions}
        self._linked = links(
            self._mentions, self._ids, text=extraction.document.text, ontology=ontology, decisions=decisions
        )
        meant = {id_: entity for id_, (entity, _) in self._linked.items()}
        self._ids = {mention: meant.get(id_ or "", id_) for mention, id_ in self._ids.items()}
        self._mentions_of: dict[str, list[Mention]] = defaultdict(list)
        self._speeches = extraction.speeches
        self._speech_starts = [speech.start for speech in self._speeches]
        self._around = enclosing(self._speeches)
        self._collect()
        self._realms = realms(extraction.relations, self._mentions, self._ids, ontology, self._office_of)
        self._office_of = {**self._realms, **self._office_of}
        self._former = {
            self._ids.get(said.subject)
            for said in extraction.relations
            if said.status == "ended" and said.construction.startswith("office")
        }
        self._entities: dict[str, Entity] = {}

    @property
    def links(self) -> tuple[Link, ...]:
        """Names of the document that may be another's, sorted by name."""
        return tuple(sorted((link for _, link in self._linked.values()), key=lambda link: (link.written, link.entity)))

    def entities(self, mention: Mention, *, beside: Iterable[Entity] = ()) -> tuple[Entity, ...]:
        """Whom the mention means: one, several ("the two leaders"), or nobody who can be found.

        A pronoun never means those `beside` it: the subject of "X accused him"; a possessive may ("X sent its army").
        """
        barred = frozenset(entity.id for entity in beside if mention.refers != "possessor")
        if mention.refers == "other":
            barred |= {entity.acts_for for entity in beside if entity.acts_for}
        return tuple(self._entity(id_, holder) for id_, holder in self._referents(mention, barred))

    # -- names --------------------------------------------------------------------------------------------------

    def _full_names(self) -> dict[str, Counter[str]]:
        """Last word of every person's full name in the document -> ids of those persons."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in self._mentions:
            if mention.kind == "person" and mention.form == "name" and " " in mention.text:
                id_ = mention.candidates[0] if mention.candidates else self._own(mention).id
                found[surname_key(mention.text.split()[-1], self._document.lang)][id_] += 1
        return found

    def _direct(self, mention: Mention) -> str | None:
        """Id of the entity that a mention names by itself; None for pronouns and general nouns."""
        if mention.form == "pronoun" or (mention.form == "description" and mention.count != 1):
            return None
        if mention.kind == "person" and (
            mention.form == "surname" or (not mention.candidates and " " not in mention.text)
        ):
            return self._by_surname(mention)
        if mention.candidates:
            return self._best(mention.candidates)
        return self._own(mention).id

    def _by_surname(self, mention: Mention) -> str | None:
        named = self._named_in_full.get(surname_key(mention.text.split()[-1], self._document.lang))
        if named:
            return max(named, key=lambda id_: (named[id_], id_))
        candidates = [id_ for id_ in mention.candidates if may_be_of(self._ontology.actors[id_], mention.nation)]
        return self._best(candidates) if candidates else self._own(mention).id

    def _best(self, candidates: Iterable[str]) -> str:
        """The candidate in office when the document appeared, or whose country the document names; else the first."""
        actors = [self._ontology.actors[id_] for id_ in candidates]
        return (
            min(actors, key=lambda actor: (actor.kind != "state", -self._likelihood(actor), actor.id)).id
            if len(actors) > 1
            else actors[0].id
        )

    def _likelihood(self, actor: Actor) -> int:
        latest = max((term.until or "9999" for term in actor.terms), default="")
        return 2 * bool({actor.id, f"state/{actor.country}"} & self._states) + (latest >= "2015")

    def _own(self, mention: Mention) -> Entity:
        return described_entity(mention, (), self._document, self._ontology)

    def _collect(self) -> None:
        for mention in self._mentions:
            id_ = self._ids[mention]
            if id_ is None:
                continue
            self._mentions_of[id_].append(mention)
            if mention.form in NAMED or mention.kind not in {"state", "organization"} or not mention.candidates:
                self._written[id_].add(mention.text)
            nation = mention.nation or known_nation(self._ontology.actors.get(id_), mention)
            if mention.kind == "person" and mention.office and nation:
                self._office_of.setdefault(id_, nation)
                self._holders.setdefault((mention.office, nation), id_)
        for mention in self._mentions:
            if mention.form == "description" and mention.office and mention.nation and (id_ := self._holder(mention)):
                self._office_of.setdefault(id_, mention.nation)

    # -- references ---------------------------------------------------------------------------------------------

    def _referents(self, mention: Mention, barred: frozenset[str]) -> list[tuple[str, Mention]]:
        """(id, mention that carries the name) of everybody meant."""
        if mention.form == "pronoun" and mention.office and not mention.refers:
            return [(self._realms[id_], mention) for id_ in sorted(barred) if id_ in self._realms]
        holder = self._holder(mention) if mention.form == "description" else None
        if holder is not None:
            return [(holder, mention)]
        id_ = self._ids.get(mention) or self._direct(mention)
        if id_ is not None:
            return [(id_, mention)]
        if mention.refers in SPEECH:
            return self._of_speech(mention)
        return self._said_before(mention, barred)

    def _said_before(self, mention: Mention, barred: frozenset[str]) -> list[tuple[str, Mention]]:
        """Whom a pronoun or general noun means by what the document said before."""
        if mention.refers == "whose":
            return self._whose(mention)
        rules = {
            "definite": self._definite, "other": self._other, "there": self._there, "another": self._another,
            "latter": self._latter, "unsaid": self._unsaid,
        }  # fmt: skip
        if mention.refers in rules:
            return rules[mention.refers](mention, barred)
        if mention.kind == "event":
            return self._last(mention, THINGS, THING_REACH, described=True)
        if mention.count == 1:
            kinds = PERSON | BODIES if mention.refers == "either" else PERSON if mention.kind == "person" else BODIES
            return self._last(mention, kinds, REACH, barred=barred)
        return self._several(mention, barred)

    def _several(self, mention: Mention, barred: frozenset[str]) -> list[tuple[str, Mention]]:
        """They: who acted together last, nobody where no such words tell. Two by number: the foremost."""
        if mention.form == "pronoun" and mention.count == 0:
            found = together(self._before(mention, PLURAL_REACH), self._document.text, self._ids, barred)
            return found or (self._foremost(mention) if mention.refers == "possessor" else [])
        return self._foremost(mention)

    def _unsaid(self, mention: Mention, barred: frozenset[str]) -> list[tuple[str, Mention]]:
        """The subject that a verb leaves out: the last one, or those who acted together last."""
        if mention.count == 0:
            return together(self._before(mention, PLURAL_REACH), self._document.text, self._ids, barred)
        found = self._last(mention, PERSON | BODIES, REACH, barred=barred)
        return [each for each in found if each[1].subject]

    # -- who speaks ---------------------------------------------------------------------------------------------

    def spoken(self, at: int) -> tuple[Entity, ...]:
        """Who says what stands at a place of the document, by quotation, turn or signature; joint speakers all."""
        speech = self._speech(at)
        if speech is None:
            return ()
        return tuple(entity for speaker in speech.speakers for entity in self._speaker(speaker))

    def _speech(self, at: int) -> Speech | None:
        """The innermost speech around a place."""
        found: int | None = bisect_right(self._speech_starts, at) - 1
        while found is not None and found >= 0 and self._speeches[found].end <= at:
            found = self._around[found]
        return self._speeches[found] if found is not None and found >= 0 else None

    def _speaker(self, speaker: Mention) -> tuple[Entity, ...]:
        return () if speaker.refers in SPEECH else self.entities(speaker)

    def _of_speech(self, mention: Mention) -> list[tuple[str, Mention]]:
        """I: who speaks. We: for whom he speaks. You: for whom the one speaks who answers next."""
        speech = self._answer(mention) if mention.refers == "hearer" else self._speech(mention.start)
        spoken = () if speech is None else speech.speakers
        speakers = [(each, entity) for each in spoken for entity in self._speaker(each)]
        if mention.refers == "speaker":
            return [(entity.id, each) for each, entity in speakers]
        sides = [(side(entity) or each.nation, each) for each, entity in speakers]
        return list(dict.fromkeys((side, each) for side, each in sides if side is not None))

    def _answer(self, mention: Mention) -> Speech | None:
        """The turn that follows a question."""
        if self._speech(mention.start) is not None:
            return None
        later = self._speeches[bisect_right(self._speech_starts, mention.start) :]
        return next((speech for speech in later if speech.voice == "turn"), None)

    def _whose(self, mention: Mention) -> list[tuple[str, Mention]]:
        """Whom the person acts for to whom an organ belongs: "his government"."""
        return [
            (entity.acts_for, other)
            for id_, other in self._last(mention, PERSON, REACH)
            if (entity := self._entity(id_, other)).acts_for
        ]

    def _another(self, mention: Mention, barred: frozenset[str]) -> list[tuple[str, Mention]]:
        """The state named last beside the one that owns: "its neighbour"."""
        owners = frozenset(id_ for id_, _ in self._last(mention, BODIES, REACH))
        return list(self._named_states(self._before(mention, NOUN_REACH), owners | barred).items())[:1]

    def _latter(self, mention: Mention, barred: frozenset[str]) -> list[tuple[str, Mention]]:
        """The actor named last who is no subject: "received the minister; the latter"; a person rather than a state."""
        found: list[tuple[str, Mention]] = []
        for other in self._before(mention, REACH):
            id_, kind = self._person_meant(other)
            named = not other.subject and kind in PERSON | BODIES and other.form != "adjective"
            if id_ is None or id_ in barred or not named:
                continue
            if kind == "person":
                return [(id_, other)]
            found = found or [(id_, other)]
        return found or self._last(mention, PERSON | BODIES, REACH, barred=barred)

    def _person_meant(self, mention: Mention) -> tuple[str | None, str]:
        """Whom a mention means, a person for the holder of an office ("the French president"), and his kind."""
        holder = self._holder(mention) if mention.form == "description" else None
        return (holder, "person") if holder is not None else (self._ids.get(mention), mention.kind)

    # -- general nouns ------------------------------------------------------------------------------------------

    def _definite(self, mention: Mention, barred: frozenset[str]) -> list[tuple[str, Mention]]:
        """The one of its kind named before: who held the office, whose army it was, else the last of the kind."""
        if mention.office:
            return self._last(mention, PERSON, THING_REACH, office=mention.office, barred=barred)
        noun = self._noun(mention)
        for other in self._before(mention, NOUN_REACH):
            id_ = self._ids.get(other)
            if other.form == "description" and other.nation and id_ and id_ not in barred and self._noun(other) == noun:
                return [(id_, other)]
        place = next(self._before(mention, NEAR), None) if mention.kind == "state" else None
        if place is not None and place.form == "metonym" and place.kind == "state" and self._ids[place] not in barred:
            return [(str(self._ids[place]), place)]  # "in Niamey, the junta"
        return self._last(mention, {mention.kind}, THING_REACH, barred=barred)

    def _other(self, mention: Mention, barred: frozenset[str]) -> list[tuple[str, Mention]]:
        """The other side of the story: the one state else in the sentence, else the one that lines before name most.

        Nobody who is named only once, unless the lines before name nobody else, and nobody where the sentence names
        several others.
        """
        inside = self._mentions[bisect_left(self._starts, mention.start) : bisect_left(self._starts, mention.end)]
        here = self._named_states(inside, barred)
        before = self._named_states(self._before(mention, OTHER_REACH), barred)
        return other_sides(here, before, lambda id_: len(self._mentions_of[id_]), mention.count)

    def _there(self, mention: Mention, barred: frozenset[str]) -> list[tuple[str, Mention]]:
        return list(self._named_states(self._before(mention, REACH), barred).items())[:1]

    def _named_states(self, mentions: Iterable[Mention], barred: frozenset[str]) -> dict[str, Mention]:
        named: dict[str, Mention] = {}
        for mention in mentions:
            id_ = self._ids.get(mention)
            if id_ is not None and mention.kind == "state" and mention.form != "pronoun" and id_ not in barred:
                named.setdefault(id_, mention)
        return named

    def _noun(self, mention: Mention) -> str:
        return self._document.text[slice(*(mention.head or (mention.start, mention.end)))].casefold()

    def _holder(self, mention: Mention) -> str | None:
        """Who holds the office that a description names: whom the text gives it, else whom the ontology does.

        None where the document names nobody, or several persons who held it.
        """
        if not (mention.office and mention.nation):
            return None
        if (mention.office, mention.nation) in self._holders:
            return self._holders[mention.office, mention.nation]
        held = [
            id_
            for id_ in sorted(self._mentions_of)
            if id_ in self._ontology.actors
            and any(
                term.role == mention.office and term.in_ == mention.nation for term in self._ontology.actors[id_].terms
            )
        ]
        return held[0] if len(held) == 1 else None

    def _before(self, mention: Mention, reach: int) -> Iterator[Mention]:
        """Mentions that end before this one begins, at most `reach` code points back, nearest first."""
        for at in range(bisect_left(self._starts, mention.start) - 1, -1, -1):
            other = self._mentions[at]
            if mention.start - other.start > reach:
                return
            if other.end <= mention.start:
                yield other

    def _last(
        self,
        mention: Mention,
        kinds: Iterable[str],
        reach: int,
        *,
        described: bool = False,
        office: str | None = None,
        barred: frozenset[str] = frozenset(),
    ) -> list[tuple[str, Mention]]:
        """The last subject of one of the kinds, else the last of whatever role."""
        found: list[tuple[str, Mention]] = []
        for other in self._before(mention, reach):
            id_, kind = self._person_meant(other)
            if id_ is None or id_ in barred or kind not in kinds or other.form == "adjective":
                continue
            if kind == "place" and other.form == "description":
                continue
            if self._is_doubtful(other, id_) or (office is not None and self._held(id_) != office):
                continue
            if described and other.form == "description" and " " not in other.text:
                continue
            if other.subject or described:
                return [(id_, other)]
            found = found or [(id_, other)]
        return found

    def _held(self, id_: str) -> str | None:
        """The office in which the document names a person."""
        return next((each.office for each in self._mentions_of[id_] if each.office), None)

    def _is_doubtful(self, mention: Mention, id_: str) -> bool:
        """A single word that the model takes for a person, named once: often no person at all."""
        unknown = mention.kind == "person" and not mention.candidates and " " not in mention.text
        return unknown and len(self._mentions_of[id_]) == 1

    def _foremost(self, mention: Mention) -> list[tuple[str, Mention]]:
        """The two (or three) persons or states that the document speaks of most: before the mention, else anywhere."""
        before = self._mentions[: bisect_left(self._starts, mention.start)]
        named = named_beside(before, mention, self._document.text, self._ids)
        if len(named) == (mention.count or 2):
            return list(named.items())
        for mentions in (before, self._mentions):
            all_ = [(id_, each) for each in mentions if (id_ := self._ids.get(each)) and each.form in NAMED]
            chosen = foremost([(id_, each) for id_, each in all_ if each.kind == mention.kind], mention.count or 2)
            if chosen:
                return chosen
        return []

    def _entity(self, id_: str, mention: Mention) -> Entity:
        if id_ not in self._entities:
            actor = self._ontology.actors.get(id_)
            written = self._written.get(id_, set())
            if actor is not None:
                self._entities[id_] = known_entity(
                    actor, written, self._document, self._office_of.get(id_), former=id_ in self._former
                )
            else:
                self._entities[id_] = self._unknown(id_, mention)
        return self._entities[id_]

    def _unknown(self, id_: str, mention: Mention) -> Entity:
        """The entity of the fullest mention with that id."""
        same = self._mentions_of.get(id_) or [mention]
        fullest = max(same, key=lambda other: (bool(other.office), bool(other.nation), len(other.text), -other.start))
        return replace(described_entity(fullest, self._written.get(id_, ()), self._document, self._ontology), id=id_)
