"""German trees read as the constructions want them: what German writes as one word, or says by place, is taken apart.

"US-Präsident" is a state and a title, "Grundsatzabkommen" an agreement, "von Rebellen besetzt" before a noun a passive
verb, "Chinas" before a noun its owner, "anzugreifen" an infinitive with its mark, "wird angreifen" a future.
"""

import re
from functools import cache
from itertools import pairwise

from kg.extract.german_cases import is_genitive, read_cases, territories
from kg.extract.lemmas import lemma_of
from kg.extract.lexicon import Lexicon, load_lexicon, optional_rows
from kg.extract.tree import Tree, Word, link

JOINED = re.compile(r"([^\W\d_]{2,}(?:\d\d?)?)[-‑]((?:[^\W_]+[-‑])*[^\W\d_]{3,})")  # a first part, and the rest
PREFIXES = frozenset(
    {"ex", "vize", "anti", "pro", "nicht", "co", "ko", "al", "el", "ab", "an", "u", "e", "neu", "alt", "ost", "west",
     "nord", "süd", "mini", "interims", "inter", "halb", "selbst", "online", "cyber", "corona", "tv", "öl", "gas", "ur"}
)  # fmt: skip
NOMINAL = frozenset({"NOUN", "PROPN"})
RELATIVE = frozenset({"der", "die", "das", "den", "dem", "dessen", "deren", "denen", "welche", "welcher", "welches"})
FUTURE = frozenset({"wird", "werden", "werde", "wirst", "werdet"})
WOULD = frozenset({"würde", "würden"})
REFLEXIVE = {"mich": "ich", "mir": "ich", "uns": "wir"}
ENDINGS = ("e", "en", "er", "es", "em")
STAND_FOR_NATION = frozenset({"organ", "official", "national"})
THEME = "@thema"  # the slot of what a compound is about
DEFINITE = frozenset({"der", "die", "das", "den", "dem", "des"})
DAYS = frozenset(
    {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "winter", "frühjahr", "mai"}
)
FARTHEST = 5  # words between an article and the participle of its noun
PLURALS = ("en", "er", "e", "n", "s")
LEAST = 3  # letters before the head of a compound


def german_tree(tree: Tree, lexicon: Lexicon) -> Tree:
    """The tree with its compounds, participles, genitives and auxiliaries read; words are numbered anew."""
    tree.words = [part for word in tree.words for part in _parts(word, lexicon)]
    for index, word in enumerate(tree.words):
        word.index = index
    link(tree.words)
    for word in tree.words:
        _read_particle(word, tree.words)
        _read_article(word)
        _read_purpose(word)
        _read_passive(word)
    _read_extended(tree.words)
    link(tree.words)
    read_cases(tree.words, lexicon)
    link(tree.words)
    for word in tree.words:
        _read_compound(word, lexicon)
        _read_attribute(word, lexicon)
        _read_owner(word)
        _read_reflexive(word)
        _read_pair(word, tree.words)
        _read_conjuncts(word, tree.words)
        _read_clause(word)
        _read_future(word)
        _read_members(word, tree.words)
    link(tree.words)
    for word in tree.words:
        _read_infinitive(word, lexicon)
        _read_theme(word, lexicon)
    return tree


def _parts(word: Word, lexicon: Lexicon) -> list[Word]:
    """ "US-Präsident" as two words, "deutsch-französisch" as two adjectives; else the word alone."""
    joined = JOINED.fullmatch(word.text)
    if joined is None or joined[1].lower() in PREFIXES or word.upos not in {*NOMINAL, "ADJ", "X"}:
        return [word]
    first, rest = joined[1], joined[2]
    adjective = word.upos == "ADJ" and first[0].islower() and rest[0].islower()
    if not adjective and not (first[0].isupper() and rest[0].isupper() and word.upos != "ADJ"):
        return [word]
    if word.upos == "PROPN" and not _is_noun(lemma_of(rest, "NOUN", "de"), lexicon):
        return [word]  # "Saudi-Arabien", "Jean-Luc"
    cut = word.start + len(first)
    before = Word(0, first, first.lower() if adjective else first, "ADJ" if adjective else "PROPN", "", word.start, cut)
    before.head, before.deprel = (word.head, "amod") if adjective and word.deprel == "amod" else (word, "compound")
    word.text, word.start = rest, cut + 1
    word.lemma = lemma_of(rest, word.upos if adjective else "NOUN", "de")
    word.upos = word.upos if adjective else "NOUN"
    return [before, word]


