"""Word order read as a rough Universal Dependencies tree, for a language without a parser.

Function words come from `lexicon/<lang>/function.tsv`, lemmas from simplemma, parts of speech from the lexicon and the
shape of the word. A noun before the verb is its subject, the first bare noun after it its object; a phrase with a
preposition belongs to the noun before it if that is "di" or the noun is a cue, else to the verb; a verb after "che" is
a clause of the verb or noun before it. Good enough for short news sentences; a parser does better.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from simplemma import lemmatize

from kg.extract.lexicon import Lexicon, load_lexicon, rows
from kg.extract.tree import Tree, Word, link
from kg.gazetteer import load_gazetteer

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"»”’)]*\s+(?=[\"«“(]?[A-ZÀ-Ý0-9])")
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*['’]?|[^\w\s]")
ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Dr|Sig|Gen|On|ecc|art|es)\.$")
VERBAL = ("are", "ere", "ire", "rre")
SHAPES = (
    (re.compile(r"(?:ar|er|ir)(?:e|si|lo|la|li|le|gli|ne|ci|vi)?$|rre$"), "VerbForm=Inf"),
    (re.compile(r"(?:ando|endo)(?:si|lo|la|li|le)?$"), "VerbForm=Ger"),
    (re.compile(r"(?:rà|ranno)$"), "VerbForm=Fin|Tense=Fut"),
    (re.compile(r"(?:rebbe|rebbero)$"), "VerbForm=Fin|Mood=Cnd"),
    (re.compile(r"(?:at|ut|it|st|ss|nt|rt|tt|ns|rs|ls|lt|pp|os|is|us|es|as)[oaie]$"), "VerbForm=Part|Tense=Past"),
)
IMPERSONAL = frozenset({"si"})


@dataclass(frozen=True, slots=True)
class FunctionWord:
    """A word of a closed class."""

    lemma: str
    upos: str
    feats: str


@cache
def function_words(lang: str) -> dict[str, FunctionWord]:
    """The closed-class words of a language by written form in lower case."""
    return {row[0]: FunctionWord(row[1], row[2], row[3] if len(row) > 3 else "") for _, row in rows(lang, "function.tsv", 3)}


def shallow_trees(text: str, lang: str) -> list[Tree]:
    """One rough tree a sentence, with offsets into `text`."""
    lexicon, tagger = load_lexicon(lang), _Tagger(lang)
    trees = []
    for start, end in sentences(text):
        words = tagger.words(text, start, end)
        if words:
            _Attacher(words, lexicon).attach()
            link(words)
            trees.append(Tree(words, start, end))
    return trees


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence, white space at the edges left out; a sentence never crosses a line end."""
    for line in re.finditer(r"[^\r\n]+", text):
        at = line.start()
        for found in SENTENCE_END.finditer(text, line.start(), line.end()):
            if ABBREVIATION.search(text, at, found.start()):
                continue
            yield from _trimmed(text, at, found.start())
            at = found.end()
        yield from _trimmed(text, at, line.end())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())


