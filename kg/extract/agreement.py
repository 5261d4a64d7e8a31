"""Russian verbs and those whom their endings allow as subjects.

A verb agrees with its subject in number and gender: in "Марокко поддержало Сенегал" Senegal is no subject. An adverb
or a phrase with an adposition leads no sentence that has a finite verb.
"""

from kg.extract.runs import is_territory
from kg.extract.russian import agrees, cases_of, is_animate, is_converb, is_place, qualifies
from kg.extract.tree import Word, link

NOMINALS = frozenset({"NOUN", "PROPN", "PRON"})
SUBJECTS = ("nsubj", "nsubj:pass")
MISLED = frozenset({"nsubj", "obj", "obl", "nmod", "amod", "appos", "flat", "xcomp", "parataxis", "vocative", "dep"})
WITHIN = frozenset(
    {"amod", "nmod", "case", "det", "appos", "flat", "nummod", "acl", "acl:relcl", "conj", "cc", "compound", "fixed"}
)
CLAUSES = frozenset({"parataxis", "acl", "ccomp", "advcl", "conj", "dep", "acl:relcl", "xcomp", "amod"})
LOOSE = frozenset({"ADV", "PART", "X", "INTJ", "SCONJ", "CCONJ", "ADP"})
BESIDE = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "iobj", "nmod", "vocative", "dep", "appos", "conj"})
BESIDE_CLAUSE = frozenset(
    {
        "ожидаться",
        "предполагаться",
        "сообщаться",
        "планироваться",
        "считаться",
        "утверждаться",
        "отмечаться",
        "сообщать",
        "полагать",
    }
)  # "как ожидается"
MEASURES = frozenset({"млн", "млрд", "тыс", "трлн", "миллион", "миллиард", "тысяча", "триллион"})
IN_TITLE = frozenset({"в", "на", "по", "при"})
HOLDER_REACH = 10  # words from a title to the end of its holder's name
REACH = 4  # words from a participle to its noun


def join_holders(words: list[Word], titles: frozenset[str]) -> None:
    """The name behind a title and what the office is of stands beside the title: "президент Мавритании Сиди Ахмед"."""
    changed = False
    for title in words:
        if title.upos != "NOUN" or title.lemma not in titles or not is_animate(title.text):
            continue
        name = _name_behind(title, words)
        below = bool(name) and title in name[0].subtree()
        if not name or name[0].head is title or (below and name[0].head is not None):
            continue
        inside = {id(word) for word in name}
        outer = next((word for word in name if word.head is None or id(word.head) not in inside), name[0])
        led = title.head is not None and id(title.head) not in inside and title.deprel in SUBJECTS
        if not led and (outer.head is None or (title.head is not None and id(title.head) in inside)):
            title.head, title.deprel = outer.head, outer.deprel
        for word in words:
            if word.head is not None and id(word.head) in inside and id(word) not in inside and word is not title:
                word.head = title
        for word in name:
            word.head, word.deprel = (title, "appos") if word is name[0] else (name[0], "flat")
            word.upos = "PROPN"
        changed = True
    if changed:
        link(words)


def _name_behind(title: Word, words: list[Word]) -> list[Word]:
    """The capitalised words behind a title and its genitives or place: the person's name; empty where there is none."""
    at = title.index + 1
    name: list[Word] = []
    for word in words[at : at + HOLDER_REACH]:
        capital = word.text[:1].isupper() and word.text.replace("-", "").isalpha()
        known = is_place(word.text) or is_territory(word.text) or word.text.isupper() or word.upos == "ADJ"
        if capital and not known and word.upos in {"PROPN", "NOUN"} and not word.of("case"):
            name.append(word)
            continue
        if (
            name
            or word.upos not in {"NOUN", "PROPN", "ADJ", "ADP", "CCONJ"}
            or (word.upos == "ADP" and word.lemma not in IN_TITLE)
        ):
            break
    return name if len(name) > 1 else []


