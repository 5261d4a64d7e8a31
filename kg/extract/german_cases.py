"""Who does it to whom in German: endings of articles and adjectives say what word order does not.

Parsers trained on little read the noun in front as the subject. "Den Botschafter bestellte Polen ein" has its object
in front, "dem Iran" never acts, and two subjects of one verb are a subject and an object.
"""

from collections.abc import Sequence
from functools import cache

from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word
from kg.gazetteer import load_gazetteer, territory_names

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
TIMES = frozenset({"tag", "monat", "abend", "morgen", "sommer", "winter", "herbst", "frühling", "sonntag", "montag"})
UNITS = frozenset({"woche", "jahr", "jahrhundert", "stunde", "minute", "mal", "prozent", "kilometer", "meter", "nacht"})
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
POINTING = frozenset({"das", "dies", "was"})
THINGS = frozenset({"agreement", "policy", "event", "asset", "programme"})
JUDGING = frozenset({"criticizes", "rejects", "opposes", "praises", "supports", "signs", "proposes"})
SUBJECTS = ("nsubj", "nsubj:pass")
NOMINAL = frozenset({"NOUN", "PROPN"})


def read_cases(words: Sequence[Word], lexicon: Lexicon) -> None:
    """Gives nouns the case that their article shows, and verbs the subject and objects that follow from the cases."""
    for word in words:
        _free_auxiliary(word)
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
            _shared_subject(verb)
            _find_object(verb)
            _find_passive_subject(verb)
            _find_subject(verb)
            _swap(verb, lexicon)


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
    if case == "Acc" and noun.deprel not in {*SUBJECTS, "obj"}:
        _suffer(noun, head)
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


def _suffer(noun: Word, head: Word) -> None:
    """An accusative without adposition is the object of its verb: "empfing am Freitag den Präsidenten"."""
    verb = head if head.upos == "VERB" else next((word for word in noun.ancestors() if word.upos == "VERB"), None)
    hung_low = noun.deprel in {"nmod", "appos"} or (noun.deprel in {"xcomp", "obl", "dep"} and verb is head)
    if verb is None or not hung_low or verb.of("obj") or noun.lemma in TIMES:
        return
    noun.head, noun.deprel = verb, "obj"
    if verb is not head:
        verb.children.append(noun)


def _noun_before(noun: Word, words: Sequence[Word]) -> Word | None:
    """The noun right before the phrase of a noun."""
    before = next((word for word in reversed(words[: noun.index]) if word.upos not in {"DET", "ADJ"}), None)
    return before if before is not None and before.upos == "NOUN" and before.head is not noun else None


def _read_genitive(name: Word, words: Sequence[Word]) -> None:
    """A name in -s right behind a noun owns it: "die Anerkennung Kosovos"."""
    before = words[name.index - 1] if name.index else None
    if name.upos != "PROPN" or before is None or before.upos != "NOUN" or before.head is name or name.of("det"):
        return
    if is_genitive(name.text) and name.deprel in {*SUBJECTS, "obj", "obl", "nmod", "dep", "appos", "flat"}:
        name.head, name.deprel = before, "nmod"
        name.feats = "|".join(["Case=Gen", *(part for part in name.feats.split("|") if part[:5] not in {"", "Case="})])


@cache
def is_genitive(text: str) -> bool:
    """Whether a name is a known one with the -s of the genitive: "Kosovos", not "Paris"."""
    bare = text[:-1]
    if not text.endswith("s") or text.isupper():
        return False
    return any((match.start, match.end) == (0, len(bare)) for match in load_gazetteer("de").matches(bare))


@cache
def territories() -> frozenset[str]:
    """The names of states and territories in German."""
    return frozenset(name for code, name in territory_names("de").items() if code.isalpha())


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
    kept = next((word for word in subjects if _is_nominative(word)), None)
    pointing = frozenset() if verb.deprel.startswith("acl") else POINTING  # "das" of "Algier, das X stützt" acts
    kept = kept or next((word for word in subjects if word.text.lower() not in pointing), subjects[0])
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
    """An object that is no accusative acts where nobody else does: "fand Brüssel einen Kompromiss", "kamen Truppen"."""
    objects = [word for word in verb.of("obj") if word.upos in NOMINAL and not word.of("case")]
    receivers = [word for word in objects[:-1] if word.upos == "PROPN" and not word.of("det")]
    if verb.of(*SUBJECTS):
        if receivers and objects[-1].upos == "NOUN" and objects[-1].index > receivers[0].index:
            _give(receivers[0])  # "verkaufte Polen tausend Panzer"
        return
    finite = "VerbForm=Fin" in verb.feats or any("VerbForm=Fin" in aux.feats for aux in verb.of("aux"))
    if not finite or verb.of("aux:pass", "expl") or verb.deprel in {"conj", "acl:relcl", "acl"}:
        return
    free = next((word for word in objects if "Case=Acc" not in word.feats or not _case_of(word)), None)
    if free is not None and (len(objects) > 1 or not _differs(free, verb)):
        free.deprel = "nsubj"


