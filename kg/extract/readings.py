"""Readings that a sentence allows: a cue with one of its frames, and two mentions that may be its subject and object.

The constructions of `constructions` take a reading where the tree puts both mentions into the frame's slots. Here every
reading is kept that kinds allow, with features that say how the mentions stand to the cue and to each other, so that a
trained model (`judgement`) can tell which hold where the tree is loose or wrong.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.extract.arguments import POSSESSIVE, Arguments, antecedent, is_passive, own_subject
from kg.extract.lexicon import Frame
from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.model import Mention, RelationMention
from kg.ontology import Predicate

Value = str | int
Features = tuple[Value, ...]

CUE_FEATURES = (
    "predicate", "family", "sign", "symmetric", "upos", "deprel", "passive", "own subject", "requirements",
    "subject slots", "object slots", "mentions", "cues", "frames hold", "relations", "objects", "clauses", "lemma",
    "head upos", "head lemma",
)  # fmt: skip
ARGUMENT_FEATURES = (
    "path", "rise", "fall", "step", "case", "up", "down", "after", "distance", "mentions between", "verbs between",
    "commas between", "quote between", "kind", "form", "many", "upos", "deprel", "owner", "fills", "in slot", "anchor",
)  # fmt: skip
PAIR_FEATURES = (
    "framed", "framed otherwise", "framed backwards", "subject filled", "object filled", "subjects", "objects", "order",
    "coordinated", "subject below", "object below", "distance", "mentions between", "related before",
)  # fmt: skip
NAMES = (
    *(f"cue.{name}" for name in CUE_FEATURES), *(f"subject.{name}" for name in ARGUMENT_FEATURES),
    *(f"object.{name}" for name in ARGUMENT_FEATURES), *(f"pair.{name}" for name in PAIR_FEATURES),
)  # fmt: skip
QUOTES = frozenset('"“”«»')
COMMAS = frozenset({",", ";", ":", "-", "–", "—"})
MOST_MENTIONS = 16  # of a sentence with more, the nearest to the cue
LONGEST_PATH = 6
RELATIONS = CUE_FEATURES.index("relations")
FILLS, CASE = ARGUMENT_FEATURES.index("fills"), ARGUMENT_FEATURES.index("case")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word with one of its frames; `anchors` fill the requirements."""

    word: Word
    frame: Frame
    anchors: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that may be the subject or the object of a cue; `number` is its place among those of the sentence."""

    mention: Mention
    word: Word
    number: int
    features: Features


@dataclass(frozen=True, slots=True)
class CueReadings:
    """All readings of one cue: its features, what may be its subjects and objects, and which of them may pair.

    `pairs` holds (index of the subject, index of the object); `shared` are features that all pairs have.
    """

    cue: Cue
    predicate: Predicate
    features: Features
    subjects: tuple["Filler", ...]
    objects: tuple["Filler", ...]
    pairs: tuple[tuple[int, int], ...]
    shared: Features


class Story:
    """What a document said before a sentence: the sign of what last related two actors."""

    def __init__(self) -> None:
        self._signs: dict[frozenset[tuple[str, ...]], int] = {}

    def add(self, found: Iterable[RelationMention], predicates: Mapping[str, Predicate]) -> None:
        """Takes note of what the constructions read in a sentence."""
        for relation in found:
            pair = frozenset({relation.subject.candidates, relation.object.candidates})
            if len(pair) == 2 and () not in pair:
                self._signs[pair] = predicates[relation.predicate].sign

    def sign(self, subject: Mention, object_: Mention) -> int:
        """1, 0 or -1 of the last relation of the two plus 2; 0 where none was read."""
        sign = self._signs.get(frozenset({subject.candidates, object_.candidates}))
        return 0 if sign is None else sign + 2


class ReadingFinder:
    """Finds the readings of one sentence; `found` is what the constructions read in it, `story` what stood before."""

    def __init__(
        self,
        sentence: Sentence,
        found: Sequence[RelationMention],
        predicates: Mapping[str, Predicate],
        story: Story | None = None,
    ) -> None:
        self._story = story or Story()
        self._sentence = sentence
        self._found = found
        self._predicates = predicates
        self._arguments = Arguments(sentence.lexicon, lambda word: bool(sentence.at(word)))
        words = sentence.tree.words
        named = [(m, words[index]) for index in sorted(sentence.mentions) for m in sentence.mentions[index]]
        self._carried = [(mention, word, number) for number, (mention, word) in enumerate(named)]
        self._written = {text for word in words for text in (word.lemma.lower(), word.text.lower())}
        heads = set(sentence.mentions)
        self._mentions = _running(word.index in heads for word in words)
        self._verbs = _running(word.upos == "VERB" for word in words)
        self._commas = _running(word.text in COMMAS for word in words)
        self._quotes = _running(word.text in QUOTES for word in words)
        self._paths: dict[tuple[int, int], tuple[str, str, str, int, int]] = {}
        self._stands: dict[tuple[int, int], Features] = {}
        self._places_of: dict[tuple[Word | str, ...], tuple[set[int], set[int], set[int]]] = {}
        numbers = {mention: number for mention, _, number in self._carried}
        self._related: dict[tuple[int, int], set[str]] = defaultdict(set)
        for relation in found:
            pair = (numbers.get(relation.subject, -1), numbers.get(relation.object, -1))
            self._related[pair].add(relation.predicate)

    def readings(self, is_likely: Callable[[Features], bool] = lambda _: True) -> Iterator[CueReadings]:
        """The readings of every cue in text order that is framed or likely by its own features."""
        if len(self._carried) < 2:
            return
        cues = list(self._cues())
        for cue in cues:
            predicate = self._predicates[cue.frame.predicate]
            same = sum(other.frame.predicate == predicate.name for other in cues)
            features = self._cue_features(cue, predicate, same)
            if features[RELATIONS] or is_likely(features):
                readings = self._of_cue(cue, predicate, features)
                if readings.pairs:
                    yield readings

    # -- cues ---------------------------------------------------------------------------------------------------

    def _cues(self) -> Iterator[Cue]:
        """Each word with the frame of each predicate that has the most requirements."""
        for word in self._sentence.tree.words:
            best: dict[str, Cue] = {}
            for frame in self._sentence.lexicon.frames.get((word.lemma.lower(), word.upos), ()):
                cue = self._cue(word, frame)
                if cue is None:
                    continue
                known = best.get(frame.predicate)
                if known is None or len(frame.requirements) > len(known.frame.requirements):
                    best[frame.predicate] = cue
            for _, cue in sorted(best.items()):
                yield cue

    def _cue(self, word: Word, frame: Frame) -> Cue | None:
        if any(self._written.isdisjoint(requirement.lemmas) for requirement in frame.requirements):
            return None
        anchors: list[Word] = []
        for requirement in frame.requirements:
            slot = [w for filler in self._arguments.fill(word, requirement.slot) for w in filler.conjuncts()]
            filled = [w for w in slot if _is_one_of(w, requirement.lemmas)]
            if not filled:
                return None
            anchors.extend(filled)
        return Cue(word, frame, tuple(anchors))

    def _of_cue(self, cue: Cue, predicate: Predicate, features: Features) -> CueReadings:
        near = self._carried
        if len(near) > MOST_MENTIONS:
            near = sorted(near, key=lambda each: abs(each[1].index - cue.word.index))[:MOST_MENTIONS]
        acting = [each for each in near if not _is_part_of_people(self._sentence, *each[:2])]
        subjects = self._fitting(cue, cue.frame.subject, acting, predicate.subject_kinds)
        objects = self._fitting(cue, cue.frame.object, near, predicate.object_kinds)
        pairs = tuple(
            (at, to)
            for at, subject in enumerate(subjects)
            for to, object_ in enumerate(objects)
            if _differ(subject, object_, symmetric=predicate.symmetric)
        )
        filled = (int(any(each.features[FILLS] in {1, 2} for each in found)) for found in (subjects, objects))
        places = (min(len({each.word.index for each in found}), 6) for found in (subjects, objects))
        return CueReadings(cue, predicate, features, subjects, objects, pairs, (*filled, *places))

    def of_pair(self, readings: CueReadings, at: int, to: int) -> Features:
        """The features of a pair of the readings."""
        subject, object_ = readings.subjects[at], readings.objects[to]
        forth = self._related.get((subject.number, object_.number), ())
        back = self._related.get((object_.number, subject.number), ())
        name = readings.predicate.name
        framed = name in forth or (readings.predicate.symmetric and name in back)
        return (
            int(framed), int(any(other != name for other in forth)), int(bool(back)), *readings.shared,
            *self._places(subject.word, object_.word), self._story.sign(subject.mention, object_.mention),
        )  # fmt: skip

    def is_framed(self, readings: CueReadings, at: int, to: int) -> bool:
        """Whether the constructions relate the pair, in any way and order."""
        one, other = readings.subjects[at].number, readings.objects[to].number
        return (one, other) in self._related or (other, one) in self._related

    def only_reports(self, actor: Word, cue: Word) -> bool:
        """Whether an actor only says what the cue tells of others: Oman in "X struck Y, the Omani envoy said"."""
        while actor.deprel in POSSESSIVE and actor.head is not None:
            actor = actor.head  # "the Omani envoy", "Oman's envoy"
        verb = actor.first_conjunct().head
        operators = self._sentence.lexicon.operators
        if verb is None or verb is cue or actor.first_conjunct().deprel != "nsubj":
            return False
        if "speech" not in operators.get((verb.lemma.lower(), verb.upos), ()):
            return False
        above = [cue, *cue.ancestors()]
        if verb not in above:
            return verb.deprel == "parataxis"
        clause = above[above.index(verb) - 1]
        told = own_subject(clause)
        return clause.deprel in {"ccomp", "parataxis"} and bool(told) and all(word.upos != "PRON" for word in told)

    def _cue_features(self, cue: Cue, predicate: Predicate, same: int) -> Features:
        word, frame = cue.word, cue.frame
        here = [relation for relation in self._found if relation.cue[0] <= word.start < relation.cue[1]]
        head = word.head
        return (
            predicate.name, predicate.family, predicate.sign, int(predicate.symmetric), word.upos, word.deprel,
            int(word.upos == "VERB" and is_passive(word)), int(bool(own_subject(word))), len(frame.requirements),
            "|".join(frame.subject), "|".join(frame.object), min(len(self._carried), 10), min(same, 4),
            int(any(relation.predicate == predicate.name for relation in here)), min(len(here), 3),
            len(word.of("obj")), len(word.of("xcomp", "ccomp")), word.lemma.lower(),
            head.upos if head else "ROOT", head.lemma.lower() if head else "",
        )  # fmt: skip

    # -- arguments ----------------------------------------------------------------------------------------------

    def _fitting(
        self, cue: Cue, slots: Sequence[str], near: Iterable[tuple[Mention, Word, int]], kinds: frozenset[str]
    ) -> tuple[Filler, ...]:
        direct, coordinated, below = self._filled(cue, slots)
        found = []
        for mention, word, number in near:
            if word is not cue.word and _may_be(mention, kinds):
                fills = 1 if word.index in direct else 2 if word.index in coordinated else 3 * (word.index in below)
                features = self._argument_features(cue, slots, mention, (word, number), fills)
                found.append(Filler(mention, word, number, features))
        return tuple(found)

    def _filled(self, cue: Cue, slots: Sequence[str]) -> tuple[set[int], set[int], set[int]]:
        """Words that fill the slots, those coordinated with them, and all below these."""
        key: tuple[Word | str, ...] = (cue.word, *slots, *cue.anchors)
        if key not in self._places_of:
            self._places_of[key] = self._fillers(cue, slots)
        return self._places_of[key]

    def _fillers(self, cue: Cue, slots: Sequence[str]) -> tuple[set[int], set[int], set[int]]:
        direct, coordinated, below = set[int](), set[int](), set[int]()
        for slot in slots:
            for filler in self._arguments.fill(cue.word, slot, cue.anchors):
                head = antecedent(filler)
                direct |= {head.index, filler.index}
                for word in head.conjuncts():
                    coordinated.add(word.index)
                    below.update(each.index for each in word.subtree())
        return direct, coordinated, below

    def _argument_features(
        self, cue: Cue, slots: Sequence[str], mention: Mention, place: tuple[Word, int], fills: int
    ) -> Features:
        word, number = place
        key = (cue.word.index, number)
        if key not in self._stands:
            self._stands[key] = self._stand(cue.word, mention, word)
        stand = self._stands[key]
        return (*stand, fills, int(stand[CASE] in slots), int(word in cue.anchors))

    def _stand(self, cue: Word, mention: Mention, word: Word) -> Features:
        """How a mention stands to a word, whatever the frame."""
        rise, fall, step, up, down = self._path(cue, word)
        first, last = sorted((cue.index, word.index))
        start, end = first + 1, max(first + 1, last)
        cases = word.cases or _cases_above(word)
        return (
            f"{rise}|{fall}", rise, fall, step, cases[0] if cases else "", min(up, 6), min(down, 6),
            int(word.index > cue.index), min(last - first, 20), min(self._mentions[end] - self._mentions[start], 6),
            min(self._verbs[end] - self._verbs[start], 5), min(self._commas[end] - self._commas[start], 4),
            (self._quotes[end] - self._quotes[start]) % 2, mention.kind, mention.form, int(mention.count != 1),
            word.upos, word.deprel, int(bool(word.of("nmod:poss"))),
        )  # fmt: skip

    def _path(self, cue: Word, word: Word) -> tuple[str, str, str, int, int]:
        """Relations from the cue up to below the common head, and down to the word with their adpositions."""
        key = (cue.index, word.index)
        if key not in self._paths:
            up, _, down = path_between(cue, word)
            rise = "^".join(each.deprel for each in up)
            fall = "v".join(f"{each.deprel}:{each.cases[0]}" if each.cases else each.deprel for each in down)
            step = down[-1].deprel if down else f"{up[0].deprel}^" if up else ""
            self._paths[key] = (rise, fall, step, len(up), len(down))
        return self._paths[key]

    def _places(self, subject: Word, object_: Word) -> tuple[int, ...]:
        """Order, coordination, dominance and distance of two words of the sentence."""
        first, last = sorted((subject.index, object_.index))
        between = self._mentions[max(first + 1, last)] - self._mentions[first + 1]
        return (
            int(subject.index < object_.index), int(subject.first_conjunct() is object_.first_conjunct()),
            int(subject.head is object_), int(object_.head is subject), min(last - first, 25), min(between, 6),
        )  # fmt: skip


def path_between(start: Word, end: Word) -> tuple[list[Word], Word, list[Word]]:
    """Words from `start` up to below the lowest common head, that head, and from below it down to `end`."""
    above = [start, *start.ancestors()]
    places = {word.index: at for at, word in enumerate(above)}
    down: list[Word] = []
    word: Word | None = end
    while word is not None and word.index not in places:
        down.append(word)
        word = word.head
    top = above[-1] if word is None else word
    return above[: places[top.index]][:LONGEST_PATH], top, down[::-1][:LONGEST_PATH]


def _is_part_of_people(sentence: Sentence, mention: Mention, word: Word) -> bool:
    """Whether an adjective says of what nation a group is, which acts for itself: "Colombian guerrillas"."""
    if mention.form != "adjective" or word.head is None:
        return False
    return any(each.kind == "group" and each.nation in mention.candidates for each in sentence.at(word.head))


def _cases_above(word: Word) -> tuple[str, ...]:
    """The adpositions of the first of a list, or of the noun that a word modifies: "near ~" in "near Mali's border"."""
    if word.deprel == "conj":
        return word.first_conjunct().cases
    if word.deprel in POSSESSIVE and word.head is not None:
        return tuple(f"{case} ~" for case in word.head.cases)
    return ()


def _is_one_of(word: Word, lemmas: frozenset[str]) -> bool:
    return word.lemma.lower() in lemmas or word.text.lower() in lemmas


def _may_be(mention: Mention, kinds: frozenset[str]) -> bool:
    if mention.form == "description" and mention.kind == "place":
        return False
    pending = mention.form == "pronoun" or (mention.form == "description" and mention.count != 1)
    return mention.kind in kinds or (pending and not mention.candidates)


def _differ(subject: Filler, object_: Filler, *, symmetric: bool) -> bool:
    """Whether two fillers may be two; "the leaders of X and Y" are two at one word, where a predicate is symmetric."""
    if subject.number == object_.number or (subject.word is object_.word and not symmetric):
        return False
    one, other = subject.mention.candidates, object_.mention.candidates
    return not (one and one == other)


def _running(flags: Iterable[bool]) -> list[int]:
    """How many flags are set before each place."""
    return [0, *accumulate(int(flag) for flag in flags)]
