"""Word order read as a rough Universal Dependencies tree, for a language without a parser.

A noun before the verb is its subject, the first bare noun after it its object; a phrase with a preposition belongs to
the nearest noun that is a cue and takes it, to the noun before it if that is "di", else to the verb; a verb after
"che" is a clause of the verb or noun before it. Good enough for short news sentences; a parser does better.
"""

from dataclasses import dataclass, field
from functools import cache

from kg.extract.flat import sentences
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.tagging import Tagger
from kg.extract.tree import Tree, Word, link

IMPERSONAL = frozenset({"si"})


def shallow_trees(text: str, lang: str) -> list[Tree]:
    """One rough tree a sentence, with offsets into `text`."""
    lexicon, tagger = load_lexicon(lang), _tagger(lang)
    trees = []
    for start, end in sentences(text):
        words = tagger.words(text, start, end)
        if words:
            _Attacher(words, lexicon).attach()
            link(words)
            trees.append(Tree(words, start, end))
    return trees


@cache
def _tagger(lang: str) -> Tagger:
    return Tagger(lang)


@dataclass(slots=True)
class _Attacher:
    """Reads a sentence from left to right and gives every word a head."""

    words: list[Word]
    lexicon: Lexicon
    verb: Word | None = None  # the verb of the clause being read
    noun: Word | None = None  # the noun read last
    bare: Word | None = None  # a noun without preposition that waits for its verb
    cases: list[Word] = field(default_factory=list)
    waiting: list[Word] = field(default_factory=list)  # auxiliaries, negations, marks before their verb
    conjunction: Word | None = None
    relative: bool = False
    comma: bool = False

    def attach(self) -> None:
        """Sets `head` and `deprel` of every word; the first verb, else the first noun, is the root."""
        for word in self.words:
            getattr(self, f"_{word.upos.lower()}", self._other)(word)
        root = next((word for word in self.words if word.deprel == "root"), None)
        root = root or next(
            (w for w in self.words if w.head is None and w.upos in {"NOUN", "PROPN", "VERB"}), self.words[0]
        )
        root.head, root.deprel = None, "root"
        for word in self.words:
            if word.head is None and word is not root:
                word.head = root

    def _other(self, word: Word) -> None:
        if word.upos == "PUNCT" and word.text in {",", ";", ":", "–", "—", "-", "("}:
            self.comma = True
            word.deprel = "punct"

    def _det(self, word: Word) -> None:
        self.waiting.append(word)
        word.deprel = "det"

    def _num(self, word: Word) -> None:
        self._det(word)
        word.deprel = "nummod"

    def _name(self, word: Word) -> None:
        """A further word of a known name has its head already."""

    def _fixed(self, word: Word) -> None:
        """A further word of an adposition has its head already."""

    def _adp(self, word: Word) -> None:
        self.cases.append(word)
        word.deprel = "case"

    def _aux(self, word: Word) -> None:
        self.waiting.append(word)
        word.deprel = "aux"

    def _adv(self, word: Word) -> None:
        self.waiting.append(word)
        word.deprel = "advmod"

    def _sconj(self, word: Word) -> None:
        self.relative = (
            word.lemma == "che"
            and self.noun is not None
            and (self.noun.index == word.index - 1 or (self.noun.index == word.index - 2 and not self._speaks()))
        )
        self.waiting.append(word)
        word.deprel = "mark"

    def _cconj(self, word: Word) -> None:
        self.conjunction = word
        word.deprel = "cc"

    def _pron(self, word: Word) -> None:
        if word.text.lower() in IMPERSONAL:
            word.deprel = "expl"
            self.waiting.append(word)
        else:
            self._noun(word)

    def _speaks(self) -> bool:
        return self.verb is not None and "speech" in self.lexicon.operators.get((self.verb.lemma, "VERB"), frozenset())

    def _propn(self, word: Word) -> None:
        before = self.words[word.index - 1] if word.index else None
        if before is not None and before is self.noun and before.upos in {"PROPN", "NOUN"} and not self.cases:
            word.head, word.deprel = before, "flat"
            return
        self._noun(word)

    def _adj(self, word: Word) -> None:
        before = self.words[word.index - 1] if word.index else None
        word.deprel = "amod"
        if before is not None and before.upos in {"NOUN", "PROPN", "ADJ", "NAME"} and self.noun is not None:
            word.head = self.noun
        else:
            self.waiting.append(word)  # before its noun: "la nuova cooperazione"

    def _noun(self, word: Word) -> None:
        self._take_modifiers(word)
        coordinated = self._coordinated(word)
        if coordinated is not None:
            word.head, word.deprel = coordinated, "conj"
        elif self.cases:
            self._phrase(word)
        elif self.verb is not None and not self._has(self.verb, "obj") and not self.comma:
            word.head, word.deprel = self.verb, "nsubj:pass" if self._passive(self.verb) else "obj"
        elif (
            self.noun is not None
            and self.comma
            and self.words[word.index - 1].upos in {"PUNCT", "DET"}
            and self.bare is None
        ):
            word.head, word.deprel = self.noun, "appos"
        elif self.bare is None:
            self.bare = word
        for case in self.cases:
            case.head = word
        self.cases, self.noun, self.comma = [], word, False

    def _has(self, verb: Word, deprel: str) -> bool:
        return any(
            word.head is verb and word.deprel in {deprel, "nsubj:pass"} and word.index > verb.index
            for word in self.words
        )

    def _passive(self, verb: Word) -> bool:
        return any(word.head is verb and word.deprel == "aux:pass" for word in self.words)

    def _coordinated(self, word: Word) -> Word | None:
        if self.conjunction is None or self.noun is None or self.conjunction.index < self.noun.index:
            self.conjunction = None
            return None
        conjunction, self.conjunction = self.conjunction, None
        if self.cases and not self._same_case(word):
            return None
        if self.verb is not None and self.verb.index > self.noun.index:
            return None
        conjunction.head = word
        return self.noun.first_conjunct()

    def _same_case(self, word: Word) -> bool:
        return bool(
            self.noun and any(c.head is self.noun and c.lemma == self.cases[0].lemma for c in self.words[: word.index])
        )

    def _phrase(self, word: Word) -> None:
        """A noun with a preposition: below the cue that takes it, the noun before it, or the verb."""
        case = self.cases[0]
        noun = self._taking_cue(case) or (self.noun if case.lemma in {"di", "tra_cui"} or self.verb is None else None)
        if noun is not None:
            word.head, word.deprel = noun, "nmod"
        elif self.verb is not None:
            word.head, word.deprel = self.verb, "obl"
        else:
            self.waiting.append(word)
            word.deprel = "obl"

    def _taking_cue(self, case: Word) -> Word | None:
        """The nearest noun before an adposition, within its clause, one of whose frames has a slot for it."""
        for word in reversed(self.words[max(0, case.index - 8) : case.index]):
            if word.upos == "VERB":
                return None
            frames = self.lexicon.frames.get((word.lemma, "NOUN"), ()) if word.upos == "NOUN" else ()
            if any(case.lemma in (*frame.subject, *frame.object) for frame in frames):
                return word
        return None

    def _take_modifiers(self, word: Word) -> None:
        kept = []
        for waiting in self.waiting:
            if waiting.deprel in {"det", "nummod", "amod"}:
                waiting.head = word
            else:
                kept.append(waiting)
        self.waiting = kept

    def _verb(self, word: Word) -> None:
        adjective = "VerbForm=Part" in word.feats and not any(w.upos == "AUX" for w in self.waiting)
        before = self.words[word.index - 1] if word.index else None
        self._head_of_verb(word, reduced=adjective and before is not None and before is self.noun)
        passive = any(w.lemma in {"essere", "venire"} for w in self.waiting) and "VerbForm=Part" in word.feats
        for waiting in self.waiting:
            waiting.head = word
            if passive and waiting.lemma in {"essere", "venire"}:
                waiting.deprel = "aux:pass"
        if self.cases:
            for case in self.cases:
                case.head, case.deprel = word, "mark"
            self.cases = []
        modal = any(waiting.upos == "AUX" for waiting in self.waiting)
        within = word.deprel == "acl:relcl"  # the noun waits for the verb behind its relative clause
        if self.bare is not None and not adjective and not within and (modal or "VerbForm=Inf" not in word.feats):
            self.bare.head, self.bare.deprel = word, "nsubj:pass" if passive else "nsubj"
            self.bare = None
        self.waiting, self.verb, self.relative, self.comma, self.conjunction = [], word, False, False, None

    def _head_of_verb(self, word: Word, *, reduced: bool) -> None:
        marks = {waiting.lemma for waiting in self.waiting if waiting.deprel == "mark"}
        if reduced or (self.relative and "che" in marks):
            word.head, word.deprel = self.noun, "acl" if reduced else "acl:relcl"
        elif self.verb is None or (self.bare is not None and self.verb.deprel == "acl:relcl"):
            word.deprel = "root"
        elif (
            "VerbForm=Inf" in word.feats
            and self.noun is not None
            and self.noun.index > self.verb.index
            and self._operates(self.noun)
        ):
            word.head, word.deprel = self.noun, "acl"
        elif "VerbForm=Inf" in word.feats:
            word.head, word.deprel = self.verb, "advcl" if any(c.lemma == "per" for c in self.cases) else "xcomp"
        elif "VerbForm=Ger" in word.feats:
            word.head, word.deprel = self.verb, "advcl"
        elif "che" in marks or self._speaks():
            word.head, word.deprel = self.verb, "ccomp"
        elif self.conjunction is not None:
            word.head, word.deprel = self.verb, "conj"
            self.conjunction.head = word
        else:
            word.head, word.deprel = self.verb, "advcl" if marks else "parataxis"

    def _operates(self, noun: Word) -> bool:
        return any(
            (word.lemma, "NOUN") in self.lexicon.operators for word in (noun, *([noun.head] if noun.head else []))
        )
