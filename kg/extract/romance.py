"""What small parsers of Romance languages leave open, read in one way before the constructions look at a tree.

A personal object ("acusó a Belice") is an object; "más de cien soldados" are soldiers; a name between commas behind a
title names its holder; a verb in the plural has more than a singular noun for its subject.
"""

from kg.extract.lemmas import INFINITIVES, lemma_of
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.tree import Word

ROMANCE = frozenset({"es", "fr", "it", "pt"})
# Endings that no other tense has, and those that say it behind an infinitive only: "enviaría", but "quería" is past.
FUTURE = {"es": ("rá", "rán"), "pt": ("rá", "rão"), "it": ("rà", "ranno", "remo")}
FUTURE_ADDED = {"es": ("emos",), "pt": ("emos",), "it": ()}
CONDITIONAL = {"es": ("dría", "drían", "bría", "brían", "rría", "rrían"), "pt": (), "it": ("rebbe", "rebbero", "remmo")}
CONDITIONAL_ADDED = {"es": ("ía", "ían", "íamos"), "pt": ("ia", "iam", "íamos"), "it": ()}
HUMAN = frozenset({"organ", "official", "national", "group", "company", "body"})
TITLED = frozenset({"official", "organ"})
COMMAS = frozenset({",", "—", "–", "-", "("})
CORE = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:npmod", "conj", "nmod", "dep", "parataxis"})


def read_verb(word: Word, words: list[Word], lang: str) -> None:
    """ "El Senado condena la invasión": what has a subject and is written like a verb of the lexicon is one.

    "Moscou adverte Baku": a word with a capital that is a subject is none.
    """
    if word.upos == "VERB" and word.text[:1].isupper() and word.deprel in {"nsubj", "nsubj:pass"}:
        word.upos = "PROPN"
        return
    if word.upos == "PROPN" and word.text.islower() and lemma_of(word.text, "NOUN", lang) in load_lexicon(lang).nouns:
        word.upos = "NOUN"  # "el canciller austríaco"
        return
    below = [child for child in words if child.head is word]
    subject = next((child for child in below if child.deprel == "nsubj" and child.index < word.index), None)
    if word.upos not in {"NOUN", "ADJ"} or subject is None or any(child.deprel == "cop" for child in below):
        return
    if any(
        child.index > subject.index and child.deprel in {"det", "case"} and child.index < word.index for child in below
    ):
        return
    lexicon, lemma = load_lexicon(lang), lemma_of(word.text, "VERB", lang)
    if (lemma, "VERB") in lexicon.frames or (lemma, "VERB") in lexicon.operators:
        word.upos, word.lemma, word.feats = "VERB", lemma, "Mood=Ind|VerbForm=Fin"


def read_tense(word: Word, lang: str) -> None:
    """ "Desplegará", "enviaria": the ending says the future and the conditional where the parser does not."""
    form, known = word.text.lower(), word.feats
    if lang not in FUTURE or word.upos not in {"VERB", "AUX"} or "VerbForm=Inf" in known or "VerbForm=Part" in known:
        return
    lemma = lemma_of(word.text, word.upos, lang)
    if "Tense=Past" not in known and _ends(form, lemma, FUTURE[lang], FUTURE_ADDED[lang]):
        word.feats = "|".join([*(each for each in known.split("|") if "Tense" not in each), "Tense=Fut"])
    elif lemma.endswith(INFINITIVES[lang]) and _ends(form, lemma, CONDITIONAL[lang], CONDITIONAL_ADDED[lang]):
        word.feats = "|".join([*(each for each in known.split("|") if "Mood" not in each), "Mood=Cnd"])


def _ends(form: str, lemma: str, endings: tuple[str, ...], added: tuple[str, ...]) -> bool:
    return form.endswith(endings) or form in {lemma + ending for ending in added}


def read_romance(words: list[Word], lexicon: Lexicon, times: frozenset[str]) -> None:
    """Repairs of one tree, in place; `children` are kept in step with `head`. `times` are names of days."""
    for word in words:
        _read_perfect(word, lexicon)
        _read_mark(word)
        _read_about(word, words, lexicon)
        _read_more(word, words, lexicon)
    for word in words:
        _read_subject(word, words)
        _read_holder(word, words, lexicon)
        _read_joint(word)
        _read_double(word, words)
        _read_second(word)
        _read_bare(word, lexicon, times)
        _read_day(word, times)
    for word in words:
        _read_goal(word, lexicon)
        _read_personal(word, lexicon)
    for word in words:
        _read_charge(word, lexicon)
        _read_act(word, lexicon)


