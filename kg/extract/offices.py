"""Who holds which office, of which state or body: "US President Joe Biden", "Kosovo's prime minister, Albin Kurti"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from kg.extract.sentence import MODIFIERS, Office, Sentence, head_of
from kg.extract.tree import Word
from kg.model import Mention

LONGEST_TITLE = 8  # words
IN_TITLE = frozenset({"of", "and", "former", "in_title"})  # roles of words that stand between a state and a title


def titled_at(sentence: Sentence, word: Word) -> tuple[str, int] | None:
    """(predicate, first word of the title) of the longest title that ends at the word; "prime ministers" is one too."""
    words, last = sentence.tree.words, word.index
    lemma = word.lemma.lower()
    ends = dict.fromkeys((word.text.lower(), lemma, lemma.removesuffix("s")))
    if sentence.lexicon.title_ends and sentence.lexicon.title_ends.isdisjoint(ends):
        return _titled_from(sentence, word)
    for length in range(min(LONGEST_TITLE, last + 1), 0, -1):
        before = tuple(part.text.lower() for part in words[last - length + 1 : last])
        for end in ends:
            predicate = sentence.lexicon.titles.get((*before, end))
            if predicate is not None:
                longer = _titled_from(sentence, word) if length == 1 else None
                return longer or (predicate, last - length + 1)
    return _titled_from(sentence, word)


def _titled_from(sentence: Sentence, word: Word) -> tuple[str, int] | None:
    opened = _opened(sentence, word) or _governing(sentence, word)
    return (opened[0], word.index) if opened else None


def _opened(sentence: Sentence, word: Word) -> tuple[str, list[Word]] | None:
    """(predicate, words) of the longest title that the word opens and governs: "chef de la diplomatie"."""
    words, lexicon = sentence.tree.words, sentence.lexicon
    if lexicon.title_starts.isdisjoint((word.text.lower(), word.lemma.lower())):
        return None
    for length in range(min(LONGEST_TITLE, len(words) - word.index), 1, -1):
        stretch = words[word.index : word.index + length]
        written = tuple(part.text.lower() for part in stretch)
        predicate = lexicon.titles.get(written) or lexicon.titles.get((word.lemma.lower(), *written[1:]))
        if predicate is not None and head_of(stretch) is word:
            return predicate, stretch
    return None


def _governing(sentence: Sentence, word: Word) -> tuple[str, list[Word]] | None:
    """(predicate, words) of a title whose genitive is described: "глава молдавской дипломатии"."""
    if not sentence.lexicon.grammar.inflected or word.upos != "NOUN":
        return None
    for child in word.of("nmod"):
        described = child.of("amod") and child.index > word.index + 1 and not child.of("case")
        predicate = sentence.lexicon.titles.get((word.lemma.lower(), child.text.lower())) if described else None
        if predicate is not None:
            return predicate, [word, child]
    return None


def nations_of(sentence: Sentence, word: Word) -> list[Mention]:
    """States and bodies that modify a noun: "Japan's", "Hungarian and Romanian", "of Chad and Niger".

    Forces "from Panama" may leave it, so that "from" counts for persons alone.
    """
    cases = ("of",) if sentence.lexicon.nouns.get(word.lemma.lower()) == "organ" else ("of", "from")
    found: list[Mention] = []
    opened = _opened(sentence, word) or _governing(sentence, word)
    inner = [child for part in opened[1][1:] for child in part.children] if opened else []
    for child in (*word.children, *inner):
        if child.deprel not in MODIFIERS:
            continue
        if child.deprel == "nmod" and not child.marked(*cases):
            continue
        for conjunct in child.conjuncts():
            found.extend(
                m for m in sentence.at(conjunct) if m.kind in {"state", "organization", "place"} and m.candidates
            )
    return found


def add_offices(sentence: Sentence) -> None:
    """A person gets nation and office: "US President Joe Biden", "Kosovo's prime minister, Albin Kurti"."""
    _add_titled_names(sentence)
    for index, mentions in list(sentence.mentions.items()):
        for at, person in enumerate(mentions):
            if not _may_hold(sentence, person):
                continue
            office = _office(sentence, sentence.tree.words[index], person)
            if office is not None:
                nation = office.nation.candidates[0] if office.nation and office.nation.candidates else None
                role = None if office.ended else office.predicate
                holder = replace(person, kind="person", nation=nation, office=role)
                mentions[at] = holder
                sentence.offices.append(replace(office, holder=holder))
            elif person.kind == "person" and (represented := _represented(sentence, sentence.tree.words[index])):
                mentions[at] = replace(person, nation=represented, office="holdsOfficeIn")


def _represented(sentence: Sentence, head: Word) -> str | None:
    """For whom somebody acts whom an apposition calls an official: "his Chilean counterpart, Sebastian Pinera"."""
    noun = head.head
    if head.deprel != "appos" or noun is None or sentence.lexicon.nouns.get(noun.lemma.lower()) != "official":
        return None
    return next((nation.candidates[0] for nation in nations_of(sentence, noun)), None)


def named_beside(sentence: Sentence, word: Word) -> list[Mention]:
    """Luis Petri in "its defence minister, Luis Petri": who is named behind a description."""
    if any(mention.form in {"name", "surname"} for mention in sentence.at(word)):
        return []
    beside = [mention for child in word.of("appos", "flat") for mention in sentence.at(child)]
    kinds = {"person"}
    if sentence.lexicon.nouns.get(word.lemma.lower()) in {"company", "body", "group"}:
        kinds |= {"organization", "group"}  # "концерн «Талес»"
    return [mention for mention in beside if mention.kind in kinds and mention.form in {"name", "surname"}][:1]


def _may_hold(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name may be a person's: a model takes some for towns or companies."""
    if mention.kind == "person":
        return True
    words = mention.text.split()
    misread = mention.form == "name" and not mention.candidates and mention.kind in {"place", "organization"}
    return misread and len(words) > 1 and not any(sentence.lexicon.nouns.get(word.lower()) for word in words)


