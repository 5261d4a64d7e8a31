"""Clauses of Chinese by word order: subject, verb, object; phrases with an adposition before their verb.

A verb behind one of saying is what is said, behind one of asking what is asked, behind one of meaning what is meant;
else verbs in a row share their subject. Commas part clauses; one without subject goes on with the subject before.
"""

from collections.abc import Sequence

from kg.extract.hanphrases import Phrase, find_verb, is_time, phrases
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word, link

ADDRESSED = frozenset({"accuses", "criticizes", "praises", "warns"})
STOPS = frozenset("，；：。！？,;:!?…—")
SPOKEN = frozenset({"speech"})
ASKED = frozenset({"requested", "consent"})
MEANT = frozenset({"planned", "considered", "denied", "refused", "attempted", "ended", "actual", "threatened"})


class Clauses:
    """Gives the words of one sentence heads and relations."""

    def __init__(self, words: list[Word], lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._verb: Word | None = None  # the verb of the clause being read
        self._last: Word | None = None  # the last verb of the clause before
        self._subject: Word | None = None
        self._object: Word | None = None  # object of `_verb`, may turn out the subject of the next verb
        self._waiting: list[Word] = []
        self._condition: Word | None = None
        self._said = False  # a verb of saying without what is said stands before the comma
        self._marked = False
        self._final = False  # no verb follows in the clause
        self._quoted: list[Word] = []  # verbs that open what is said

    def read(self) -> None:
        """Sets `head` and `deprel` of every word."""
        for word in self._words:
            word.head, word.deprel = None, ""
        for clause, stop in _parts(self._words):
            find_verb(clause, self._lexicon)
            found = phrases(clause, self._lexicon)
            verbs = [at for at, phrase in enumerate(found) if phrase.kind == "verb"]
            for at, phrase in enumerate(found):
                self._final = not verbs or at > verbs[-1]
                self._take(phrase)
            self._close(stop)
        self._rest()
        link(self._words)
        for word in self._words:
            for subject in word.of("nsubj") if word.of("obl:agent", "aux:pass") else ():
                subject.deprel = "nsubj:pass"

    def _take(self, phrase: Phrase) -> None:
        word = phrase.head
        if phrase.kind == "verb":
            self._take_verb(word)
        elif phrase.kind == "count":
            word.deprel = "obl"
            self._waiting.append(word)
        elif phrase.kind == "noun":
            if phrase.clause is not None:
                self._relate(phrase.clause, word)
            self._take_noun(phrase)
        else:
            self._marked |= "conditional" in self._effects(word)
            word.deprel = {"mark": "mark", "other": "advmod"}[phrase.kind]
            if word.upos == "AUX":
                word.deprel = "aux"
            if word.upos == "CCONJ":
                word.deprel = "cc"
            if "suffering" in word.roles:
                word.deprel = "aux:pass"
            self._waiting.append(word)

    def _effects(self, word: Word) -> frozenset[str]:
        for part in (word.upos, "VERB", "SCONJ"):
            if (word.lemma, part) in self._lexicon.operators:
                return self._lexicon.operators[word.lemma, part]
        return frozenset()

    def _take_noun(self, phrase: Phrase) -> None:
        word = phrase.head
        if is_time(word, self._lexicon) and not phrase.cases:
            word.deprel = "obl"
            self._waiting.append(word)
        elif phrase.takes("taking"):
            word.deprel = "obj"
            self._waiting.append(word)
        elif phrase.takes("suffering"):
            word.deprel = "obl:agent"
            self._waiting.append(word)
        elif phrase.takes("doing") and self._verb is None:
            if self._subject is not None:
                self._subject.deprel = "obj"
                self._waiting.append(self._subject)
            self._subject = word
        elif phrase.cases:
            word.deprel = "obl"
            near = self._verb is not None and self._verb.index >= phrase.cases[0].index - 2
            if near and phrase.takes("following") and (self._final or phrase.takes("bound")):
                word.head = self._verb
            else:
                self._waiting.append(word)
        elif self._verb is None:
            self._take_subject(word)
        elif self._object is None:
            word.head, word.deprel = self._verb, "obj"
            self._object = word
        else:
            self._take_subject(word)

    def _take_subject(self, word: Word) -> None:
        if self._subject is not None:
            word.deprel = "dislocated"
            self._waiting.append(word)
        else:
            self._subject = word

    def _take_verb(self, verb: Word) -> None:
        above = self._verb
        if above is None:
            self._open(verb)
        else:
            self._chain(above, verb)
        subjects = [self._subject] if self._subject is not None else []
        for word in [*subjects, *self._waiting]:
            word.head = verb
            if word in subjects:
                word.deprel = "nsubj"
        self._subject, self._waiting, self._object = None, [], None
        self._verb = verb

    def _open(self, verb: Word) -> None:
        """The first verb of a clause."""
        before = self._last
        if self._condition is not None:
            self._condition.head, self._condition.deprel = verb, "advcl"
            self._condition = None
            if before is None:
                return
        if before is None:
            verb.head, verb.deprel = None, "root"
        elif self._said:
            verb.head, verb.deprel = before, "ccomp" if self._subject is not None else "xcomp"
            self._quoted.append(verb)
            self._said = False
        elif self._subject is not None:
            verb.head, verb.deprel = before, "parataxis"
        else:
            verb.head, verb.deprel = self._top(before), "conj"

    def _chain(self, above: Word, verb: Word) -> None:
        """A verb behind another of the same clause."""
        effects, between = self._effects(above), self._object
        near = between is not None and between.index > above.index
        verb.head = above
        if effects & ASKED or "causing" in above.roles:
            verb.deprel = "xcomp"
        elif effects & SPOKEN and not (effects & MEANT and not near):
            verb.deprel = "ccomp"
            if near and self._accuses(above):
                return  # 指责 X 违反 Y: X is both
            if near and between is not None and self._subject is None:
                self._subject = between
            if self._subject is None:
                verb.deprel = "xcomp"
        elif effects & MEANT and not near:
            verb.deprel = "xcomp"
        elif effects & MEANT and near and self._takes_clause(above):
            verb.deprel = "ccomp"
            if self._subject is None:
                self._subject = between
        else:
            verb.deprel = "conj"

    def _accuses(self, verb: Word) -> bool:
        """Whether a verb of saying has whom it speaks of as its object: 指责, 谴责, 感谢."""
        frames = self._lexicon.frames.get((verb.lemma, "VERB"), ())
        return any(frame.predicate in ADDRESSED and not frame.requirements for frame in frames)

    def _takes_clause(self, verb: Word) -> bool:
        """Whether the noun behind a verb is rather the subject of the next verb: 反对 X 入侵 Y."""
        return bool(self._effects(verb) & {"denied", "considered"})

    def _relate(self, verb: Word, noun: Word) -> None:
        """A verb right before 的 and a noun: a clause of the noun, which takes what stood before it as its subject."""
        above = verb.head
        if self._verb is not verb:
            return
        verb.deprel, verb.head = "acl:relcl", noun
        own = [word for word in self._words if word.head is verb and word.deprel == "nsubj"]
        for word in self._words:
            outer = word.head is verb and word.deprel in {"advmod", "aux", "obl"} and bool(own)
            if outer and own and word.index < own[0].index:
                word.head = None
                self._waiting.append(word)
        between = [word for word in self._words if word.head is above and word.deprel == "obj"] if above else []
        for word in between if not own else []:
            if word.index < verb.index:
                word.head, word.deprel = verb, "nsubj"
        self._verb, self._object = (above, None) if above is not None and above.upos == "VERB" else (None, None)
        if above is None:
            self._last = self._last if self._last is not verb else None

    def _close(self, stop: Word | None) -> None:
        """The end of a clause: what waits belongs to its verb."""
        verb = self._verb
        if verb is None:
            self._close_without_verb(stop)
            return
        for word in ([self._subject] if self._subject is not None else []) + self._waiting:
            word.head, word.deprel = verb, word.deprel or "dep"
        if "copula" in verb.roles and self._object is not None:
            verb = self._predicate(verb, self._object)
        ended = stop is not None and stop.index == verb.index + 1
        self._said = "speech" in self._effects(verb) and (ended or (stop is not None and stop.text in {"：", ":"}))
        if self._marked and stop is not None and stop.text in {"，", ","}:
            top = self._top(verb)
            if top.deprel in {"root", "parataxis", "conj"}:
                self._condition = top
        self._last = verb
        self._verb = self._object = self._subject = None
        self._waiting, self._marked = [], False

    def _top(self, verb: Word) -> Word:
        """The verb that opens the clause of a verb."""
        while (
            verb.head is not None
            and verb not in self._quoted
            and verb.deprel in {"xcomp", "ccomp", "conj"}
            and verb.head.upos == "VERB"
        ):
            verb = verb.head
        return verb

    def _close_without_verb(self, stop: Word | None) -> None:
        """A clause without a verb: a topic, which waits for the next one, or a headline."""
        if stop is not None and stop.text in {"，", ","}:
            if self._subject is not None and self._last is not None:
                self._subject.head, self._subject.deprel = self._last, "dep"
                self._subject = None
            return

    def _predicate(self, copula: Word, noun: Word) -> Word:
        """In X 是 Y the noun governs."""
        noun.head, noun.deprel = copula.head, copula.deprel
        for word in self._words:
            if word.head is copula and word is not noun:
                word.head = noun
        copula.head, copula.deprel, copula.upos = noun, "cop", "AUX"
        return noun

    def _rest(self) -> None:
        """Words without a head hang on the root."""
        heads = [word for word in self._words if word.head is None and word.deprel in {"root"}]
        nouns = [word for word in self._words if word.head is None and word.upos in {"VERB", "NOUN", "PROPN"}]
        root = heads[0] if heads else nouns[-1] if nouns else self._words[0]
        root.head, root.deprel = None, "root"
        for word in self._words:
            if word.head is None and word is not root:
                word.head, word.deprel = root, word.deprel or ("punct" if word.upos == "PUNCT" else "dep")


def _are_han(before: Word, word: Word) -> bool:
    return all("\u4e00" <= letter <= "\u9fff" for letter in (before.text[-1], word.text[0]))


def _parts(words: Sequence[Word]) -> list[tuple[list[Word], Word | None]]:
    """(words, the stop behind them) of each clause; quotation marks and brackets are left out."""
    found: list[tuple[list[Word], Word | None]] = []
    part: list[Word] = []
    for word in words:
        if part and word.start > part[-1].end and _are_han(part[-1], word):
            found.append((part, None))  # headlines part clauses by a space
            part = []
        if word.text in STOPS:
            found.append((part, word))
            part = []
        elif word.upos != "PUNCT" or word.text == "、":
            part.append(word)
    return [*found, (part, None)] if part else found