class _Tagger:
    """Gives the tokens of one language their lemmas, parts of speech and features."""

    def __init__(self, lang: str) -> None:
        self._lexicon = load_lexicon(lang)
        self._function = function_words(lang)
        self._several = {tuple(form.split()): word for form, word in self._function.items() if " " in form}
        self._gazetteer = load_gazetteer(lang)

    def words(self, text: str, start: int, end: int) -> list[Word]:
        """The tagged words of one sentence, without heads."""
        words: list[Word] = []
        for index, found in enumerate(TOKEN.finditer(text, start, end)):
            lemma, upos, feats = self._tag(found.group(), words)
            words.append(Word(index, found.group(), lemma, upos, "dep", found.start(), found.end(), feats))
        self._join_names(words, text, start, end)
        self._join_adpositions(words)
        self._name_numbers(words)
        return words

    def _tag(self, form: str, before: list[Word]) -> tuple[str, str, str]:
        known = self._function.get(form.lower())
        inside = bool(before) and before[-1].upos != "PUNCT"
        if known is not None and not (form[0].isupper() and inside and known.upos in {"PRON", "NUM", "ADJ"}):
            return known.lemma, known.upos, known.feats
        if not form[0].isalnum():
            return form, "PUNCT", ""
        if form[0].isdigit():
            return form, "NUM", ""
        lemma = self._lemma(form.lower())
        if form[0].isupper() and (inside or not self._is_cue(lemma)):
            return form, "PROPN", ""
        return (lemma, *self._part_of_speech(form.lower(), lemma, before))

    def _lemma(self, form: str) -> str:
        """simplemma's lemma; a form that is a noun of the lexicon as it stands keeps it ("proposta" is not "proporre")."""
        if form in self._lexicon.nouns or (form, "NOUN") in self._lexicon.frames:
            return form
        return lemmatize(form, lang=self._lexicon.lang).lower()

    def _is_cue(self, lemma: str) -> bool:
        tables = (self._lexicon.frames, self._lexicon.operators)
        return lemma in self._lexicon.nouns or any((lemma, pos) in table for table in tables for pos in ("VERB", "NOUN"))

    def _part_of_speech(self, form: str, lemma: str, before: list[Word]) -> tuple[str, str]:
        last = before[-1].upos if before else ""
        if lemma in self._lexicon.nouns or (lemma, "NOUN") in self._lexicon.frames:
            verbal = lemma.endswith(VERBAL) and last in {"AUX", "ADV"}
            if last in {"PROPN", "NAME"} and form[-1] in "aei" and self._is_verb_too(form):
                return "VERB", "VerbForm=Fin"  # "Il Qatar media", "Scholz visita": a verb right after a name
            if not verbal:
                return ("ADJ", "") if last in {"NOUN", "PROPN"} and lemma.endswith(VERBAL) else ("NOUN", "")
        if last == "AUX" and SHAPES[-1][0].search(form):
            return "VERB", SHAPES[-1][1]
        if last == "DET" or not lemma.endswith(VERBAL):
            return ("ADJ", "") if last in {"NOUN", "PROPN"} else ("NOUN", "")
        return "VERB", next((feats for shape, feats in SHAPES if shape.search(form)), "VerbForm=Fin")

    def _is_verb_too(self, form: str) -> bool:
        """Whether a form that is a noun as well can be the third person of a verb that is a cue: "visita", "firma"."""
        stems = (form[:-1] + ending for ending in ("are", "ere", "ire")) if form.endswith(("a", "e")) else (form[:-1] + "are",)
        return any((stem, "VERB") in self._lexicon.frames for stem in stems)

    def _join_names(self, words: list[Word], text: str, start: int, end: int) -> None:
        """Known names are proper nouns, or adjectives behind a noun; their words hang on the first."""
        for match in self._gazetteer.matches(text[start:end], start=start):
            inside = [word for word in words if match.start <= word.start and word.end <= match.end]
            if not inside:
                continue
            first, before = inside[0], words[inside[0].index - 1] if inside[0].index else None
            adjective = any(naming.form == "adjective" for naming in match.namings) and first.text.islower()
            first.upos = "ADJ" if adjective and before is not None and before.upos in {"NOUN", "ADJ"} else "PROPN"
            first.feats = ""
            for word in inside[1:]:
                word.upos, word.head, word.deprel = "NAME", first, "flat"

    def _join_adpositions(self, words: list[Word]) -> None:
        """"da parte della": one adposition, its further words fixed parts of the first."""
        for at, word in enumerate(words):
            for length in (3, 2):
                part = words[at : at + length]
                forms = tuple(each.text.lower() for each in part[:-1])
                known = self._several.get((*forms, part[-1].lemma)) if len(part) == length else None
                if known is not None and word.upos != "FIXED":
                    word.lemma, word.upos = known.lemma, known.upos
                    for each in part[1:]:
                        each.upos, each.head, each.deprel = "FIXED", word, "goeswith"
                    break

    def _name_numbers(self, words: list[Word]) -> None:
        """"i due hanno detto": a number without a noun behind it stands for persons."""
        for word, after in zip(words, [*words[1:], None], strict=True):
            if word.upos == "NUM" and word.lemma in self._lexicon.anaphors:
                bare = after is None or after.upos not in {"NOUN", "ADJ", "NUM", "PROPN"}
                word.upos = "NOUN" if bare else "NUM"


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
        root = root or next((w for w in self.words if w.head is None and w.upos in {"NOUN", "PROPN", "VERB"}), self.words[0])
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
        self.relative = word.lemma == "che" and self.noun is not None and self.noun.index >= word.index - 2 and not self._speaks()
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
        elif self.noun is not None and self.comma and self.words[word.index - 1].upos in {"PUNCT", "DET"} and self.bare is None:
            word.head, word.deprel = self.noun, "appos"
        elif self.bare is None:
            self.bare = word
        for case in self.cases:
            case.head = word
        self.cases, self.noun, self.comma = [], word, False

    def _has(self, verb: Word, deprel: str) -> bool:
        return any(word.head is verb and word.deprel in {deprel, "nsubj:pass"} and word.index > verb.index for word in self.words)

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
        return bool(self.noun and any(c.head is self.noun and c.lemma == self.cases[0].lemma for c in self.words[: word.index]))

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
        if self.bare is not None and not adjective and "VerbForm=Inf" not in word.feats:
            self.bare.head, self.bare.deprel = word, "nsubj:pass" if passive else "nsubj"
            self.bare = None
        self.waiting, self.verb, self.relative, self.comma, self.conjunction = [], word, False, False, None

    def _head_of_verb(self, word: Word, *, reduced: bool) -> None:
        marks = {waiting.lemma for waiting in self.waiting if waiting.deprel == "mark"}
        if reduced or (self.relative and "che" in marks):
            word.head, word.deprel = self.noun, "acl" if reduced else "acl:relcl"
        elif self.verb is None:
            word.deprel = "root"
        elif "VerbForm=Inf" in word.feats and self.noun is not None and self.noun.index > self.verb.index and self._operates(self.noun):
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
        return any((word.lemma, "NOUN") in self.lexicon.operators for word in (noun, *([noun.head] if noun.head else [])))