def _add_titled_names(sentence: Sentence) -> None:
    """A person whom the model overlooks: capitalised words right behind a title."""
    words = sentence.tree.words
    for before, word in pairwise(words):
        if not _free(sentence, word) or titled_at(sentence, before) is None:
            continue
        name = list(takewhile(lambda each: _free(sentence, each), words[word.index :]))
        head, start, end = head_of(name), name[0].start, name[-1].end
        if len(name) > 1:
            mention = Mention(start, end, sentence.text[start:end], "person", "name", (), (head.start, head.end))
            sentence.mentions.setdefault(head.index, []).append(mention)
            for each in name:
                sentence.covered.setdefault(each.index, head.index)


def _free(sentence: Sentence, word: Word) -> bool:
    """Whether a proper noun belongs to no mention and no title."""
    named = word.upos == "PROPN" and word.text[0].isupper()
    return named and not sentence.at(word) and titled_at(sentence, word) is None


def _office(sentence: Sentence, head: Word, person: Mention) -> Office | None:
    words = sentence.tree.words
    first = next(word.index for word in words if word.end > person.start)
    if first > 0 and (found := _stated(sentence, words[first - 1], head, person, before=first)):
        return found
    if (
        person.candidates
        and words[first] is head
        and (found := _stated(sentence, head, head, person, before=first + 1))
    ):
        return found  # a title that belongs to the name: "roi Mohammed VI"
    beside = head.of("appos", "compound", "flat", "nmod") + (
        [head.head] if head.deprel in {"appos", "flat"} and head.head else []
    )
    for noun in beside:
        if not _is_governed(sentence, noun, head) and (
            found := _stated(sentence, noun, head, person, before=noun.index + 1)
        ):
            return found
    return _shared(sentence, head, person) or _attained(sentence, head, person)


def _is_governed(sentence: Sentence, noun: Word, head: Word) -> bool:
    """Whether an adposition parts a title from the name; not one before both: "президентом Макроном", "al rey Ali"."""
    above = noun is head.head and (sentence.lexicon.grammar.inflected or head.deprel == "appos")
    return not above and any(not case.startswith("@") for case in noun.cases)


def _shared(sentence: Sentence, head: Word, person: Mention) -> Office | None:
    """The office of the second in "foreign ministers A of X and B of Y", "the X and Y ministers A and B"."""
    first = head.first_conjunct()
    if first is head:
        return None
    office = next((o for o in sentence.offices if o.holder.head == (first.start, first.end)), None)
    if office is None:
        return None
    title = next(word for word in sentence.tree.words if word.end >= office.cue[1])
    if not _is_plural(title):
        return None
    nations = nations_of(sentence, head) or _pairwise(sentence, title, first.conjuncts().index(head))
    return replace(office, holder=person, nation=next(iter(nations), None))


def _is_plural(word: Word) -> bool:
    return "Number=Plur" in word.feats or (word.upos == "PROPN" and word.text.endswith("s"))


def _pairwise(sentence: Sentence, title: Word, at: int) -> list[Mention]:
    """The nation of the holder number `at`, where there are as many nations as holders."""
    nations = nations_of(sentence, title)
    return nations[at : at + 1]


