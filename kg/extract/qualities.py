"""Polarity, status and speakers of a cue, from the words on its way up to the root of the sentence.

`operators.tsv` says what a governing word does: "vowed to strengthen" is planned, "refused to meet" denied, "urged X to
leave" requested, "said that" names a speaker. The strongest status met wins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.arguments import Arguments, is_charge, is_infinitive, light_verb, own_subject
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word
from kg.extract.unspaced import UNSPACED
from kg.model import Polarity, Status

STRENGTH: dict[str, int] = {
    "actual": 0, "planned": 1, "considered": 2, "attempted": 2, "conditional": 3, "ended": 4, "requested": 5,
}  # fmt: skip
AFTER_SPEECH = frozenset({"speech", "denied", "refused", "requested"})
FORESEEN = frozenset({"planned", "considered", "conditional"})
CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "parataxis"})


@dataclass(slots=True)
class Qualities:
    """What the words around a cue make of it; `speakers` are heads of phrases, outermost first."""

    denied: bool = False
    refused: bool = False
    status: str = "actual"
    speakers: list[list[Word]] = field(default_factory=list)

    def strengthen(self, status: str) -> None:
        """Takes the status if it is stronger than what was met so far."""
        if STRENGTH[status] > STRENGTH[self.status]:
            self.status = status

    @property
    def final_status(self) -> Status:
        """The status as the model names it: an attempt is considered."""
        return "considered" if self.status == "attempted" else self.status  # type: ignore[return-value]

    @property
    def polarity(self) -> Polarity:
        """`denied` after an odd number of negations."""
        return "denied" if self.denied else "affirmed"


class QualityReader:
    """Reads the qualities of cues in one language."""

    def __init__(self, lexicon: Lexicon, arguments: Arguments, words: Sequence[Word]) -> None:
        self._lexicon = lexicon
        self._arguments = arguments
        self._tails = list(self._attributions(words))
        self._breaks = [word.index for word in words if word.text == ";"]

    def read(self, cue: Word) -> Qualities:
        """Qualities of what the cue says."""
        found = Qualities()
        self._modifiers(cue, found)
        word, reaches = cue, True
        while word.head is not None:
            reaches = self._climb(word, word.head, found, reaches=reaches)
            word = word.head
        if not found.speakers:
            found.speakers.extend([speaker] for speaker in self._tails if self._in_clause_of(cue, speaker))
        return found

    def _in_clause_of(self, cue: Word, other: Word) -> bool:
        """Whether a word stands before another one, with no semicolon between."""
        return cue.index < other.index and not any(cue.index < at < other.index for at in self._breaks)

    def _attributions(self, words: Sequence[Word]) -> Iterator[Word]:
        """Who is credited with all before, behind a comma: "X has left, Y, the minister, told reporters"."""
        for word in words:
            found = self._subject_of_tail(words, word)
            if found is None and any("speech" in self._case_effects(case) for case in word.cases):
                found = word  # "..., wounding two, according to X"
            if found is not None and found.index and _comma_before(words, found):
                yield found

    def _subject_of_tail(self, words: Sequence[Word], verb: Word) -> Word | None:
        """Who says it, at a verb of saying without a clause of its own; or at one misread as a noun: "X announces"."""
        if verb.upos in {"NOUN", "PROPN"} and all(word.upos == "PUNCT" for word in words[verb.index + 1 :]):
            named = [child for child in verb.of("compound") if child.upos == "PROPN"]
            return named[-1] if named and "speech" in self._effects(verb, "VERB") else None
        if verb.upos != "VERB" or "speech" not in self._effects(verb) or verb.of("ccomp", "xcomp"):
            return None
        if not self._may_credit(verb):
            return None
        if verb.deprel not in {"conj", "acl", "acl:relcl", "parataxis", "dep", "root"}:
            return None
        return next(iter(own_subject(verb)), None) or _behind_comma(words, verb)

    def is_demanded(self, word: Word) -> bool:
        """Whether an auxiliary such as "must" asks for an act; "must remain" asks nobody, "must be ready to" does."""
        return (
            (word.upos == "VERB" or (word.upos == "ADJ" and bool(word.of("xcomp", "ccomp"))))
            and "stay" not in word.roles
            and not _is_inverted(word)
            and not (word.head is not None and "planned" in self._effects(word.head))
            and any("requested" in self._effects(child, "AUX") for child in word.of("aux"))
        )

    def is_promise(self, word: Word) -> bool:
        """Whether a verb only announces what it governs: "offered", "pledged"."""
        return word.upos == "VERB" and self._effects(word) == {"speech", "planned"}

    def _effects(self, word: Word, *parts: str) -> frozenset[str]:
        """What the word does to what it governs; a particle makes another verb of it ("call off")."""
        for particle in word.of("compound:prt"):
            if found := self._lexicon.operators.get((f"{word.lemma.lower()} prt={particle.lemma.lower()}", word.upos)):
                return found
        for part in parts or (word.upos,):
            for lemma in (word.lemma.lower(), word.text.lower()):
                if (lemma, part) in self._lexicon.operators:
                    return self._lexicon.operators[lemma, part]
        return frozenset()

    def _modifiers(self, word: Word, found: Qualities) -> None:
        """Auxiliaries, negation, marks and adjectives at the word itself, and speakers by "according to"."""
        for child in word.children:
            if child.deprel in {"aux", "aux:pass", "cop"}:
                self._apply(self._effects(child, "AUX"), found)
            elif child.deprel in {"advmod", "mark", "det", "cc", "case", "neg"}:
                self._apply(self._effects(child, child.upos, "ADV", "PART", "SCONJ", "ADP"), found)
                found.denied ^= child.deprel == "det" and "no" in child.roles
            elif child.deprel in {"amod", "compound"} and word.upos in {"NOUN", "PROPN"}:
                self._apply(self._effects(child, "ADJ", "NOUN", "VERB") - {"speech", "requested"}, found)
            elif child.deprel == "obj" and word.upos == "VERB" and not self._is_turning(child):
                found.denied ^= any("no" in article.roles for article in child.of("det"))  # "will send no troops"
        self._moods(word, found)
        self._attributed(word, found)

    def _is_turning(self, noun: Word) -> bool:
        """Whether a noun is a cue or governs others, so that its own article speaks for itself: "no plan to attack"."""
        return (noun.lemma.lower(), noun.upos) in self._lexicon.frames or bool(self._effects(noun))

    def _moods(self, word: Word, found: Qualities) -> None:
        if _is_inverted(word):
            found.strengthen("conditional")  # "Should X ever visit Y, ..."
        if "Tense=Fut" in word.feats:
            found.strengthen("planned")
        elif "Mood=Cnd" in word.feats:
            found.strengthen("considered")
        bare = word.upos == "VERB" and word.head is None and not word.of("aux:pass")
        if bare and own_subject(word) and any("infinitive" in aux.roles for aux in word.of("aux", "mark")):
            found.strengthen("planned")  # a headline: "Japan to sell fighter jets"

    def _attributed(self, word: Word, found: Qualities) -> None:
        for child in word.children:
            if child.deprel == "obl" and any("speech" in self._case_effects(case) for case in child.cases):
                found.speakers.insert(0, [child])
            elif child.deprel == "parataxis" and "speech" in self._effects(child) and self._may_credit(child):
                speaker = own_subject(child)
                if speaker:
                    found.speakers.insert(0, speaker)

    def _may_credit(self, verb: Word) -> bool:
        """Whether a verb of saying beside a clause says it; in Chinese what it says stands behind it."""
        return self._lexicon.lang not in UNSPACED or not verb.of("obj", "ccomp", "xcomp")

    def _case_effects(self, case: str) -> frozenset[str]:
        for lemma in (case, case.replace("accord", "according")):
            if (lemma, "ADP") in self._lexicon.operators:
                return self._lexicon.operators[lemma, "ADP"]
        return frozenset({"speech"}) if case in {"according_to", "accord_to"} else frozenset()

    def _apply(self, effects: frozenset[str], found: Qualities) -> None:
        for effect in sorted(effects):
            if effect in {"denied", "refused"}:
                found.denied = not found.denied
                found.refused |= effect == "refused"
            elif effect in STRENGTH:
                found.strengthen(effect)

    def _climb(self, word: Word, head: Word, found: Qualities, *, reaches: bool) -> bool:
        """One step from `word` to its head; `reaches` says whether status and polarity still carry over."""
        if word.index < head.index and word.deprel in {"ccomp", "parataxis"} and self._is_apart(word, head):
            return False
        effects = self._effects(head)
        if word.deprel == "ccomp" and "speech" in effects:
            effects &= AFTER_SPEECH  # "vowed that": what is said keeps its own status
        if word.deprel == "conj":
            if reaches and not own_subject(word) and not word.of("aux"):
                self._shared_auxiliaries(head, found)
            return reaches
        if word.deprel in CLAUSAL or word.deprel in {"obj", "obl", "nmod", "nsubj", "nsubj:pass", "compound"}:
            spoken = self._speech(word, head, effects, found)
            carries = reaches and not (spoken and not effects - {"speech"}) and self._governs(word, effects)
            if carries:
                self._apply(effects - {"speech"}, found)
            elif reaches and word.deprel == "acl" and is_infinitive(word) and self._arguments.subject(head):
                found.strengthen("planned")  # "the move by X to buy Y": whose noun it is means to do it
            light = word.upos == "NOUN" and light_verb(word, self._lexicon) is head
            if carries or (reaches and light):
                self._modifiers_of_governor(word, head, found)
                return not spoken
            if spoken:
                self._attributed(head, found)
            return reaches and self._is_purpose(word, head)
        return False

    def _is_apart(self, word: Word, head: Word) -> bool:
        """Whether a clause stands beside the one behind it: "X left; Y denies it", "X left, Y refused to"."""
        return not self._in_clause_of(word, head) or "speech" not in self._effects(head)

    def _is_purpose(self, word: Word, head: Word) -> bool:
        """Whether what is said of the governor holds of an infinitive below it: "committed to use arms to defend X"."""
        if word.deprel in {"acl", "advcl"}:
            return is_infinitive(word)
        return (
            word.upos in {"NOUN", "PROPN"} and any(is_infinitive(clause) for clause in word.of("acl", "advcl"))
        ) or (word.upos == "NOUN" and head.upos == "NOUN" and word.deprel == "nmod")

    def _governs(self, word: Word, effects: frozenset[str]) -> bool:
        if word.deprel == "nsubj:pass":
            return bool(effects & FORESEEN) and word.upos == "NOUN"  # "a visit to X is planned"
        if word.deprel == "nsubj":
            return False
        if word.deprel in {"obj", "obl", "nmod"} and word.upos in {"NOUN", "PROPN"}:
            return bool(effects - {"speech"}) and (word.deprel != "obl" or word.marked("aimed"))
        if word.deprel == "advcl":
            return self._is_charge(word) and bool(effects)
        return word.deprel in {"xcomp", "ccomp", "acl", "csubj"} and (bool(effects) or word.deprel == "xcomp")

    def _is_charge(self, word: Word) -> bool:
        return any(mark.roles & {"charge", "infinitive"} for mark in word.of("mark"))

    def _speech(self, word: Word, head: Word, effects: frozenset[str], found: Qualities) -> bool:
        """Credits the subject of a verb of saying with the clause below it."""
        clause = word.deprel in {"ccomp", "parataxis"} or (word.deprel == "advcl" and self._is_charge(word))
        asked = word.deprel in {"xcomp", "ccomp"} and "requested" in effects
        promised = word.deprel == "xcomp" and "speech" in effects and bool(effects & {"planned", "denied"})
        clause |= word.deprel == "xcomp" and effects == {"speech"} and is_charge(word)
        claimed = word.deprel == "ccomp" and bool(effects - {"actual"})
        if not (asked or promised or claimed or (clause and "speech" in effects)):
            return False
        speaker = self._arguments.subject(head)
        if speaker:
            found.speakers.insert(0, speaker)
        return clause and not asked

    def _modifiers_of_governor(self, word: Word, head: Word, found: Qualities) -> None:
        self._modifiers(head, found)
        if (
            head.lemma == "be"
            and word.deprel == "xcomp"
            and any("infinitive" in mark.roles for mark in word.of("aux", "mark"))
        ):
            found.strengthen("planned")  # "is to visit"

    def _shared_auxiliaries(self, head: Word, found: Qualities) -> None:
        for child in head.of("aux", "aux:pass"):
            self._apply(self._effects(child, "AUX"), found)
        if "Tense=Fut" in head.feats:
            found.strengthen("planned")


def _is_inverted(verb: Word) -> bool:
    """Whether an auxiliary opens a conditional clause before its subject: "should he come", "had they signed"."""
    subject = own_subject(verb)
    first = next((aux for aux in verb.of("aux") if "should" in aux.roles), None)
    opens = bool(subject) and first is not None and first.index < min(word.index for word in subject)
    return (
        opens and all(child.index >= first.index or child.deprel == "punct" for child in verb.children)
        if first
        else False
    )


def _comma_before(words: Sequence[Word], subject: Word) -> bool:
    """Whether a comma or a closing quote stands before the phrase of the subject."""
    first = min(word.index for word in subject.subtree() if word.index <= subject.index and word.deprel != "punct")
    return first > 0 and words[first - 1].text in {",", "，", '"', "”", "」", "»", "'"}


def _behind_comma(words: Sequence[Word], verb: Word) -> Word | None:
    """The noun that a comma and perhaps an apposition part from the verb, where the parser sees no subject."""
    if verb.deprel in {"acl", "acl:relcl"} and verb.head is not None:
        return verb.head
    for word in reversed(words[max(0, verb.index - 12) : verb.index]):
        if (
            word.upos == "PROPN"
            and word.deprel in {"appos", "conj", "dep", "obl:npmod", "nsubj"}
            and _comma_before(words, word)
        ):
            return word
        if word.upos in {"VERB", "AUX"}:
            return None
    return None