def _move(word: Word, head: Word | None, deprel: str) -> None:
    if word.head is not None and word in word.head.children:
        word.head.children.remove(word)
    word.head, word.deprel = head, deprel
    if head is not None:
        head.children = sorted([*head.children, word], key=lambda child: child.index)


def _roles(word: Word, lexicon: Lexicon) -> frozenset[str]:
    return lexicon.grammar.roles.get(word.lemma.lower(), frozenset())


def _read_more(word: Word, words: list[Word], lexicon: Lexicon) -> None:
    """ "Envió más de cien soldados": "de" before a number behind "more" governs nothing."""
    if "more" not in _roles(word, lexicon) or word.index + 2 >= len(words):
        return
    of, number = words[word.index + 1 : word.index + 3]
    if "of" not in _roles(of, lexicon) or not _is_number(number, lexicon):
        return
    noun = of.head if of.deprel == "case" else None
    if noun is None or noun is word or noun.index < number.index:
        return
    _move(of, word, "fixed")
    if noun.head is word:
        above, deprel, first = word.head, word.deprel, word
        for child in [child for child in word.children if child not in (of, noun)]:
            _move(child, noun, child.deprel)
        if above is None or first in noun.subtree():
            return
        _move(noun, above, deprel)
        _move(word, noun, "advmod")
    _to_core(noun)


def _read_about(word: Word, words: list[Word], lexicon: Lexicon) -> None:
    """ "Cerca de 300 soldados": what is said before a number governs nothing."""
    behind = next((each for each in words[word.index + 1 :] if each.deprel != "goeswith"), None)
    about = word.deprel == "case" and "about" in _roles(word, lexicon) and word.head is not None
    if about and behind is not None and behind is not word.head and _is_number(behind, lexicon):
        word.deprel = "advmod"
        _to_core(word.head)  # type: ignore[arg-type]


def _is_number(word: Word, lexicon: Lexicon) -> bool:
    return word.upos == "NUM" or (word.upos == "NOUN" and "transparent" in _roles(word, lexicon))


def _to_core(noun: Word) -> None:
    """A noun without adposition beside a verb is its object, or its subject where it stands before it."""
    verb = noun.head
    if noun.deprel not in {"obl", "advmod", "nmod"} or verb is None or verb.upos != "VERB" or noun.of("case"):
        return
    if noun.index < verb.index and not verb.of("nsubj", "nsubj:pass"):
        noun.deprel = "nsubj"
    elif noun.index > verb.index and not verb.of("obj", "nsubj:pass"):
        noun.deprel = "obj"


def _read_holder(name: Word, words: list[Word], lexicon: Lexicon) -> None:
    """ "Recibió al ministro, Juan Paz": a name right behind a comma and a title is whoever holds it."""
    alone = name.upos == "PROPN" and name.deprel in CORE and not name.of("case", "cc", "det")
    if not alone or name.index < 2 or words[name.index - 1].text not in COMMAS or name.head is None:
        return
    last = max(child.index for child in (name, *name.of("flat")))
    if last + 1 < len(words) and words[last + 1].text not in {*COMMAS, ".", ")", ";", ":", "»", '"', "”"}:
        return
    title = _title_before(words[name.index - 2], lexicon)
    if title is not None and title is not name and name not in title.ancestors() and not title.of("appos"):
        _move(name, title, "appos")


def _title_before(word: Word, lexicon: Lexicon) -> Word | None:
    """The noun of office whose phrase ends with a word; no clause lies between."""
    for above in (word, *word.ancestors()):
        if above.upos in {"VERB", "AUX"}:
            return None
        if above.upos == "NOUN" and lexicon.nouns.get(above.lemma.lower()) in TITLED:
            return above if lexicon.nouns[above.lemma.lower()] == "official" else None
    return None


