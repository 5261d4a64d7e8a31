"""A sentence parsed after a UD treebank, with what treebanks leave to choice read in one way.

Subtypes of relations that no construction asks for are dropped, possessive determiners are owners, a reflexive or
auxiliary passive is one passive, a split verb is one verb, and adpositions are read by the grammar of the language:
contractions as the adposition alone ("della" as "di"), several words as one ("da parte di").
"""

from collections.abc import Iterator
from functools import cache

from simplemma import is_known
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from kg.extract.adpositions import join_adpositions
from kg.extract.clauses import raise_clauses
from kg.extract.endings import name_quoted, repair_cases, repair_class
from kg.extract.french import read_appositions, read_inverted
from kg.extract.german_places import read_places
from kg.extract.grammar import Grammar, plain
from kg.extract.hantrees import han_tree
from kg.extract.inverted import read_speakers
from kg.extract.lemmas import CAPITALISED, WITHOUT, lemma_of
from kg.extract.lexicon import load_lexicon
from kg.extract.misreadings import mend
from kg.extract.phrases import join_phrases, join_titles
from kg.extract.romance import ROMANCE, read_romance, read_tense, read_verb
from kg.extract.russian import is_passive_participle
from kg.extract.tree import Tree, Word, link, tree_of
from kg.extract.unspaced import UNSPACED

KEPT = frozenset(
    {"nsubj:pass", "csubj:pass", "aux:pass", "obl:agent", "acl:relcl", "nmod:poss", "compound:prt", "det:predet",
     "cc:preconj", "obl:npmod"}
)  # fmt: skip
RENAMED = {
    "obl:patient": "obj",
    "mark:rel": "case",
    "case:loc": "case",
    "mark:adv": "case",
    "discourse:sp": "discourse",
}
STOPS = frozenset('.!?…。！？;:؟।"”»«')
COMMAS = frozenset({",", "»", "”", '"', "،", "，"})
JOINED = 3  # words between a name read apart and what it is coordinated with
CLOSED = frozenset({"ADP", "DET", "PRON", "SCONJ", "CCONJ", "PART", "AUX", "ADV", "X"})
MISTAKEN = frozenset({"NOUN", "PRON", "ADJ", "ADV", "DET", "INTJ", "X", "VERB", "NUM"})  # what a name may be read as
MODALS = frozenset({"VERB", "AUX", "ADJ"})
OWNING = {"ru": frozenset({"его", "ее", "её", "их"})}  # that treebanks do not tell from other determiners
ACTIVE_PARTICIPLES = ("end", "ende", "enden", "ender", "endes", "endem")


def treebank_tree(sentence: SpacySpan, lang: str, grammar: Grammar, times: frozenset[str] = frozenset()) -> Tree:
    """The tree of a spaCy sentence whose pipeline was trained on a UD treebank; `times` are names of days."""
    tree = tree_of(sentence)
    _join_roots(tree.words)
    _read_opening(tree.words)
    if lang in UNSPACED:
        return han_tree(tree, lang)
    for word in tree.words:
        _read_word(word, tree.words, lang, grammar)
    _free_names(tree.words, times)
    join_adpositions(tree.words, grammar)
    link(tree.words)
    if lang == "ru":
        repair_cases(tree.words, times, _title_words(lang))
    if lang == "de":
        read_places(tree.words, load_lexicon(lang))
    for word in tree.words:
        _own(word, lang)
        _read_passive(word, grammar)
        _join_particle(word, lang)
    for word in tree.words:
        _read_day(word, tree.words, times)
        _read_modal(word, grammar)
        _read_agent(word, grammar.words("by"))
        _read_share(word, grammar)
        _read_object(word)
        _read_name(word, grammar)
        _read_conjunct(word, tree.words, grammar)
    _name_heads(tree.words)
    link(tree.words)
    _join(tree.words, lang)
    mend(tree.words, load_lexicon(lang))
    if lang == "ru":
        name_quoted(tree.words, load_lexicon(lang))
    read_speakers(tree.words, load_lexicon(lang))
    if lang in ROMANCE:
        join_phrases(tree.words, load_lexicon(lang))
        raise_clauses(tree.words, load_lexicon(lang))
        read_romance(tree.words, load_lexicon(lang), times)
    return tree


@cache
def _title_words(lang: str) -> frozenset[str]:
    """Every word of a title of an office."""
    return frozenset(word for title in load_lexicon(lang).titles for word in title)


def _join(words: list[Word], lang: str) -> None:
    """Pronouns, appositions and titles that belong to words beside them."""
    if lang == "fr":
        read_inverted(words)
        read_appositions(words, load_lexicon(lang))
    if lang in ROMANCE:
        join_titles(words, load_lexicon(lang))