def _swap(verb: Word, lexicon: Lexicon) -> None:
    """A thing in front that somebody judges: "die Lieferung lehnte Pistorius ab"."""
    things = [word for word in verb.of("nsubj") if word.index < verb.index and word.upos == "NOUN"]
    names = [word for word in verb.of("obj") if word.index > verb.index and word.upos == "PROPN" and not word.of("det")]
    frames = lexicon.frames.get((verb.lemma, "VERB"), ())
    said = next((word for word in verb.of("nsubj") if word.text.lower() in POINTING and word.index < verb.index), None)
    behind = [word for word in verb.of("obj") if word.index > verb.index and word.upos in NOMINAL]
    if said is not None and behind and "speech" in lexicon.operators.get((verb.lemma.lower(), "VERB"), ()):
        said.deprel, behind[0].deprel = "obj", "nsubj"  # "das kündigten Minister X und sein Kollege an"
        return
    judging = any(frame.predicate in JUDGING and not frame.requirements for frame in frames)
    if judging and len(things) == len(names) == 1 and lexicon.nouns.get(things[0].lemma) in THINGS:
        things[0].deprel, names[0].deprel = "obj", "nsubj"


def _find_object(verb: Word) -> None:
    """A noun without adposition and without an article of the dative is no adverb: "hat den Prüfern Zugang gewährt"."""
    if verb.upos != "VERB" or verb.of("obj", "aux:pass", "nsubj:pass", "ccomp", "xcomp") or not verb.of("nsubj"):
        return
    bare = [
        word for word in verb.of("obl") if word.upos == "NOUN" and not word.of("case") and "Case=Dat" not in word.feats
    ]
    bare = [word for word in bare if word.lemma not in TIMES | UNITS and not word.lemma.endswith(("tag", "jahr"))]
    for word in bare[-1:]:
        word.deprel = "obj"


def _find_passive_subject(verb: Word) -> None:
    """A noun in front that the parser could not place suffers in a passive without subject."""
    if verb.of("aux:pass") and not verb.of(*SUBJECTS):
        loose = [word for word in verb.of("dep") if word.upos in NOMINAL and word.index < verb.index]
        for word in loose[:1]:
            word.deprel = "nsubj:pass"


def _give(name: Word) -> None:
    """A name that receives something is a dative."""
    name.deprel = "obl"
    name.feats = "|".join(["Case=Dat", *(part for part in name.feats.split("|") if part[:5] not in {"", "Case="})])


def _differs(noun: Word, verb: Word) -> bool:
    """Whether one is singular and the other plural: "und besetzten das Emirat" has its subject elsewhere."""
    finite = next((aux for aux in verb.of("aux") if "VerbForm=Fin" in aux.feats), verb)
    numbers = {part for part in (*noun.feats.split("|"), *finite.feats.split("|")) if part.startswith("Number=")}
    return noun.upos == "NOUN" and not noun.of("conj") and len(numbers) > 1


def _shared_subject(verb: Word) -> None:
    """A noun behind a coordinated verb that does not agree with it is its object."""
    if verb.deprel != "conj" or verb.of("aux:pass"):
        return
    for subject in verb.of("nsubj"):
        if subject.index > verb.index and subject.upos == "NOUN" and _differs(subject, verb):
            subject.deprel = "obj"


def _free_auxiliary(aux: Word) -> None:
    """What hangs on an auxiliary belongs to its verb: "Taiwan darf nicht teilnehmen"."""
    verb = aux.head
    if aux.deprel not in {"aux", "aux:pass", "cop"} or verb is None:
        return
    for child in aux.children:
        child.head = verb
    verb.children = sorted([*verb.children, *aux.children], key=lambda child: child.index)
    aux.children = []


def _is_nominative(word: Word) -> bool:
    """Whether a pronoun or an article shows the nominative: "er", "der Iran"."""
    if word.text.lower() in {"er", "wir", "ich", "man", "wer"}:
        return True
    masculine = word.upos == "PROPN" or "Gender=Masc" in word.feats
    return masculine and any(child.text.lower() == "der" for child in word.of("det")) and not _is_feminine(word)