def _is_noun(lemma: str, lexicon: Lexicon) -> bool:
    return lemma in lexicon.nouns or (lemma, "NOUN") in lexicon.frames or (lemma,) in lexicon.titles


@cache
def _heads() -> frozenset[str]:
    """Nouns that mean the same at the end of a compound."""
    return frozenset(row[0] for _, row in optional_rows("de", "heads.tsv", 1))


def _read_compound(word: Word, lexicon: Lexicon) -> None:
    """A compound that no table knows is read as its head: "Grundsatzabkommen" as "abkommen"."""
    if word.upos == "PROPN" and lexicon.nouns.get(lemma_of(word.text, "NOUN", "de")) == "asset":
        word.upos, word.lemma = "NOUN", lemma_of(word.text, "NOUN", "de")  # "lieferte Deutschland Flüssiggas"
    if word.upos != "NOUN" or _is_noun(word.lemma, lexicon) or word.lemma in _required():
        return
    stems = (word.lemma.removesuffix(ending) for ending in PLURALS if word.lemma.endswith(ending))
    known = next((stem for stem in stems if _is_noun(stem, lexicon) or stem in _required()), None)
    head = known or _head_of(word.text) or _head_of(word.lemma.capitalize())
    word.lemma = head or word.lemma


@cache
def _required() -> frozenset[str]:
    """Words that frames require beside their cue."""
    frames = (frame for frames in load_lexicon("de").frames.values() for frame in frames)
    return frozenset(lemma for frame in frames for required in frame.requirements for lemma in required.lemmas)


@cache
def _head_of(text: str) -> str:
    """The last part of a compound, as the table of heads has it; empty where none ends it."""
    for cut in range(LEAST, len(text) - LEAST):
        if text[cut:].lower()[:2] in _beginnings():
            lemma = lemma_of(text[cut:].capitalize(), "NOUN", "de")
            if lemma in _heads():
                return lemma
    return ""


@cache
def _beginnings() -> frozenset[str]:
    umlauts = str.maketrans("aou", "äöü")
    starts = {head[:2] for head in _heads()}
    return frozenset(starts | {start.translate(umlauts) for start in starts})


def _read_attribute(word: Word, lexicon: Lexicon) -> None:
    """A participle before its noun is a verb: "die von Rebellen besetzte Stadt", "die angegriffenen Dörfer"."""
    known = (word.lemma, "ADJ") in lexicon.frames and not word.lemma.endswith("en")
    if word.upos != "ADJ" or word.deprel != "amod" or known:
        return
    verb = lemma_of(word.text, "VERB", "de")
    base = word.text.lower()
    stem = next((base.removesuffix(ending) for ending in sorted(ENDINGS, key=len)[::-1] if base.endswith(ending)), base)
    if (verb, "VERB") not in lexicon.frames or not stem.endswith(("t", "en", "n")):
        return
    active = stem.endswith("end")
    word.upos, word.lemma = "VERB", verb
    word.feats = "|".join(filter(None, (word.feats, "VerbForm=Part", "" if active else "Tense=Past")))


def _read_reflexive(pronoun: Word) -> None:
    """ "Sich", and "mich" or "uns" beside their own subject, are no object: "wir treffen uns"."""
    verb = pronoun.head
    if pronoun.upos != "PRON" or verb is None or pronoun.deprel not in {"obj", "obl", "iobj"} or pronoun.of("case"):
        return
    subjects = {subject.text.lower() for subject in verb.of("nsubj")}
    own = REFLEXIVE.get(pronoun.text.lower(), "")
    if pronoun.text.lower() == "sich" or own in subjects:
        pronoun.deprel = "expl"


def _read_owner(word: Word) -> None:
    """A genitive before its noun owns it: "Chinas Drohung"."""
    noun = word.head
    if noun is None or word.deprel not in {"nmod", "compound", "det", "amod", "flat"} or word.upos not in NOMINAL:
        return
    if word.index > noun.index or noun.upos != "NOUN" or word.of("case"):
        return
    if "Case=Gen" in word.feats or (word.upos == "PROPN" and is_genitive(word.text)):
        word.deprel = "nmod:poss"


