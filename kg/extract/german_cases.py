"""Who does it to whom in German: endings of articles and adjectives say what word order does not.

Parsers trained on little read the noun in front as the subject. "Den Botschafter bestellte Polen ein" has its object
in front, "dem Iran" never acts, and two subjects of one verb are a subject and an object.
"""

from collections.abc import Sequence

from kg.extract.tree import Word

ARTICLES = {
    "dem": "Dat", "einem": "Dat", "diesem": "Dat", "jenem": "Dat", "seinem": "Dat", "ihrem": "Dat", "keinem": "Dat",
    "den": "Acc", "einen": "Acc", "diesen": "Acc", "jenen": "Acc", "seinen": "Acc", "ihren": "Acc", "keinen": "Acc",
    "des": "Gen", "eines": "Gen", "dieses": "", "seines": "Gen", "ihres": "Gen",
}  # fmt: skip
OF_FEMININES = frozenset({"der", "einer", "dieser", "jener", "seiner", "ihrer", "keiner"})  # never their nominative
FEMININE = frozenset(
    {"Ukraine", "Türkei", "Schweiz", "Slowakei", "Mongolei", "Sowjetunion", "DDR", "Bundesrepublik", "EU", "Nato",
     "NATO", "UN", "Uno", "UNO", "Hamas", "Hisbollah", "PKK", "PLO", "AU", "OSZE", "WHO", "IAEA", "Opec", "Krim"}
)  # fmt: skip
IN_S = frozenset(
    {"Paris", "Laos", "Belarus", "Mauritius", "Honduras", "Hamas", "Airbus", "Reuters", "Barbados", "Bahamas", "Texas",
     "Zypern", "Damaskus", "Vilnius", "Tripolis", "Tiflis", "Tunis", "Algiers", "Brics", "Huthis", "Taurus"}
)  # fmt: skip
PLURAL_NAMES = frozenset({"USA", "Niederlande", "Philippinen", "Emirate", "Niederlanden", "Emiraten", "Staaten"})
FEMININE_ENDINGS = (
    "ung",
    "heit",
    "keit",
    "schaft",
    "ion",
    "tät",
    "enz",
    "anz",
    "ei",
    "in",
    "ik",
    "ie",
    "macht",
    "bank",
)
SUBJECTS = ("nsubj", "nsubj:pass")
NOMINAL = frozenset({"NOUN", "PROPN"})


def read_cases(words: Sequence[Word]) -> None:
    """Gives nouns the case that their article shows, and verbs the subject and objects that follow from the cases."""
    _lead_by_verb(words)
    for word in words:
        if word.upos in NOMINAL and not word.of("case"):
            _read_genitive(word, words)
            case = _case_of(word)
            if case:
                word.feats = "|".join([part for part in word.feats.split("|") if part and not part.startswith("Case=")])
                word.feats = "|".join(filter(None, (f"Case={case}", word.feats)))
                _move(word, case, words)
    for verb in words:
        if verb.upos in {"VERB", "AUX"}:
            _one_subject(verb)
            _find_subject(verb)


def _case_of(noun: Word) -> str:
    """The case that the article before a noun shows; empty where it may be the nominative."""
    article = next((child for child in noun.of("det") if child.index < noun.index), None)
    own = next((child for child in noun.of("nmod:poss") if child.upos == "PRON" and child.index < noun.index), None)
    before = article or own
    if before is None:
        return ""
    written = before.text.lower()
    if written in OF_FEMININES and _is_feminine(noun):
        return "Dat"
    if written == "der" and noun.text in PLURAL_NAMES:
        return "Gen"
    case = ARTICLES.get(written, "")
    plural = noun.text in PLURAL_NAMES or ("Number=Plur" in noun.feats and noun.text.endswith(("n", "s")))
    return "Dat" if case == "Acc" and plural else case


def _is_feminine(noun: Word) -> bool:
    if noun.text in FEMININE:
        return True
    masculine = "Gender=Masc" in noun.feats or "Gender=Neut" in noun.feats
    return noun.upos == "NOUN" and (
        noun.text.endswith(FEMININE_ENDINGS) or ("Gender=Fem" in noun.feats and not masculine)
    )