def _attained(sentence: Sentence, head: Word, person: Mention) -> Office | None:
    """An office that a verb gives or takes: "X was elected president of Y", "resigned as premier", "X is king"."""
    verb = head.head
    if head.deprel not in {"nsubj", "nsubj:pass", "obj"} or verb is None:
        return None
    copulas = verb.of("cop")
    if copulas and head.deprel == "nsubj":
        found = _stated(sentence, verb, verb, person, before=verb.index + 1)
        past = any("Tense=Past" in copula.feats for copula in copulas) and not verb.of("aux")
        return replace(found, ended=past) if found else None
    effect = sentence.lexicon.appointments.get(verb.lemma.lower())
    for noun in verb.of("xcomp", "obj", "obl", "nmod") if effect else ():
        if noun is not head and (not noun.cases or noun.marked("as")):
            found = _stated(sentence, noun, noun, person, before=noun.index + 1)
            if found:
                return replace(found, ended=effect == "ended")
    return None


def _stated(sentence: Sentence, noun: Word, head: Word, person: Mention, *, before: int) -> Office | None:
    titled = titled_at(sentence, noun)
    if titled is None:
        return None
    predicate, first = titled
    words = sentence.tree.words
    nation = (
        _right_nation(sentence, noun, person)
        or _left_nation(sentence, first)
        or next(
            iter(
                (
                    *nations_of(sentence, noun),
                    *_whose(sentence, noun),
                    *nations_of(sentence, head),
                    *_within(sentence, noun),
                    *(m for word in words[first : noun.index + 1] for m in sentence.at(word) if _is_realm(m)),
                )
            ),
            None,
        )
    )
    former = any("former" in word.roles for word in words[max(0, first - 3) : first])
    own = next((word for word in noun.of("nmod:poss") if word.upos == "PRON"), None)
    return Office(
        person, predicate, nation, (words[first].start, words[before - 1].end), former,
        owner=(own.start, own.end) if own is not None else None,
    )  # fmt: skip


def unsaid_nation(sentence: Sentence, office: Office) -> Mention:
    """What stands for the state of an office that is named elsewhere: the pronoun before the title, else the title."""
    start, end = office.owner or office.cue
    return Mention(start, end, sentence.text[start:end], "state", "pronoun", (), (start, end), office=office.predicate)


def _is_realm(mention: Mention) -> bool:
    """Whether a title itself names the state: "portavoce del Cremlino"."""
    return mention.kind in {"state", "organization"} and bool(mention.candidates)


def _within(sentence: Sentence, noun: Word) -> list[Mention]:
    """The state behind the last word of a title: "chef du gouvernement espagnol", "ministro della Difesa russo"."""
    inside = (child for child in noun.of("nmod") if child.marked("of") and not sentence.at(child))
    return [nation for child in inside for nation in nations_of(sentence, child)]


def _whose(sentence: Sentence, noun: Word) -> list[Mention]:
    """The state in "Uzbekistan, whose president"."""
    for word in noun.of("nmod:poss"):
        if "whose" in word.roles:
            above = next((each for each in word.ancestors() if each.deprel in {"acl:relcl", "acl"}), None)
            if above is not None and above.head is not None:
                return [m for m in sentence.at(above.head) if m.kind in {"state", "organization", "group"}]
    return []


def _right_nation(sentence: Sentence, noun: Word, person: Mention) -> Mention | None:
    """The state in the genitive between a title and the name: "министр иностранных дел Ирана Аббас Аракчи"."""
    if not sentence.lexicon.grammar.inflected or person.start < noun.start:
        return None
    between = [word for word in sentence.tree.words[noun.index + 1 :] if word.end <= person.start]
    phrase = takewhile(lambda word: word.upos in {"NOUN", "PROPN", "ADJ"}, between)
    found = (mention for word in phrase for mention in sentence.at(word))
    return next((each for each in found if each.kind in {"state", "organization"} and each.candidates), None)


def _left_nation(sentence: Sentence, index: int) -> Mention | None:
    """The state or body named before a title in its phrase: "Chinese Ministry of Foreign Affairs spokesman"."""
    words = sentence.tree.words
    for at in range(index - 1, max(-1, index - 8), -1):
        word = words[at]
        posted = at > 0 and words[at - 1].roles >= {"in_title", "based"}  # 美国 驻 X 大使
        for mention in sentence.at(word):
            if mention.kind in {"state", "organization"} and mention.candidates and not posted:
                return mention
        inside = word.upos in {"NOUN", "PROPN", "ADJ", "PART"} or word.text == "-" or word.roles & IN_TITLE
        if word.upos == "ADP" and sentence.lexicon.grammar.inflected:
            return None  # "в Париже с главой МИД"
        if not inside and word.deprel not in {"case", "flat"}:
            return None
    return None


def touches_title(sentence: Sentence, words: Sequence[Word]) -> bool:
    """Whether a word belongs to a title: "British Defence" before "Secretary" is no body."""
    last = words[-1].index
    for word in sentence.tree.words[words[0].index : last + 3]:
        titled = titled_at(sentence, word)
        if titled is not None and titled[1] <= last:
            return True
    return False