def _read_pair(word: Word, words: list[Word]) -> None:
    """Both adjectives of "deutsch-französische" modify the noun, where the tokenizer parts them."""
    second = words[word.index + 2] if word.index + 2 < len(words) and words[word.index + 1].text == "-" else None
    if second is None or second.upos != "ADJ" or second.deprel != "amod" or not word.text[:1].islower():
        return
    if word.head is second or word.head is second.head:
        word.head, word.deprel, word.upos = second.head, "amod", "ADJ"


def _read_conjuncts(first: Word, words: list[Word]) -> None:
    """What follows "EU-Staaten" in a list stands beside the states, not beside the first part of the compound."""
    noun = first.head
    parted = first.index + 1 < len(words) and words[first.index + 1].text == "-"
    if not parted or noun is None or first.deprel not in {"compound", "nmod", "nmod:poss"} or noun.index <= first.index:
        return
    for child in first.of("conj"):
        if child.index > noun.index:
            child.head = noun


def _read_clause(word: Word) -> None:
    """A clause with a relative pronoun is a relative one, whatever the treebank calls it."""
    if word.deprel != "acl":
        return
    if any(child.upos == "PRON" and child.text.lower() in RELATIVE for child in word.children):
        word.deprel = "acl:relcl"


def _read_particle(particle: Word, words: list[Word]) -> None:
    """The end of a split verb that was hung on a noun: "sprach sich gegen den Beitritt aus"."""
    if particle.deprel != "compound:prt" or particle.head is None or particle.head.upos in {"VERB", "AUX"}:
        return
    before = reversed(words[: particle.index])
    verb = next((word for word in before if word.upos == "VERB" and "VerbForm=Fin" in word.feats), None)
    if verb is not None and not verb.of("compound:prt"):
        particle.head = verb
        verb.lemma = particle.text.lower() + verb.lemma


def _read_article(word: Word) -> None:
    """ "Die" before an infinitive with "zu" is no relative pronoun: "forderte, die Gefangenen freizulassen"."""
    verb = word.head
    if word.upos != "PRON" or word.deprel != "nsubj" or verb is None or word.text.lower() not in {"die", "das", "der"}:
        return
    if "VerbForm=Inf" in verb.feats and not verb.of("aux"):
        word.upos, word.deprel = "DET", "det"


def _read_purpose(mark: Word) -> None:
    """ "Um" before a clause with "zu" marks it and governs no noun: "um China einzudämmen"."""
    noun = mark.head
    verb = noun.head if noun is not None else None
    if mark.deprel != "case" or mark.text.lower() != "um" or noun is None or verb is None or verb.upos != "VERB":
        return
    inside = "zu" in verb.text.lower()[2:-3] and verb.text.lower() != verb.lemma
    if noun.index < verb.index and (inside or any(child.text.lower() == "zu" for child in verb.of("mark"))):
        mark.head, mark.deprel, noun.deprel = verb, "mark", "obj"
        verb.deprel = "advcl" if verb.deprel in {"ccomp", "parataxis"} else verb.deprel


def _read_extended(words: list[Word]) -> None:
    """A phrase between article and participle belongs to the participle: "die von Russland besetzte Krim"."""
    for article, adposition in pairwise(words):
        if article.upos not in {"DET", "PRON"} or article.text.lower() not in DEFINITE or adposition.upos != "ADP":
            continue
        behind = words[adposition.index + 1 : adposition.index + 1 + FARTHEST]
        inner = next((word for word in behind if word.upos in NOMINAL), None)
        later = [word for word in behind if inner is not None and word.index > inner.index]
        participle = next((word for word in later if word.upos not in {*NOMINAL, "DET"}), None)
        if inner is None or participle is None or participle.upos not in {"ADJ", "VERB"}:
            continue
        noun = words[participle.index + 1] if participle.index + 1 < len(words) else None
        if noun is None or noun.upos not in NOMINAL or not participle.text.lower().endswith(ENDINGS):
            continue
        _attach(article, inner, participle, noun)