def _read_word(word: Word, words: list[Word], lang: str, grammar: Grammar) -> None:
    """Part of speech, lemma, relation and features of one word, before the tree is linked."""
    if lang == "ru":
        repair_class(word, words)
    else:
        _read_unknown(word, lang)
    if lang in ROMANCE:
        read_verb(word, words, lang)
        read_tense(word, lang)
    if lang == "ru" and word.upos == "ADJ" and is_passive_participle(word.text):
        word.upos, word.feats = "VERB", f"{word.feats}|VerbForm=Part|Voice=Pass"
    _read_part(word, words)
    word.lemma = grammar.forms.get((plain(word.text),), "") if word.upos in CLOSED else ""
    word.lemma = word.lemma or lemma_of(word.text, word.upos, lang)
    word.deprel = _relation(word)
    if "Mood=" in word.feats and "VerbForm=" not in word.feats and word.upos in {"VERB", "AUX"}:
        word.feats += "|VerbForm=Fin"  # what has a mood is finite, though some treebanks do not say so
    _read_participle(word)


def whole_sentences(doc: Doc) -> Iterator[SpacySpan]:
    """The sentences of a parsed line; one that ends without a stop, or before a comma, goes on with the next."""
    start = 0
    for sentence in doc.sents:
        last = sentence[-1]
        stops = last.text in STOPS or (len(sentence) > 1 and sentence[-2].text in STOPS)
        if sentence.end == len(doc) or (stops and doc[sentence.end].text != ","):
            yield doc[start : sentence.end]
            start = sentence.end


def _join_roots(words: list[Word]) -> None:
    """Pieces of one sentence: "Paris" read apart from "et Berlin ont signé" leads its subjects, others stand beside."""
    first, *others = [word for word in words if word.head is None] or [words[0]]
    for root in others:
        subjects = (word for word in words if word.head is root and word.deprel.startswith("nsubj"))
        joined = next((word for word in subjects if _coordinated(words, first, word)), None)
        if joined is not None and first.upos in {"PROPN", "NOUN"} and joined.index - first.index <= JOINED:
            first.head, first.deprel = root, joined.deprel
            joined.head, joined.deprel = first, "conj"
            first = root
        elif _is_subject(words, first, root):
            passive = any(word.head is root and word.deprel == "aux:pass" for word in words)
            first.head, first.deprel = root, "nsubj:pass" if passive else "nsubj"
            first = root
        else:
            root.head, root.deprel = first, "parataxis"


def _read_opening(words: list[Word]) -> None:
    """ "Israël et le Hezbollah ont accepté", where the verb and not the second name is coordinated with the first."""
    first = next((word for word in words if word.head is None), words[0])
    verb = next((word for word in words if word.head is first and word.deprel == "conj" and word.upos == "VERB"), None)
    if first.upos != "PROPN" or verb is None:
        return
    below = [word for word in words if word.head is verb]
    subject = next((word for word in below if word.deprel.startswith("nsubj")), None)
    joint = next((word for word in below if word.deprel == "cc" and word.index < verb.index), None)
    if subject is None or joint is None or any(w.upos == "PUNCT" for w in words[first.index : verb.index]):
        return
    for word in words:
        if word.head is first and word.index > verb.index:
            word.head = verb
    verb.head, verb.deprel = None, "root"
    first.head, first.deprel = verb, subject.deprel
    subject.head, subject.deprel, joint.head = first, "conj", subject


def _read_part(word: Word, words: list[Word]) -> None:
    """A participle behind its auxiliary is a verb ("a téléphoné"), what an article opens is none ("l'offre")."""
    below = {child.deprel.split(":")[0] for child in words if child.head is word and child.index < word.index}
    if word.upos in {"NOUN", "ADJ"} and "aux" in below and "cop" not in below:
        word.upos, word.feats = "VERB", "Tense=Past|VerbForm=Part"
    elif word.upos == "VERB" and "det" in below and word.deprel.split(":")[0] in {"obj", "obl", "nmod", "nsubj"}:
        word.upos, word.feats = "NOUN", ""


def _read_day(verb: Word, words: list[Word], times: frozenset[str]) -> None:
    """ "A reçu jeudi à Rabat le roi": a day is no object; the noun behind the place is."""
    day = next((word for word in verb.of("obj") if word.text.lower() in times and word.upos != "PRON"), None)
    if verb.upos != "VERB" or day is None:
        return
    day.deprel = "obl"
    inside = {id(word) for word in verb.subtree()}
    for noun in words[day.index + 1 :]:
        bare = noun.deprel == "nmod" and noun.of("det") and not noun.of("case", "cc")
        if id(noun) in inside and noun.upos in {"NOUN", "PROPN"} and bare and noun.head is not None:
            noun.head.children.remove(noun)
            noun.head, noun.deprel = verb, "obj"
            verb.children.append(noun)
            return