def _read_joint(subject: Word) -> None:
    """ "El Gobierno de Laos y la FAO firmaron": the plural of the verb tells what "y" joins."""
    verb = subject.head
    if subject.deprel != "nsubj" or verb is None or "Number=Sing" not in subject.feats or subject.of("conj"):
        return
    if subject.upos != "NOUN" or not any("Number=Plur" in each.feats for each in (verb, *verb.of("aux", "cop"))):
        return
    below = [child for child in subject.of("nmod") if child.index > subject.index]
    joined = next((last for child in below for last in child.of("conj") if last.of("cc") and last.of("det")), None)
    if joined is None:
        joined = next((last for child in below for last in child.of("conj") if last.of("cc")), None)
    if joined is not None and joined.index < verb.index and not joined.of("case"):
        _move(joined, subject, "conj")


def _read_personal(verb: Word, lexicon: Lexicon) -> None:
    """ "Acusó a Belice", "detuvo a dos periodistas": a person behind the adposition of persons is an object."""
    if verb.upos != "VERB" or verb.of("obj", "nsubj:pass", "aux:pass", "expl"):
        return
    for child in verb.of("obl", "iobj", "nmod", "obl:arg"):
        personal = child.index > verb.index and len(child.cases) == 1
        if personal and "personal" in lexicon.grammar.roles.get(child.cases[0], ()) and _is_human(child, lexicon):
            child.deprel = "obj"
            return


def _is_human(word: Word, lexicon: Lexicon) -> bool:
    nested = [child for child in word.of("nmod") if "transparent" in _roles(word, lexicon)]
    return word.upos in {"PROPN", "PRON"} or any(
        lexicon.nouns.get(each.lemma.lower()) in HUMAN for each in (word, *nested)
    )


def _read_double(noun: Word, words: list[Word]) -> None:
    """ "Un alto el fuego", read as two objects of one verb, is one."""
    first = words[noun.index - 2] if noun.index >= 2 else None
    joined = first is not None and first.upos == noun.upos == "NOUN" and words[noun.index - 1].upos == "DET"
    if joined and first is not None and noun.deprel == first.deprel == "obj" and noun.head is first.head:
        _move(noun, first, "flat")


def _read_day(day: Word, times: frozenset[str]) -> None:
    """ "Ensayó el miércoles un misil": the noun behind a day is not beside the day but the object of the verb."""
    verb = day.head
    if day.text.lower() not in times or verb is None or verb.upos != "VERB" or verb.of("obj", "nsubj:pass"):
        return
    noun = next((child for child in day.of("appos", "nmod", "obj", "flat") if not child.of("case", "cc")), None)
    if noun is not None and noun.of("det", "nummod") and noun.index > day.index:
        _move(noun, verb, "obj")


def _read_goal(article: Word, lexicon: Lexicon) -> None:
    """ "Viajou a Pequim": behind a verb of moving "a" is no article."""
    name = article.head
    verb = name.head if name is not None else None
    if name is None or verb is None or article.deprel != "det" or article.text != "a" or name.upos != "PROPN":
        return
    if "moving" in _roles(verb, lexicon) and name.deprel in {"obj", "xcomp", "obl"} and not name.of("case"):
        article.deprel, article.upos, article.lemma, name.deprel = "case", "ADP", "a", "obl"


def _read_charge(clause: Word, lexicon: Lexicon) -> None:
    """ "Acusou Angola de atacar": an infinitive is not said of a name but of what its verb says somebody does."""
    name = clause.head
    verb = name.head if name is not None else None
    if name is None or verb is None or clause.deprel != "acl" or clause.upos != "VERB" or name.deprel != "obj":
        return
    charged = any("charge" in _roles(mark, lexicon) for mark in clause.of("mark"))
    if charged and verb.upos == "VERB" and (name.upos == "PROPN" or _is_human(name, lexicon)):
        _move(clause, verb, "xcomp")


def _read_second(name: Word) -> None:
    """ "Guyana y Venezuela disputan": what is coordinated with a verb before it is so with its subject."""
    verb = name.head
    if name.deprel != "conj" or verb is None or verb.upos != "VERB" or name.index > verb.index or not name.of("cc"):
        return
    first = next((word for word in verb.of("nsubj", "nsubj:pass") if word.index < name.index), None)
    if first is not None and name.upos in {"PROPN", "NOUN"} and not name.of("case"):
        _move(name, first, "conj")


