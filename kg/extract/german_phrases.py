"""Nouns of German that hang where the order of words allows none, and the subjects that it allows.

A noun without adposition that is no genitive hangs on a verb, and no phrase with an adposition stands before its noun;
what follows "und" and a verb is no subject, and the subject of a clause agrees with its verb.
"""

from collections.abc import Sequence

from kg.extract.german_fields import RELATIVE, SUBJECTS, VERBAL, Field, is_finite
from kg.extract.german_words import FINITE, NEVER, NOMINAL, is_territory
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word, link

GENITIVE = frozenset(
    {"der", "des", "eines", "einer", "seiner", "seines", "ihrer", "ihres", "dieser", "dieses", "aller", "beider",
     "zweier", "dreier", "vieler", "mehrerer", "unserer", "unseres", "jener", "jenes", "keiner"}
)  # fmt: skip
MEASURES = frozenset(
    {"million", "milliarde", "prozent", "tonne", "dutzend", "ende", "anfang", "mitte", "stück", "barrel", "liter",
     "kilogramm", "kilo", "hundert", "tausend", "euro", "dollar", "pfund", "art", "gruppe", "zahl", "menge", "anzahl",
     "reihe", "typ", "jahr", "mal", "meter", "kilometer", "teil", "prozentpunkt", "grad"}
)  # fmt: skip
TIMES = frozenset(
    {"nacht", "tag", "woche", "monat", "jahr", "abend", "morgen", "mittag", "nachmittag", "stunde", "minute",
     "wochenende", "mal", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "sonnabend",
     "sommer", "winter", "herbst", "frühjahr", "frühling", "ende", "anfang", "mitte", "januar", "februar", "märz",
     "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember", "jahrhundert"}
)  # fmt: skip
HUNG = frozenset({"nmod", "appos", "flat", "compound", "amod", "dep", "obl", "obj", "acl"})


def is_misplaced(noun: Word, words: Sequence[Word]) -> bool:
    """Whether a noun hangs where German allows none."""
    head = noun.head
    if head is None or not noun.text[:1].isupper() or noun.deprel in {"conj", "root"}:
        return False
    beside = noun.deprel == "parataxis" and noun.upos == "PROPN" and noun.index - head.index in {1, 2}
    attributive = head.upos == "ADJ" and head.deprel == "amod" and noun.deprel in SUBJECTS
    beside = beside and words[noun.index - 1].upos != "PUNCT"
    if beside or noun.deprel in NEVER or attributive or (noun.deprel == "advmod" and noun.upos == "PROPN"):
        return True
    if head.upos not in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} or noun.deprel not in HUNG:
        return False
    if noun.deprel == "flat" and noun.of("case") and noun.of("case")[0].text.lower() not in {"von", "de", "zu"}:
        return True
    if noun.index < head.index:
        return _is_before_its_head(noun, head)
    parted = any(words[at].upos == "PUNCT" for at in range(head.index, noun.index))
    return not noun.of("case") and not parted and _is_bare(noun, head)


def _is_before_its_head(noun: Word, head: Word) -> bool:
    """Whether a phrase with an adposition stands before the article of its noun: "in Seoul die Verträge"."""
    if not noun.of("case") or head.upos not in NOMINAL or noun.deprel != "nmod":
        return False
    if head.head is None or head.of("cop") or noun.lemma in MEASURES or head.lemma in MEASURES:
        return False
    return min(child.index for child in (*head.of("det"), head)) > noun.index


def _is_bare(noun: Word, head: Word) -> bool:
    """Whether a noun behind another one neither is its genitive nor says its name or what is measured."""
    if noun.upos == "NOUN":
        if noun.deprel in {"flat", "compound"} and noun.index > head.index + 1 and not head.of("flat")[1:]:
            return True
        if (
            noun.deprel in {"appos", "flat"}
            and head.upos == "PROPN"
            and noun.of("appos", "flat")
            and not noun.of("det")
        ):
            return any(child.upos == "PROPN" and child.index == noun.index + 1 for child in noun.children)
        measured = head.lemma in MEASURES and not (head.lemma in TIMES and head.of("case"))
        return noun.deprel == "nmod" and not measured and not _is_genitive(noun) and not noun.text.isupper()
    if noun.deprel not in {"appos", "flat"}:
        return False
    if not is_territory(noun.text):
        return is_territory(head.text) and bool(head.of("det"))  # "beschoss die Ukraine Belgorod"
    return head.lemma in TIMES or (is_territory(head.text) and head.upos in NOMINAL)