def _is_subject(words: list[Word], first: Word, verb: Word) -> bool:
    """Whether a name that opens a sentence was read apart from its verb: "Madrid" from "ne reconnaît pas X"."""
    below = [word for word in words if word.head is verb]
    bare = verb.upos == "VERB" and not any(word.deprel.startswith("nsubj") for word in below)
    parted = any(word.upos == "PUNCT" for word in words[first.index : verb.index])
    return bare and not parted and first.upos == "PROPN" and first.index < verb.index


def _coordinated(words: list[Word], first: Word, second: Word) -> bool:
    """Whether "and" stands between two words."""
    return any(word.deprel == "cc" for word in words[first.index : second.index])


def _free_names(words: list[Word], times: frozenset[str]) -> None:
    """A name before a day is a place of its own: "à Bucarest jeudi", read as one phrase."""
    for name in words:
        day = name.head
        if (
            name.upos != "PROPN"
            or day is None
            or name.deprel not in {"det", "nummod", "amod", "nmod", "compound", "flat"}
        ):
            continue
        if day.index == name.index + 1 and day.text.lower() in times and day.head is not None:
            name.head, name.deprel = day.head, day.deprel
            for word in words:
                if word.head is day and word.index < name.index:
                    word.head = name
            day.head, day.deprel = name.head, "obl"


def _relation(word: Word) -> str:
    if word.deprel in RENAMED:
        return RENAMED[word.deprel]
    return word.deprel if word.deprel in KEPT else word.deprel.split(":")[0]


def _own(word: Word, lang: str) -> None:
    """ "Son", "suo", "sein", "свой", "его": a possessive determiner is whoever owns."""
    if word.deprel == "det" and word.text.lower() in OWNING.get(lang, ()) and "Poss=Yes" not in word.feats:
        word.feats = "|".join(filter(None, (word.feats, "Person=3|Poss=Yes")))
    if "Poss=Yes" in word.feats and word.deprel in {"det", "nmod", "amod"}:
        word.deprel, word.upos = "nmod:poss", "PRON"


def _read_passive(word: Word, grammar: Grammar) -> None:
    """ "Si è firmato", "se firmó": the subject of a reflexive passive suffers."""
    if word.upos == "VERB" and word.of("aux:pass"):
        active = "intransitive" in grammar.roles.get(word.lemma, ())  # "est devenu", "est arrivé"
        for child in word.of("aux:pass") if active else ():
            child.deprel = "aux"
        for subject in word.of("nsubj", "nsubj:pass"):
            subject.deprel = "nsubj" if active else "nsubj:pass"


def _read_modal(verb: Word, grammar: Grammar) -> None:
    """ "Peut attaquer", "va a vender": a modal verb that governs an infinitive is its auxiliary, as in English."""
    if "will" not in grammar.roles.get(verb.lemma, ()) or verb.upos not in MODALS or verb.deprel == "aux":
        return
    act = next((child for child in verb.of("xcomp") if "VerbForm=Inf" in child.feats and not child.of("nsubj")), None)
    if act is None or verb.of("obj"):
        return
    act.head, act.deprel = verb.head, verb.deprel
    for child in verb.children:
        if child is not act:
            child.head = act
            act.children.append(child)
    if verb.head is not None:
        verb.head.children = [act if child is verb else child for child in verb.head.children]
    act.children = sorted([*act.children, verb], key=lambda child: child.index)
    verb.head, verb.deprel, verb.upos, verb.children = act, "aux", "AUX", []


def _read_unknown(word: Word, lang: str) -> None:
    """ "Oslo" read as a pronoun or a noun: a word with a capital that no dictionary knows is a name."""
    capital = word.text[:1].isupper() and word.text.isalpha() and lang not in CAPITALISED | WITHOUT
    if capital and word.upos in MISTAKEN and not is_known(word.text.lower(), lang=lang):
        word.upos = "PROPN"


def _read_agent(verb: Word, by: frozenset[str]) -> None:
    """ "A condamné l'invasion de X par Y": the agent beside an active verb with an object belongs to the object."""
    if verb.upos != "VERB":
        return
    for agent in verb.of("obl:agent"):
        if agent.cases and by.isdisjoint(agent.cases):
            agent.deprel = "obl"  # "conclu avec X"
            continue
        done = next((word for word in verb.of("obj") if word.index < agent.index and word.upos == "NOUN"), None)
        if done is not None and not verb.of("aux:pass", "nsubj:pass"):
            agent.head, agent.deprel = done, "nmod"
            verb.children.remove(agent)
            done.children.append(agent)