def _read_bare(noun: Word, lexicon: Lexicon, times: frozenset[str]) -> None:
    """ "Doou cem mil doses", read as an adverbial: a noun without adposition that is no time is the object."""
    verb = noun.head
    if noun.upos != "NOUN" or noun.deprel not in {"obl", "parataxis"} or verb is None or verb.upos != "VERB":
        return
    if noun.text.lower() in times or lexicon.nouns.get(noun.lemma.lower(), "time") == "time":
        return
    if noun.index > verb.index and noun.of("det", "nummod") and not noun.of("case", "nsubj", "cop", "mark", "cc"):
        _to_core(noun) if noun.deprel == "obl" else _to_object(noun, verb)


def _to_object(noun: Word, verb: Word) -> None:
    if not verb.of("obj", "nsubj:pass", "ccomp", "aux:pass"):
        noun.deprel = "obj"


def _read_perfect(auxiliary: Word, lexicon: Lexicon) -> None:
    """ "Negó haber atacado a Perú": an auxiliary that means to have makes no passive."""
    verb = auxiliary.head
    if auxiliary.deprel != "aux:pass" or verb is None or "have" not in _roles(auxiliary, lexicon):
        return
    auxiliary.deprel = "aux"
    if not verb.of("aux:pass"):
        verb.feats = "|".join(each for each in verb.feats.split("|") if each != "Voice=Pass")
        for subject in verb.of("nsubj:pass"):
            subject.deprel = "nsubj"


def _read_mark(mark: Word) -> None:
    """ "Si Irán ataca": what opens a clause belongs to its verb, not to its subject."""
    noun = mark.head
    verb = noun.head if noun is not None else None
    if mark.deprel != "mark" or mark.upos != "SCONJ" or noun is None or noun.deprel != "nsubj" or verb is None:
        return
    if noun.upos in {"PROPN", "NOUN"} and verb.upos == "VERB" and mark.index < noun.index < verb.index:
        _move(mark, verb, "mark")


def _read_subject(name: Word, words: list[Word]) -> None:
    """A name read into the phrase before it: "entre X y Y", "visita de X a Y", "si X ataca a Y, Z responderá"."""
    head = name.head
    if name.upos != "PROPN" or head is None:
        return
    if name.deprel in {"nsubj", "nsubj:pass"}:
        first = next((word for word in head.of(name.deprel) if word.index < name.index), None)
        before = next((word for word in reversed(words[: name.index]) if word.upos == "PROPN"), None)
        if first is not None and first.upos == "NOUN" and name.of("case"):
            _move(name, first, "nmod")
        elif first is not None and name.of("cc") and before is not None and first in before.ancestors():
            _move(name, before.head if before.deprel == "flat" and before.head is not None else before, "conj")
    elif name.deprel == "conj" and not name.of("cc", "case") and words[name.index - 1].text == ",":
        last = max(child.index for child in (name, *name.of("flat", "amod", "nmod")))
        verb = words[last + 1] if last + 1 < len(words) else None
        if verb is None or verb.upos != "VERB" or verb is head or verb.of("nsubj", "nsubj:pass"):
            return
        if name not in verb.ancestors() and verb not in name.ancestors():
            _move(name, verb, "nsubj")


def _read_act(clause: Word, lexicon: Lexicon) -> None:
    """ "Amenazó con atacar", "instó a X a apoyar": the infinitive is what the verb announces, asks or denies."""
    verb = clause.head
    infinitive = clause.upos == "VERB" and ("VerbForm=Inf" in clause.feats or clause.text.lower() == clause.lemma)
    infinitive |= any("VerbForm=Inf" in aux.feats for aux in clause.of("aux"))  # "di aver pagato"
    if clause.deprel not in {"advcl", "advmod"} or not infinitive or verb is None or verb.upos != "VERB":
        return
    roles = {role for mark in clause.of("mark", "case") for role in _roles(mark, lexicon)}
    marks = clause.of("mark", "case")
    governed = (verb.lemma.lower(), "VERB") in lexicon.operators and clause.index > verb.index
    if governed and (not marks or (len(marks) == 1 and roles & {"charge", "to"})) and not clause.of("nsubj"):
        clause.deprel = "xcomp"
