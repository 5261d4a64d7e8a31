"""Dictionary forms of words, for a language whose pipeline gives none: simplemma's, guarded by part of speech;
for Russian those of pymorphy3.
"""

from functools import cache

from simplemma import is_known, lemmatize

from kg.extract.lexicon import load_lexicon, optional_rows
from kg.extract.russian import russian_lemma

OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX"})
CAPITALISED = frozenset({"de"})  # languages that write nouns with a capital
INFINITIVES: dict[str, tuple[str, ...]] = {
    "it": ("are", "ere", "ire", "rre"), "fr": ("er", "ir", "re"), "es": ("ar", "er", "ir", "ír"),
    "pt": ("ar", "er", "ir", "or", "ôr"), "de": ("en", "ern", "eln", "sein", "tun"),
    "ru": ("ть", "ти", "чь", "ться", "тись", "чься"),
}  # fmt: skip
LONGEST_ENDING = 5  # letters that an inflected form may have behind the stem
PLURALS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {  # ending of the plural, endings of the singular
    "it": (("i", ("o", "e", "a", "io")), ("e", ("a",))), "fr": (("s", ("",)), ("x", ("",))),
    "es": (("es", ("",)), ("s", ("",))), "pt": (("ões", ("ão",)), ("es", ("",)), ("s", ("",))),
}  # fmt: skip
WITHOUT = frozenset({"zh", "ja", "ko", "th", "vi"})  # languages whose words are not inflected, or that simplemma lacks


@cache
def irregular(lang: str) -> dict[tuple[str, str], str]:
    """Lemma by form and part of speech where simplemma errs, from `lexicon/<lang>/lemmas.tsv`."""
    return {(row[0].lower(), row[1]): row[2] for _, row in optional_rows(lang, "lemmas.tsv", 3)}


@cache
def lemma_of(form: str, upos: str, lang: str) -> str:
    """The dictionary form of a word in small letters; a name, a number or a mark stays as it is written."""
    if (written := irregular(lang).get((form.lower(), upos))) is not None:
        return written
    if lang == "ru" and (upos in OPEN or upos in {"ADP", "DET", "PRON"}):
        return russian_lemma(form, upos)
    if upos not in OPEN or lang in WITHOUT:
        return form if upos == "PROPN" else form.lower()
    written = form if lang in CAPITALISED and upos == "NOUN" else form.lower()
    lemma: str = lemmatize(written, lang=lang)
    if upos == "NOUN" and lemma.endswith(INFINITIVES.get(lang, ("\0",))) and lemma != written:
        return _noun(written, lang) or lemma.lower()
    if upos in {"VERB", "AUX"} and not lemma.endswith(INFINITIVES.get(lang, ("",))):
        lemma = _infinitive(written, lang) or lemma
    return lemma.lower()


@cache
def _nouns(lang: str) -> frozenset[str]:
    """The nouns that the lexicon of a language knows."""
    lexicon = load_lexicon(lang)
    return frozenset({*lexicon.nouns, *(lemma for lemma, pos in lexicon.frames if pos == "NOUN")})


def _noun(form: str, lang: str) -> str | None:
    """The noun that simplemma takes for a form of a verb ("invio"), where the lexicon knows it; singular or plural."""
    known, small = _nouns(lang), form.lower()
    if small in known:
        return small
    stems = ((small.removesuffix(end), ends) for end, ends in PLURALS.get(lang, ()) if small.endswith(end))
    return next((stem + end for stem, ends in stems for end in ends if stem + end in known), None)


def _infinitive(form: str, lang: str) -> str | None:
    """The verb of a form that simplemma takes for a noun or an adjective ("condamné"): the nearest known infinitive."""
    for cut in range(1, min(LONGEST_ENDING, len(form) - 2) + 1):
        for ending in INFINITIVES[lang]:
            candidate = form[:-cut] + ending
            if is_known(candidate, lang=lang) and lemmatize(candidate, lang=lang) == candidate:
                return candidate
    return None
