"""How words relate two mentions: frames of the lexicon read off the tree, and offices.

Every construction reads Universal Dependencies and yields `RelationMention`s; none knows a language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, combinations, permutations, product

from kg.extract.addressed import addressees, stances
from kg.extract.arguments import Arguments, antecedent, antecedents
from kg.extract.calendar import Calendar
from kg.extract.details import DetailReader, title_of
from kg.extract.lexicon import Frame
from kg.extract.naming import Argument, arguments_at, other_side, unique
from kg.extract.offices import titled_at, unsaid_nation
from kg.extract.overlooked import is_anchored, overlooked
from kg.extract.proposals import proposals
from kg.extract.qualities import Qualities, QualityReader
from kg.extract.readings import Cue
from kg.extract.sentence import Sentence
from kg.extract.speech import speakers_at
from kg.extract.tree import Word
from kg.extract.unspaced import UNSPACED
from kg.gazetteer import overlaps
from kg.model import ACTOR_KINDS, Mention, RelationMention, Span
from kg.ontology import Predicate

STANDING = frozenset({"office", "kinship", "location"})
OFFERED = frozenset({"aid", "cooperation", "mobilization"})  # families of what may be offered or promised
STRUCK = ("cyberattacks", "invades", "attacks")  # of which an accuser complains as their victim, the plainest last
MONEY = "money"  # a sum of money fills what requires this word
JOINT = frozenset({"meets", "consults", "exercisesWith", "developsWith"})  # what all who take part do with all
CONFIDENCE = {"direct": 0.9, "owner": 0.65, "thing": 0.75, "described": 0.6, "other side": 0.5}


class Reader:
    """Reads the relations of one sentence."""

    def __init__(
        self, sentence: Sentence, text: str, predicates: Mapping[str, Predicate], calendar: Calendar | None = None
    ) -> None:
        self._sentence = sentence
        self._text = text
        self._written = {text for word in sentence.tree.words for text in (word.lemma.lower(), word.text.lower())}
        self._predicates = predicates
        self._arguments = Arguments(sentence.lexicon, lambda word: bool(sentence.at(word)))
        self._qualities = QualityReader(sentence.lexicon, self._arguments, sentence.tree.words)
        calendar = calendar or Calendar(text, None, sentence.lexicon.lang)
        self._details = DetailReader(sentence, text, self._arguments, calendar)

    def relations(self) -> Iterator[RelationMention]:
        """Everything that the sentence relates."""
        sentence = self._sentence
        yield from self._offices()
        yield from self._demands()
        titles = [office.cue for office in sentence.offices]
        used = {
            word.index for word in sentence.tree.words if any(overlaps((word.start, word.end), cue) for cue in titles)
        }
        words = sorted(sentence.tree.words, key=lambda word: (word.upos not in {"VERB", "AUX"}, word.index))
        stated: set[tuple[Mention, str, Mention]] = set()
        for word in words:
            frames = sentence.lexicon.frames.get((word.lemma.lower(), word.upos), ())
            if frames and word.index not in used:
                for relation in self._of_cue(word, frames, used):
                    stated.add((relation.subject, relation.predicate, relation.object))
                    yield relation
                    yield from self._charged(word, relation)
        yield from proposals(sentence, stated)
        yield from (said for said in self._stances() if (said.subject, said.predicate, said.object) not in stated)
        yield from self._homes(alone=not stated and not sentence.offices)

    def _offices(self) -> Iterator[RelationMention]:
        sentence = self._sentence
        for office in sentence.offices:
            named = office.nation is not None
            yield RelationMention(
                office.holder, office.predicate, office.nation or unsaid_nation(sentence, office), office.cue,
                sentence.tree.start, sentence.tree.end, status="ended" if office.ended else "actual",
                confidence=0.95 if named else 0.7,
                construction="office" if named else "office in a state named elsewhere",
                qualifiers=title_of(office.predicate, self._text[slice(*office.cue)]),
            )  # fmt: skip
        for mention in sentence.all():
            if mention.form == "description" and mention.office and mention.head and mention.count == 1:
                yield RelationMention(
                    mention, mention.office, replace(mention, office=None), mention.head, sentence.tree.start,
                    sentence.tree.end, confidence=0.8, construction="office of a holder named elsewhere",
                    qualifiers=title_of(mention.office, self._title(mention)),
                )  # fmt: skip

    def _title(self, mention: Mention) -> str:
        """The title in a description: "defence minister" in "the Norwegian defence minister"."""
        words = self._sentence.tree.words
        noun = next(word for word in words if (word.start, word.end) == mention.head)
        titled = titled_at(self._sentence, noun)
        return self._text[words[titled[1] if titled else noun.index].start : noun.end]

    def _of_cue(self, cue: Word, frames: Sequence[Frame], used: set[int]) -> Iterator[RelationMention]:
        """Relations of the most specific frames that fit; less specific ones only where these found nothing."""
        taken: set[tuple[Span, Mention]] = set()
        depth = -1
        for frame in frames:
            if taken and len(frame.requirements) < depth:
                break
            anchors = self._anchors(cue, frame)
            if anchors is None:
                continue
            before = frozenset(taken)
            for relation in self._read(cue, frame, anchors):
                pair = ((relation.subject.start, relation.subject.end), relation.object)
                if pair not in before:
                    taken.add(pair)
                    depth = len(frame.requirements)
                    used.update(anchor.index for anchor in anchors)
                    yield relation

    def _charged(self, cue: Word, said: RelationMention) -> Iterator[RelationMention]:
        """The act that struck the accuser: "Togo, blaming Benin for a raid"."""
        if said.predicate != "accuses" or said.polarity == "denied":
            return
        for act in (word for word in cue.of("obl", "nmod") if word.marked("charge")):
            if any(map(self._sentence.at, act.of("nmod"))):
                continue  # whom it struck is said
            frames = self._sentence.lexicon.frames.get((act.lemma.lower(), "NOUN"), ())
            known = {frame.predicate for frame in frames if not frame.requirements}
            struck = next((name for name in STRUCK if name in known), None)
            if struck is not None:
                yield replace(
                    said, subject=said.object, predicate=struck, object=said.subject, cue=(act.start, act.end),
                    speakers=(*said.speakers, said.subject), confidence=0.5, construction="charge", qualifiers=(),
                )  # fmt: skip

    def _anchors(self, cue: Word, frame: Frame) -> list[Word] | None:
        """Words that fill the frame's requirements; None where one is not filled."""
        if any(self._is_absent(requirement.lemmas) for requirement in frame.requirements):
            return None
        anchors: list[Word] = []
        for requirement in frame.requirements:
            found = [
                word
                for filler in self._arguments.required(cue, requirement.slot)
                for word in self._details.measured(filler.conjuncts())
                if word.lemma.lower() in requirement.lemmas
                or word.text.lower() in requirement.lemmas
                or self._ends_so(word, requirement.lemmas)
                or (MONEY in requirement.lemmas and self._details.is_money(word))
            ]
            if not found:
                return None
            anchors.extend(found)
        return anchors

    def _is_absent(self, lemmas: frozenset[str]) -> bool:
        """Whether no word of the sentence can be what is required."""
        return self._written.isdisjoint(lemmas) and MONEY not in lemmas and self._sentence.lexicon.lang not in UNSPACED

    def _ends_so(self, word: Word, lemmas: frozenset[str]) -> bool:
        """Whether a compound written as one word ends in what is required: 援助 in 人道主义援助."""
        lexicon = self._sentence.lexicon
        if lexicon.lang not in UNSPACED or word.upos != "NOUN" or (word.lemma, "NOUN") in lexicon.frames:
            return False
        return any(word.lemma[at:] in lemmas for at in range(1, len(word.lemma) - 1))

    def _read(self, cue: Word, frame: Frame, anchors: list[Word]) -> Iterator[RelationMention]:
        predicate = self._predicates[frame.predicate]
        subjects = self._fill(cue, frame.subject, anchors, predicate.subject_kinds, acting=True)
        if not subjects and predicate.symmetric:
            subjects = [
                Argument(mention) for mention in self._sentence.at(cue) if mention.count != 1
            ]  # "the two allies"
        if not subjects:
            return
        objects = self._fill(cue, frame.object, anchors, predicate.object_kinds, acting=predicate.symmetric)
        qualities = self._qualities.read(cue)
        for status in (value for role, value in frame.roles if role == "status"):
            qualities.strengthen(status)
        if predicate.family in OFFERED and self._qualities.is_promise(cue):
            qualities.strengthen("planned")  # "offered troops" has sent none
        if predicate.family in STANDING:
            subjects, objects = _certain(subjects), _certain(objects)
        objects = [found for found in objects if found.way != "thing" or not self._details.measures(found.mention)]
        mutual = predicate.symmetric and ("mutual", "no") not in frame.roles and not self._arguments.is_hosted(cue)
        pairs = _pairs(subjects, objects, symmetric=mutual, joint=frame.predicate in JOINT)
        if predicate.symmetric and len(objects) == 2 and self._arguments.is_of_three(cue):
            pairs = chain(pairs, [(objects[0], objects[1])])  # "a three-way meeting with X and Y"
        if ("mutual", "yes") in frame.roles and not objects:
            pairs = permutations(subjects, 2)  # "Chile and Peru failed to agree": each rejects the other
        for subject, object_ in pairs:
            yield from self._relation(subject, object_, words=[cue, *anchors], frame=frame, qualities=qualities)

    def _fill(
        self, cue: Word, slots: Sequence[str], anchors: list[Word], kinds: frozenset[str], *, acting: bool = False
    ) -> list[Argument]:
        tried: list[tuple[Word, list[Argument]]] = []
        for slot in slots:
            heads = self._arguments.fill(cue, slot, anchors)
            heads = [head for head in heads if head not in anchors or slot == "obj" or len(slots) == 1]
            words = [word for head in heads for word in antecedents(head)]
            found = [
                (word, list(arguments_at(self._sentence, word, kinds, acting=acting and word not in anchors)))
                for word in words
            ]
            if any(arguments for _, arguments in found):
                return self._completed(cue, found, kinds, acting=acting)
            tried = tried or found
        return self._completed(cue, tried, kinds, acting=acting)

    def _completed(
        self, cue: Word, found: Iterable[tuple[Word, list[Argument]]], kinds: frozenset[str], *, acting: bool
    ) -> list[Argument]:
        """The arguments of each word, and for a word that names nobody known whom it describes."""
        completed: list[Argument] = []
        for word, arguments in found:
            owned = all(argument.way == "owner" for argument in arguments)
            meant: list[Mention] = []
            if owned and cue.upos == "VERB":
                meant = list(overlooked(self._sentence, antecedent(word), kinds, acting=acting))
            completed.extend(arguments if not meant else (Argument(mention, "described") for mention in meant))
        return unique(completed)

    def _relation(
        self, subject: Argument, object_: Argument, *, words: list[Word], frame: Frame, qualities: Qualities
    ) -> Iterator[RelationMention]:
        """One relation a chain of speakers; `words` are the cue and what fills its requirements."""
        if not _may_relate(subject.mention, object_.mention):
            return
        span, tree = (min(word.start for word in words), max(word.end for word in words)), self._sentence.tree
        details = self._details.read(
            words, self._predicates[frame.predicate], frame, (subject.mention, object_.mention), qualities.final_status
        )
        for speakers in self._speakers(qualities):
            said = RelationMention(
                subject.mention, frame.predicate, object_.mention, span, tree.start, tree.end,
                polarity=qualities.polarity, status=qualities.final_status, speakers=speakers,
                start_date=details.period[0], end_date=details.period[1], quantities=details.quantities,
                qualifiers=details.qualifiers,
                confidence=round(min(CONFIDENCE[subject.way], CONFIDENCE[object_.way]), 2),
                construction=f"{frame.pos.lower()} frame",
            )  # fmt: skip
            yield said
            if qualities.refused and frame.predicate != "rejects" and self._refuses(subject.mention):
                yield replace(said, predicate="rejects", polarity="affirmed", status="actual", construction="refusal")
            if said.polarity == "denied" and frame.predicate == "recognizes":
                withheld = replace(said, predicate="deniesRecognitionTo", polarity="affirmed", status="actual")
                yield replace(withheld, construction="recognition withheld")

    def typed(self, cue: Cue, subject: Mention, object_: Mention, *, confidence: float) -> Iterator[RelationMention]:
        """A relation that the tree does not put into the frame's slots and the trained model believes."""
        qualities = self._qualities.read(cue.word)
        words = [cue.word, *cue.anchors]
        for said in self._relation(
            Argument(subject), Argument(object_), words=words, frame=cue.frame, qualities=qualities
        ):
            yield replace(said, confidence=confidence, construction="typed")

    def implied(self, found: Sequence[RelationMention]) -> Iterator[RelationMention]:
        """Relations whose object the sentence leaves unsaid: "Kenya has recalled its ambassador", from where?

        Only where nothing was `found` of that predicate; the object stands for the other side of the story.
        """
        told = {relation.predicate for relation in found}
        for cue in self._sentence.tree.words:
            for frame in self._sentence.lexicon.implied.get((cue.lemma.lower(), cue.upos), ()):
                anchors = None if frame.predicate in told else self._anchors(cue, frame)
                if anchors is None:
                    continue
                told.add(frame.predicate)
                kinds = self._predicates[frame.predicate].subject_kinds
                other = other_side(self._sentence, several=frame.object == ("others",))
                for subject in self._fill(cue, frame.subject, anchors, kinds, acting=True):
                    yield from self._relation(
                        subject, Argument(other, "other side"), words=[cue, *anchors], frame=frame,
                        qualities=self._qualities.read(cue),
                    )  # fmt: skip

    def _homes(self, *, alone: bool) -> Iterator[RelationMention]:
        """Whose a company, a person or a place is: "Ghana's Kantanka", "Czech priest Pavel Novotny".

        In a sentence that says nothing else only what it tells or of whom is known: sport and weather name homes too.
        """
        tree = self._sentence.tree
        for home in self._sentence.homes:
            if alone and not (home.told or home.mention.candidates):
                continue
            yield RelationMention(
                home.mention, home.predicate, home.place, (home.place.start, home.place.end), tree.start, tree.end,
                confidence=0.8, construction="home",
            )  # fmt: skip

    def _stances(self) -> Iterator[RelationMention]:
        """X rejects or threatens whom the act addresses that X refuses or threatens to do, whatever the act."""
        sentence = self._sentence
        for word in sentence.tree.words:
            for name, act in stances(word, sentence.lexicon):
                predicate = self._predicates[name]
                kinds = predicate.object_kinds & ACTOR_KINDS
                subjects = self._held(self._arguments.subject(word), predicate.subject_kinds & ACTOR_KINDS)
                heads = addressees(act, self._arguments, partial(self._names_another, kinds)) if subjects else []
                objects = self._held(heads, kinds)
                qualities = self._qualities.read(word) if act is not word else Qualities()  # "will not let" rejects
                start, end = self._details.period([word], qualities.final_status)
                for (subject, object_), speakers in product(product(subjects, objects), self._speakers(qualities)):
                    if _may_relate(subject.mention, object_.mention):
                        yield RelationMention(
                            subject.mention, name, object_.mention, (word.start, act.end), sentence.tree.start,
                            sentence.tree.end, polarity=qualities.polarity, status=qualities.final_status,
                            speakers=speakers, start_date=start, end_date=end, confidence=0.65, construction="stance",
                        )  # fmt: skip

    def _names_another(self, kinds: frozenset[str], head: Word) -> bool:
        """Whether a phrase names an actor; "its troops" are one's own."""
        found = arguments_at(self._sentence, head, kinds)
        return any(argument.mention.form != "pronoun" or head.upos == "PRON" for argument in found)

    def _refuses(self, mention: Mention) -> bool:
        """Whether somebody is the one who refuses; in "refused to join the US-led war" the United States is not."""
        words = [word for word in self._sentence.tree.words if any(stances(word, self._sentence.lexicon))]
        kinds = self._predicates["rejects"].subject_kinds
        refusers = (refuser for word in words for refuser in self._held(self._arguments.subject(word), kinds))
        return not words or any(refuser.mention == mention for refuser in refusers)

    def _held(self, heads: Iterable[Word], kinds: frozenset[str]) -> list[Argument]:
        """What the phrases name, coordinated ones included."""
        words = [word for head in heads for word in head.conjuncts()]
        return unique(argument for word in words for argument in arguments_at(self._sentence, word, kinds))

    def _demands(self) -> Iterator[RelationMention]:
        """X calls on Y in "X said that Y must ...", whatever Y must do."""
        for word in self._sentence.tree.words:
            if self._qualities.is_demanded(word) and (subjects := self._arguments.subject(word)):
                asked = [a.mention for head in subjects for a in arguments_at(self._sentence, head, ACTOR_KINDS)]
                for speakers, addressee in product(self._speakers(self._qualities.read(word)), asked):
                    if speakers and _may_relate(speakers[-1], addressee):
                        yield RelationMention(
                            speakers[-1], "callsOn", addressee, (word.start, word.end), self._sentence.tree.start,
                            self._sentence.tree.end, speakers=speakers[:-1], confidence=0.7, construction="demand",
                            qualifiers=(("theme", self._details.act(word)),),
                        )  # fmt: skip

    def _speakers(self, qualities: Qualities) -> Iterator[tuple[Mention, ...]]:
        """Chains of speakers: joint speakers of one claim give one chain each."""
        links = []
        for heads in qualities.speakers:
            actors = speakers_at(self._sentence, heads, self._text)
            if actors:
                links.append(actors)
        yield from product(*links)


def _certain(arguments: Iterable[Argument]) -> list[Argument]:
    """Without those that only describe somebody: a fact that lasts wants names."""
    return [argument for argument in arguments if argument.way != "described"]


def _pairs(
    subjects: Sequence[Argument], objects: Sequence[Argument], *, symmetric: bool, joint: bool
) -> Iterator[tuple[Argument, Argument]]:
    """Each subject with each object; for a symmetric predicate without object the subjects with each other.

    With `joint` what subjects do with an object they do with each other too: "X and Y met with Z".
    """
    mutual = symmetric and (not objects or {o.mention for o in objects} == {s.mention for s in subjects})
    if not mutual:
        yield from product(subjects, objects)
    if mutual or (symmetric and joint):
        if len(subjects) == 1 and subjects[0].mention.count != 1 and subjects[0].mention.refers != "possessor":
            yield subjects[0], subjects[0]  # "the two leaders met": resolved to a pair later
        yield from combinations(subjects, 2)


def _may_relate(subject: Mention, object_: Mention) -> bool:
    if subject == object_:
        return subject.count != 1
    if not (is_anchored(subject) or is_anchored(object_)):
        return False
    return not (subject.candidates and subject.candidates == object_.candidates)