def own_nearest(noun: Word, words: Sequence[Word]) -> None:
    """A genitive stands right behind its noun: "der Sudan die Einfuhr kenianischer Waren"."""
    head = noun.head
    if noun.deprel != "nmod" or head is None or head.index > noun.index or noun.of("case") or noun.upos != "NOUN":
        return
    first = min(word.index for word in (noun, *noun.of("det", "amod", "nummod", "nmod:poss")))
    before = words[first - 1] if first else None
    if before is None or before.upos != "NOUN" or before is head or noun in before.ancestors():
        return
    if _is_genitive(noun):
        noun.head = before
        link(list(words))


def _is_genitive(noun: Word) -> bool:
    """Whether a noun may be a genitive by its article, its adjective or, for a name, its ending."""
    before = [child for child in noun.of("det", "amod", "nummod", "nmod:poss", "nmod") if child.index < noun.index]
    articles = [word for word in before if word.upos in {"DET", "PRON"}]
    if articles:
        return articles[0].text.lower() in GENITIVE
    return not before or any(word.upos == "ADJ" and word.text.endswith(("er", "en")) for word in before)


def place(noun: Word, field: Field) -> None:
    """Hangs a noun on the verb of its field: the next one behind it, or else the one that leads."""
    inner = [word for word in field.words if word.upos == "VERB" and word.deprel != "amod" and FINITE not in word.feats]
    verb = next((word for word in inner if word.index > noun.index), field.verb)
    if verb is None or verb is noun or noun in verb.ancestors() or field.verb is None:
        return
    noun.head = verb
    if noun.of("case"):
        noun.deprel = "obl"
        return
    subjects = [child for child in verb.children if child.deprel in SUBJECTS and child is not noun]
    later = [word for word in subjects if noun.index < word.index < verb.index and word.upos in NOMINAL]
    if later and not any(child.text.lower() in {"der", "er"} for child in later[0].of("det")):
        later[0].deprel, noun.deprel = "obj", later[0].deprel
        return
    shared = verb.deprel == "conj" and verb.head is not None and verb.head.upos in VERBAL
    noun.deprel = "obj" if subjects or shared or field.kind == "zu" else "nsubj"


def order(field: Field, words: Sequence[Word], lexicon: Lexicon) -> None:
    """Subjects where the order allows them: one phrase before the verb, none behind "und" and a verb."""
    verb = field.verb
    if verb is None:
        return
    below = [word for word in words if word.head is verb]
    if field.kind in {"relative", "bound"}:
        _agree(field, verb, below)
    auxiliaries = {word.lemma for word in below if word.deprel in {"aux", "aux:pass", "cop"}}
    for word in below:
        if word.deprel == "nsubj:pass" and "werden" not in auxiliaries and "haben" in auxiliaries:
            word.deprel = "nsubj"
        if word.deprel == "nsubj:pass" and "sein" in auxiliaries and _is_intransitive(verb, lexicon):
            word.deprel = "nsubj"
        if field.kind == "behind" and word.deprel in SUBJECTS and word.index > field.words[1].index:
            shared = verb.deprel == "conj" and verb.head is not None and verb.head.upos in VERBAL
            if shared and "werden" not in auxiliaries:
                word.deprel = "obj"


def _agree(field: Field, verb: Word, below: Sequence[Word]) -> None:
    """Who does it in a relative clause: "das den Philippinen fünf Boote geschenkt hat", "was Serbien kritisierte"."""
    pronoun = next((word for word in field.words[:2] if word.text.lower() in {*RELATIVE, "was"}), None)
    if pronoun is None or pronoun.head is not verb:
        return
    others = [word for word in below if word.deprel in {*SUBJECTS, "obj"} and word is not pronoun]
    others = [word for word in others if word.upos != "PRON"]
    number = _number(next((word for word in reversed(field.words) if is_finite(word)), verb))
    alike = [word for word in others if not number or word.of("conj") or _number(word) in {number, ""}]
    written = pronoun.text.lower()
    if pronoun.of("case"):
        if alike and not any(word.deprel in SUBJECTS for word in below):
            alike[0].deprel = "nsubj"
    elif written in {"den", "dem", "denen"} or (written == "was" and alike):
        pronoun.deprel = "obj" if written in {"den", "was"} else "obl"
        if not any(word.deprel in SUBJECTS for word in others) and alike:
            alike[0].deprel = "nsubj"
    elif pronoun.deprel == "obj" and others and not alike:
        pronoun.deprel = "nsubj"
        for word in others:
            word.deprel = "obj"


def _number(word: Word) -> str:
    return next((part for part in word.feats.split("|") if part.startswith("Number=")), "")


def _is_intransitive(verb: Word, lexicon: Lexicon) -> bool:
    """Whether no frame of a verb has an object, so that "sind eingedrungen" is a perfect."""
    frames = lexicon.frames.get((verb.lemma.lower(), "VERB"), ())
    return bool(frames) and not any("obj" in (*frame.object, *frame.subject) for frame in frames)
