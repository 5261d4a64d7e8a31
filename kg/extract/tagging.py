"""Words of a language without a parser: function words, lemmas, parts of speech, known names.

Function words come from `lexicon/<lang>/function.tsv`, lemmas from simplemma, parts of speech from the lexicon and the
shape of the word.
"""

import re
from dataclasses import dataclass
from functools import cache

from simplemma import lemmatize

from kg.extract.lexicon import load_lexicon, rows
from kg.extract.tree import Word
from kg.gazetteer import load_gazetteer

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*['’]?|[^\w\s]|_")
VERBAL = ("are", "ere", "ire", "rre")
SHAPES = (
    (re.compile(r"(?:ar|er|ir)(?:e|si|lo|la|li|le|gli|ne|ci|vi)?$|rre$"), "VerbForm=Inf"),
    (re.compile(r"(?:ando|endo)(?:si|lo|la|li|le)?$"), "VerbForm=Ger"),
    (re.compile(r"(?:rà|ranno)$"), "VerbForm=Fin|Tense=Fut"),
    (re.compile(r"(?:rebbe|rebbero)$"), "VerbForm=Fin|Mood=Cnd"),
    (re.compile(r"(?:at|ut|it|st|ss|nt|rt|tt|ns|rs|ls|lt|pp|os|is|us|es|as)[oaie]$"), "VerbForm=Part|Tense=Past"),
)


@dataclass(frozen=True, slots=True)
class FunctionWord:
    """A word of a closed class."""

    lemma: str
    upos: str
    feats: str


@cache
def function_words(lang: str) -> dict[str, FunctionWord]:
    """The closed-class words of a language by written form in lower case."""
    return {
        row[0]: FunctionWord(row[1], row[2], row[3] if len(row) > 3 else "") for _, row in rows(lang, "function.tsv", 3)
    }


class Tagger:
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
        upos, feats = self._part_of_speech(form.lower(), lemma, before)
        if upos == "VERB" and not lemma.endswith(VERBAL):
            lemma = self._verb_of(form.lower()) or lemma
        return lemma, upos, feats

    def _lemma(self, form: str) -> str:
        """simplemma's lemma; a form that is a noun of the lexicon keeps itself ("proposta" is not "proporre")."""
        if form in self._lexicon.nouns or (form, "NOUN") in self._lexicon.frames:
            return form
        return lemmatize(form, lang=self._lexicon.lang).lower()

    def _is_cue(self, lemma: str) -> bool:
        tables = (self._lexicon.frames, self._lexicon.operators)
        return lemma in self._lexicon.nouns or any(
            (lemma, pos) in table for table in tables for pos in ("VERB", "NOUN")
        )

    def _part_of_speech(self, form: str, lemma: str, before: list[Word]) -> tuple[str, str]:
        last = before[-1].upos if before else ""
        if lemma in self._lexicon.nouns or (lemma, "NOUN") in self._lexicon.frames:
            verbal = lemma.endswith(VERBAL) and last in {"AUX", "ADV"}
            if last in {"PROPN", "NAME"} and form[-1] in "aei" and self._verb_of(form):
                return "VERB", "VerbForm=Fin"  # "Il Qatar media", "Scholz visita": a verb right after a name
            if not verbal:
                return ("ADJ", "") if last in {"NOUN", "PROPN"} and lemma.endswith(VERBAL) else ("NOUN", "")
        if last == "AUX" and SHAPES[-1][0].search(form):
            return "VERB", SHAPES[-1][1]
        if last == "DET" or not lemma.endswith(VERBAL):
            return ("ADJ", "") if last in {"NOUN", "PROPN"} else ("NOUN", "")
        return "VERB", next((feats for shape, feats in SHAPES if shape.search(form)), "VerbForm=Fin")

    def _verb_of(self, form: str) -> str | None:
        """The verb, a cue, of which a form that is a noun as well can be the third person: "visita", "firma"."""
        endings = ("are", "ere", "ire") if form.endswith(("a", "e")) else ("are",)
        stems = (form[:-1] + ending for ending in endings)
        return next((stem for stem in stems if (stem, "VERB") in self._lexicon.frames), None)

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
        """Makes "da parte della" one adposition, its further words fixed parts of the first."""
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
        """Makes a number without a noun behind it stand for persons: "i due hanno detto"."""
        for word, after in zip(words, [*words[1:], None], strict=True):
            if word.upos == "NUM" and word.lemma in self._lexicon.anaphors:
                bare = after is None or after.upos not in {"NOUN", "ADJ", "NUM", "PROPN"}
                word.upos = "NOUN" if bare else "NUM"