def lead_by_verb(words: list[Word]) -> None:
    """A finite verb hung on what cannot lead the sentence leads it instead: "Япония принесла извинения"."""
    root = next((word for word in words if word.head is None), None)
    if root is None or root.of("cop"):
        return
    beside = root.upos == "VERB" and root.lemma in BESIDE_CLAUSE and any(c.text.lower() == "как" for c in root.children)
    loose = beside or root.upos in LOOSE or (root.upos in NOMINALS and bool(root.of("case")))
    if not loose and (root.upos not in NOMINALS or root.of("nsubj")):
        return
    deprels = MISLED | CLAUSES if loose else MISLED
    verb = next((child for child in root.children if child.deprel in deprels and _is_finite(child)), None)
    if verb is None or (loose and verb.of("mark")):
        return
    for child in root.children:
        kept = child.deprel in WITHIN or (beside and child.text.lower() == "как")
        if child is not verb and (not kept or (loose and child.deprel == "conj")):
            child.head = verb
    verb.head, verb.deprel, root.head = None, "root", verb
    if beside:
        root.deprel = "advcl"
    elif loose:
        root.deprel = "obl" if root.of("case") else "advmod"
    else:
        root.deprel = "nsubj" if root.index < verb.index and not verb.of("nsubj") else "obj"
    link(words)


def join_participles(words: list[Word]) -> None:
    """A participle read as a clause before the noun it agrees with: "передать оплаченные зенитные комплексы"."""
    changed = False
    for verb in words:
        if "VerbForm=Part" not in verb.feats and verb.upos not in {"VERB", "ADJ"}:
            continue
        noun = next((child for child in verb.children if child.deprel in BESIDE and child.upos == "NOUN"), None)
        near = noun is not None and verb.index < noun.index <= verb.index + REACH
        if noun is None or not near or noun.of("case") or verb.head is None or not qualifies(verb.text, noun.text):
            continue
        if any(word.upos == "PUNCT" for word in words[verb.index : noun.index]):
            continue
        governed = verb.head.upos in {"VERB", "AUX"} and verb.head.index < verb.index
        noun.head, noun.deprel = verb.head, "obj" if governed else verb.deprel
        for child in verb.children:
            if child is not noun and child.index > noun.index:
                child.head = noun
        verb.head, verb.deprel = noun, "amod"
        changed = True
    if changed:
        link(words)


def free_nouns(words: list[Word]) -> None:
    """What an ending does not allow below a noun, or beside a verb as it was read, is read as it allows."""
    for word in words:
        if word.upos == "VERB" and word.deprel in {"parataxis", "conj", "dep"} and is_converb(word.text):
            word.deprel = "advcl" if word.head is not None and not word.of("cc") else word.deprel
        _free_object(word)
        _free_dative(word)
        _join_sum(word, words)
        _read_infinitive(word)
    link(words)
    for word in words:
        if word.deprel == "iobj" and not word.of("case") and "Dat" in (cases_of(word.text) or {"Dat"}):
            _set_case(word, "Dat")
        _join_subject(word)
    link(words)


def agree_with_verbs(words: list[Word]) -> None:
    """A subject that its verb does not agree with is the object, where its ending allows that."""
    for verb in words:
        if verb.upos == "ADJ" and verb.of("xcomp") and not verb.of(*SUBJECTS) and not verb.of("cop"):
            _read_opening(verb, words)
        if verb.upos != "VERB":
            continue
        _demote_subjects(verb)
        if _is_finite(verb) and not verb.of(*SUBJECTS):
            _find_subject(verb)
            if not verb.of(*SUBJECTS) and verb.deprel in {"root", "parataxis", "ccomp"}:
                _read_opening(verb, words)
    link(words)


def _demote_subjects(verb: Word) -> None:
    for subject in verb.of(*SUBJECTS):
        if "Acc" in (cases_of(subject.text) or {"Acc"}) and _is_no_subject(subject, verb):
            subject.deprel = "obj" if not verb.of("obj") else "obl"
            _set_case(subject, "Acc")


def _is_no_subject(subject: Word, verb: Word) -> bool:
    if subject.upos not in {"NOUN", "PROPN"} or subject.of("case"):
        return False
    if is_converb(verb.text):
        return subject.index > verb.index
    joined = bool(subject.of("conj", "nummod")) or (subject.index < verb.index and "Number=Plur" in verb.feats)
    return not joined and _is_finite(verb) and not agrees(subject.text, verb.text)


def _find_subject(verb: Word) -> None:
    """An object before a verb without subject that agrees with it: "Косово призвало НАТО"."""
    beside = verb.of("obj", "iobj", "nmod", "vocative", "dep")
    objects = [child for child in beside if child.upos in NOMINALS and not child.of("case")]
    before = [child for child in objects if child.index < verb.index and "Nom" in (cases_of(child.text) or {"Nom"})]
    if before and (len(objects) > 1) and agrees(before[0].text, verb.text):
        before[0].deprel = "nsubj"
        _set_case(before[0], "Nom")