def _move(noun: Word, case: str, words: Sequence[Word]) -> None:
    """A noun that is no nominative is not the subject: "drohte dem Iran", "griff den Irak an"."""
    head = noun.head
    if head is None or noun.of("cop"):
        return
    if case == "Acc" and noun.deprel in {"nmod", "appos"}:
        verb = next((word for word in noun.ancestors() if word.upos == "VERB"), None)
        if verb is not None and not verb.of("obj"):
            noun.head, noun.deprel = verb, "obj"  # "empfing am Freitag den Präsidenten"
            verb.children.append(noun)
        return
    if noun.deprel in {"nmod", "appos"} and head.upos == "NOUN" and (case == "Gen" or _may_be_genitive(noun)):
        noun.deprel = "nmod"
        noun.feats = noun.feats.replace("Case=Dat", "Case=Gen")
        return
    if noun.deprel not in {*SUBJECTS, "obj"}:
        return
    before = _noun_before(noun, words)
    if before is not None and noun.deprel in SUBJECTS and (case == "Gen" or _may_be_genitive(noun)):
        if case == "Gen" or _has_subject_beside(head, noun):
            noun.head, noun.deprel = before, "nmod"
            noun.feats = noun.feats.replace("Case=Dat", "Case=Gen")
    elif case == "Acc" and noun.deprel in SUBJECTS:
        noun.deprel = "obj"
    elif case == "Dat":
        noun.deprel = "obl"


def _noun_before(noun: Word, words: Sequence[Word]) -> Word | None:
    """The noun right before the phrase of a noun."""
    before = next((word for word in reversed(words[: noun.index]) if word.upos not in {"DET", "ADJ"}), None)
    return before if before is not None and before.upos == "NOUN" and before.head is not noun else None


def _read_genitive(name: Word, words: Sequence[Word]) -> None:
    """A name in -s right behind a noun owns it: "die Anerkennung Kosovos"."""
    before = words[name.index - 1] if name.index else None
    written = name.text.endswith("s") and not name.text.isupper() and name.text not in IN_S
    if name.upos != "PROPN" or before is None or before.upos != "NOUN" or not written or before.head is name:
        return
    if name.deprel in {*SUBJECTS, "obj", "obl", "nmod", "dep"} and not name.of("det"):
        name.head, name.deprel = before, "nmod"
        name.feats = "|".join(["Case=Gen", *(part for part in name.feats.split("|") if part[:5] not in {"", "Case="})])


def _lead_by_verb(words: Sequence[Word]) -> None:
    """ "Spanien, Irland und Norwegen erkennen X an": a list in front that was read as the sentence is its subject."""
    for name in words:
        if name.head is not None or name.upos != "PROPN" or name.of("nsubj", "cop", "punct:colon"):
            continue
        verb = next((child for child in name.children if child.deprel == "parataxis" and child.upos == "VERB"), None)
        if verb is None or ":" in {word.text for word in words[name.index : verb.index]}:
            continue
        last = max(each.index for each in name.conjuncts())
        if last + 1 != verb.index or any(subject.index < verb.index for subject in verb.of(*SUBJECTS)):
            continue
        for subject in verb.of(*SUBJECTS):
            subject.deprel = "obj"
        verb.head, verb.deprel, name.head, name.deprel = None, "root", verb, "nsubj"
        name.children = [child for child in name.children if child is not verb]
        verb.children.insert(0, name)


def _may_be_genitive(noun: Word) -> bool:
    return any(child.text.lower() in OF_FEMININES for child in noun.of("det"))


def _has_subject_beside(verb: Word, noun: Word) -> bool:
    return any(child is not noun and child.index < noun.index for child in verb.of(*SUBJECTS))


def _one_subject(verb: Word) -> None:
    """Of two subjects of a verb the one that agrees, or else the first, is it; the other suffers or receives."""
    subjects = [word for word in verb.of(*SUBJECTS) if word.upos in {*NOMINAL, "PRON"}]
    if len(subjects) < 2 or (verb.of("aux:pass") and any(word.deprel == "nsubj:pass" for word in subjects)):
        return
    kept = next((word for word in subjects if _is_nominative(word)), subjects[0])
    other = next(word for word in subjects if word is not kept)
    kept.deprel = "nsubj"
    if not verb.of("obj"):
        other.deprel = "obj"
    elif other.index > kept.index and other.upos == "PROPN":
        other.deprel = "obl"  # "gab London die Schuld"
        other.feats = "|".join(
            ["Case=Dat", *(part for part in other.feats.split("|") if part[:5] not in {"", "Case="})]
        )


def _find_subject(verb: Word) -> None:
    """Of two objects without a subject the one that is no accusative acts: "fand Brüssel einen Kompromiss"."""
    objects = [word for word in verb.of("obj") if word.upos in NOMINAL and not word.of("case")]
    if len(objects) < 2 or verb.of(*SUBJECTS, "aux:pass") or "VerbForm=Inf" in verb.feats:
        return
    free = [word for word in objects if "Case=Acc" not in word.feats or not _case_of(word)]
    if free and "VerbForm=Fin" in verb.feats:
        free[0].deprel = "nsubj"


def _is_nominative(word: Word) -> bool:
    """Whether a pronoun or an article shows the nominative: "er", "der Iran"."""
    if word.text.lower() in {"er", "wir", "ich", "man", "wer"}:
        return True
    masculine = word.upos == "PROPN" or "Gender=Masc" in word.feats
    return masculine and any(child.text.lower() == "der" for child in word.of("det")) and not _is_feminine(word)