def _attach(article: Word, inner: Word, participle: Word, noun: Word) -> None:
    """Hangs article and participle on the noun, and the phrase between them on the participle."""
    if participle.head is not noun or participle.deprel != "amod":
        clause = next((c for c in participle.children if c.upos == "VERB" and c.index > noun.index), None)
        if noun in participle.ancestors():
            pass
        elif clause is not None and (participle.head is None or noun.head is participle):
            clause.head, clause.deprel = participle.head, participle.deprel
            noun.head, noun.deprel = clause, "nsubj:pass" if clause.of("aux:pass") else "nsubj"
        elif noun.head is participle:
            noun.head, noun.deprel = participle.head, participle.deprel
        else:
            return
    participle.head, participle.deprel, participle.upos = noun, "amod", "ADJ"
    inner.head, inner.deprel = participle, "obl"
    article.head, article.deprel, article.upos = noun, "det", "DET"


def _read_passive(verb: Word) -> None:
    """ "Wird liefern" is no passive, whatever the parser calls it, "wurde geliefert" is one."""
    if verb.upos not in {"VERB", "AUX"} or not verb.text.islower():
        return
    infinitive = "VerbForm=Part" not in verb.feats and verb.text == verb.lemma
    for aux in verb.of("aux:pass", "aux"):
        if not aux.text.lower().startswith(("wird", "werd", "wurd", "würd")):
            continue
        if infinitive and aux.deprel == "aux:pass":
            aux.deprel = "aux"
            for subject in verb.of("nsubj:pass"):
                subject.deprel = "nsubj"


def _read_future(verb: Word) -> None:
    """ "Wird angreifen" is a future, "würde angreifen" a conditional; "wird angegriffen" is neither."""
    if verb.upos not in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}:
        return
    if "VerbForm=Fin" in verb.feats and "Tense=Pres" in verb.feats and any(map(_is_future, verb.children)):
        verb.feats += "|Tense=Fut"  # "reist kommende Woche nach Indien"
    for aux in verb.of("aux"):
        written = aux.text.lower()
        passive = any(other.text.lower() == "werden" for other in verb.of("aux:pass"))
        if (written in FUTURE or written in WOULD) and ("VerbForm=Part" not in verb.feats or passive):
            verb.feats += "|Tense=Fut" if written in FUTURE else "|Mood=Cnd"


def _is_future(time: Word) -> bool:
    """Whether a phrase says that something is to come: "kommende Woche", "übermorgen"."""
    coming = any(child.lemma in {"kommend", "nächst", "nächste", "kommen"} for child in time.of("amod"))
    day = time.lemma in DAYS or time.lemma in {"woche", "monat", "jahr", "tag", "wochenende", "sommer", "herbst"}
    return (coming and day) or (time.deprel == "advmod" and time.text in {"übermorgen", "demnächst"})


def _read_infinitive(verb: Word, lexicon: Lexicon) -> None:
    """The "zu" inside "anzugreifen" is a mark as in "zu schlagen"."""
    inside = verb.upos == "VERB" and "zu" in verb.text.lower()[2:-3] and verb.text.lower() != verb.lemma
    if inside and verb.lemma == verb.text.lower().replace("zu", "", 1) and not verb.of("mark"):
        mark = Word(verb.index, "", "zu", "PART", "mark", verb.start, verb.start, head=verb)
        mark.roles = lexicon.grammar.roles.get("zu", frozenset())
        verb.children.append(mark)
        verb.feats += "" if "VerbForm=" in verb.feats else "|VerbForm=Inf"


def _read_theme(word: Word, lexicon: Lexicon) -> None:
    """The state before a hyphen is what it is about, unless the noun stands for the state: "Russland-Sanktionen"."""
    noun = word.head
    if word.deprel != "compound" or noun is None or noun.start != word.end + 1 or word.text not in territories():
        return
    if lexicon.nouns.get(noun.lemma) not in STAND_FOR_NATION:
        word.deprel = "nmod"
        word.children.append(Word(word.index, "", THEME, "ADP", "case", word.start, word.start, head=word))


def _read_members(word: Word, words: list[Word]) -> None:
    """ "Darunter" before a name says who belongs: "mehrere Staaten, darunter Deutschland"."""
    if word.text.lower() != "darunter" or word.index + 1 >= len(words):
        return
    name = next((each for each in words[word.index + 1 : word.index + 5] if each.upos in NOMINAL), None)
    if name is not None and word.head is not None:
        word.head, word.deprel, word.upos = name, "case", "ADP"