def _read_share(word: Word, grammar: Grammar) -> None:
    """ "Est l'un des alliés de X": one of many is what they are."""
    whole = next((child for child in word.of("nmod") if child.upos == "NOUN"), None)
    one = word.upos == "PRON" and "transparent" in grammar.roles.get(word.lemma, ()) and word.of("cop")
    if whole is None or not one or not any("of" in grammar.roles.get(case, ()) for case in whole.cases):
        return
    for child in word.of("cop", "nsubj"):
        word.children.remove(child)
        child.head = whole
        whole.children.append(child)
    for case in whole.of("case"):
        case.deprel = "dep"


def _read_object(name: Word) -> None:
    """ "Exhorte Israël à cesser": a name right behind a verb that is read as its predicate is its object."""
    verb = name.head
    if verb is None or name.deprel != "xcomp" or name.upos != "PROPN" or verb.upos != "VERB" or verb.of("obj"):
        return
    if not name.of("case", "cop"):
        name.deprel = "obj"
        for clause in [child for child in name.children if "VerbForm=Inf" in child.feats and child.of("mark")]:
            name.children.remove(clause)
            clause.head, clause.deprel = verb, "xcomp"
            verb.children.append(clause)


def _read_name(word: Word, grammar: Grammar) -> None:
    """ "Le président chinois Xi Jinping": a name behind a noun without adposition says who it is.

    Where endings count as adpositions a genitive does not: "вторжение России".
    """
    if word.upos == "NUM" and word.text[:1].isupper() and word.text.isalpha() and not word.text.isupper():
        word.upos = "PROPN"
    noun = word.head
    behind = noun is not None and noun.upos == "NOUN" and noun.index < word.index and word.text[:1].isupper()
    owning = grammar.inflected and "Case=Gen" in word.feats
    if behind and word.deprel == "nmod" and word.upos == "PROPN" and not word.of("case") and not owning:
        word.deprel = "appos"


def _read_conjunct(word: Word, words: list[Word], grammar: Grammar) -> None:
    """ "Sanctionner X, ainsi que Y": a name coordinated with a verb is so with the name before it."""
    verb = word.head
    if word.deprel == "nsubj" and verb is not None and word.of("cc") and verb.of("nsubj")[0] is not word:
        word.deprel = "conj"  # "les échanges entre X et Y ont doublé"
    if word.deprel == "conj" and verb is not None and verb.upos == "NOUN" and _is_named_behind(word, words):
        word.deprel = "appos"
        return
    if word.deprel == "conj" and verb is not None and not word.of("cc") and _is_agent(word, grammar):
        word.deprel = "nmod"  # "l'invasion de X par Y"
        if verb.deprel == "nmod" and verb.head is not None:
            verb.children.remove(word)
            verb.head.children.append(word)
            word.head = verb.head
        return
    joined = word.deprel == "conj" and word.upos == "PROPN" and not word.of("nsubj", "cop", "case")
    if verb is None or not joined or verb.upos not in {"VERB", "ADJ"} or verb.index > word.index:
        return
    before = next((each for each in reversed(words[verb.index + 1 : word.index]) if each.upos == "PROPN"), None)
    if before is not None and word not in before.ancestors():
        verb.children.remove(word)
        word.head = before.head if before.deprel == "flat" and before.head is not None else before
        word.head.children.append(word)


def _is_named_behind(name: Word, words: list[Word]) -> bool:
    """Whether a name stands between commas behind a noun: "la directrice du Fonds, Kristalina Georgieva, ..."."""
    last = max(word.index for word in (name, *name.of("flat")))
    closed = last + 1 < len(words) and words[last + 1].text in COMMAS | {"."}
    begins = name.upos == "PROPN" and name.index > 0 and words[name.index - 1].text in COMMAS
    siblings = name.head.of("conj") if name.head is not None else []
    return begins and closed and siblings == [name] and not name.of("cc")


def _is_agent(word: Word, grammar: Grammar) -> bool:
    return any("by" in grammar.roles.get(case, ()) for case in word.cases)


def _read_participle(word: Word) -> None:
    """A participle without tense or voice is a past one, but for those that act ("angreifend")."""
    bare = "VerbForm=Part" in word.feats and "Tense=" not in word.feats and "Voice=" not in word.feats
    if bare and not word.text.lower().endswith(ACTIVE_PARTICIPLES):
        word.feats += "|Tense=Past"


def _join_particle(verb: Word, lang: str) -> None:
    """ "Wirft ... vor" is the verb "vorwerfen"."""
    particles = verb.of("compound:prt") if lang == "de" else []
    if particles and verb.upos in {"VERB", "AUX"}:
        verb.lemma = particles[0].text.lower() + verb.lemma


def _name_heads(words: list[Word]) -> None:
    """In "Staatspräsident Xi" and "la ministre Baerbock" some treebanks hang the title on the name."""
    for word in words:
        if word.deprel == "flat" and word.upos == "NOUN" and word.head is not None and word.head.upos == "PROPN":
            word.deprel = "compound"