def _join_subject(word: Word) -> None:
    """The second of two subjects that was hung on the verb: "Германия и Италия приветствовали"."""
    verb = word.head
    beside = word.deprel in {"conj", "nsubj"} and not word.of("case")
    if not beside or verb is None or verb.upos != "VERB" or word.index > verb.index or not word.of("cc"):
        return
    first = next((child for child in verb.of(*SUBJECTS) if child.index < word.index), None)
    if first is not None and word.upos in NOMINALS and not word.of("case"):
        word.head, word.deprel = first, "conj"


def _free_object(word: Word) -> None:
    """An accusative that a noun cannot govern is the object of the verb: "Германия и Италия сделку приветствовали"."""
    noun = word.head
    if word.upos != "NOUN" or word.of("case", "nummod") or noun is None or noun.upos not in {"NOUN", "PROPN"}:
        return
    cases = cases_of(word.text)
    given = noun.deprel in {"obj", "iobj", "obl"} and not noun.of("case") and noun.index < word.index
    if word.deprel == "nmod" and given and noun.head is not None and noun.head.upos == "VERB":
        whom = cases_of(noun.text)
        if "Acc" in cases and "Gen" not in cases and "Dat" in whom and "Acc" not in whom:
            word.head, word.deprel, noun.deprel = noun.head, "obj", "iobj"  # "продал Индии радары"
            return
    if word.deprel not in {"nmod", "appos"} or cases != {"Acc"}:
        return
    verb = next((above for above in noun.ancestors() if above.upos == "VERB"), None)
    if verb is not None and not verb.of("obj") and _is_finite(verb):
        word.head, word.deprel = verb, "obj"


def _free_dative(word: Word) -> None:
    """A dative below a place is whom the act is for: "запретила въезд в страну чиновникам"."""
    noun = word.head
    if word.upos not in {"NOUN", "PROPN"} or word.deprel != "nmod" or word.of("case") or noun is None:
        return
    verb = next((above for above in noun.ancestors() if above.upos == "VERB"), None)
    if noun.upos == "NOUN" and noun.of("case") and verb is not None and cases_of(word.text) == {"Dat"}:
        word.head, word.deprel = verb, "iobj"


def _join_sum(number: Word, words: list[Word]) -> None:
    """A sum of money is the object of the verb that its number hangs on: "выделила республике 40 млн евро"."""
    verb = number.head
    if number.upos != "NUM" or verb is None or verb.upos != "VERB" or verb.of("obj"):
        return
    behind = words[number.index + 1 : number.index + 3]
    what = next((word for word in behind if word.upos == "NOUN" and word.lemma.rstrip(".") not in MEASURES), None)
    if (
        what is None
        or any(word.upos not in {"NOUN", "NUM"} for word in behind[: behind.index(what)])
        or what.of("case")
    ):
        return
    if what.head is not verb or what.deprel != "obj":
        what.head, what.deprel = verb, "obj"
    number.head, number.deprel = what, "nummod"


def _read_infinitive(verb: Word) -> None:
    """An infinitive has no subject behind it: "пообещал поставить армии радары"."""
    if verb.upos != "VERB" or "VerbForm=Inf" not in verb.feats:
        return
    for subject in verb.of("nsubj"):
        if subject.index < verb.index or "Acc" not in cases_of(subject.text):
            continue
        for other in verb.of("obj"):
            if "Dat" in cases_of(other.text) and other.index < subject.index:
                other.deprel = "iobj"
        subject.deprel = "obj"
        _set_case(subject, "Acc")


def _read_opening(verb: Word, words: list[Word]) -> None:
    """The noun in the nominative that opens a clause is its subject: "по его словам, власти намерены"."""
    start = verb.index
    while start > 0 and words[start - 1].upos not in {"PUNCT", "VERB", "SCONJ", "CCONJ"}:
        start -= 1
    for word in words[start : verb.index]:
        outside = word.head is not None and (word.head.index < start or word.head is verb)
        nominal = word.upos in NOMINALS and not word.of("case", "cc") and word.deprel in BESIDE
        if outside and nominal and "Nom" in (cases_of(word.text) or {"Nom"}) and agrees(word.text, verb.text):
            word.head, word.deprel = verb, "nsubj"
            _set_case(word, "Nom")
            return


def _is_finite(verb: Word) -> bool:
    return verb.upos == "VERB" and "VerbForm=Fin" in verb.feats


def _set_case(word: Word, case: str) -> None:
    others = [pair for pair in word.feats.split("|") if pair and not pair.startswith("Case=")]
    word.feats = "|".join([f"Case={case}", *others])
