"""Where a person, a company or a place belongs: "Ghana's Kantanka", "the Libyan town of Derna", "Iquitos in Peru".

A fact that the noun phrase states by its form; the name then carries its state as `nation`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.offices import nations_of, titled_at
from kg.extract.sentence import Home, Sentence
from kg.extract.tree import Word
from kg.model import Kind, Mention

PREDICATES: dict[str, str] = {
    "person": "citizenOf",
    "organization": "basedIn",
    "group": "basedIn",
    "place": "locatedIn",
}
# Classes of the noun beside a name ("the Dutch firm X") that say what the name is.
BESIDE = {
    "person": frozenset({"national", "official", "group"}), "organization": frozenset({"company", "body", "group"}),
    "group": frozenset({"group"}), "place": frozenset({"place"}),
}  # fmt: skip


def add_homes(sentence: Sentence) -> None:
    """Notes the homes that noun phrases state; every such name carries its state from then on."""
    for index, mentions in sorted(sentence.mentions.items()):
        for at, mention in enumerate(mentions):
            head = sentence.tree.words[index]
            home = home_of(sentence, head, mention)
            if home is not None:
                nation = home.candidates[0] if home.kind == "state" else None
                kind = _kind(head, mention)
                told = home in _of_noun_beside(sentence, head, mention)
                mentions[at] = replace(mention, kind=kind, nation=mention.nation or nation)
                sentence.homes.append(Home(mentions[at], PREDICATES[kind], home, told))


def _kind(head: Word, mention: Mention) -> Kind:
    """A model takes firms for towns; what acts in "India's Vedanta lost a mine" is no town."""
    misread = mention.kind == "place" and not mention.candidates
    return (
        "organization" if misread and head.deprel in {"nsubj", "obl:agent"} and head.of("nmod:poss") else mention.kind
    )


def home_of(sentence: Sentence, head: Word, mention: Mention) -> Mention | None:
    """The state or place that a name belongs to; None where the phrase names none."""
    if mention.kind not in PREDICATES or mention.form != "name" or mention.office or not _is_name(head, mention):
        return None
    wanted = {"state"} if mention.kind == "person" else {"state", "place"}
    if mention.kind == "person" and mention.candidates:
        wanted = {"state", "organization"}  # "NATO's X" may say an office that is known
    return next(
        (
            place
            for place in _places(sentence, head, mention)
            if place.kind in wanted and not (place.start < mention.end and mention.start < place.end)
        ),
        None,
    )


def _is_name(head: Word, mention: Mention) -> bool:
    """Whether a mention surely is a name: no dateline, no plural, and of persons and groups no single unknown word."""
    if mention.candidates:
        return True
    dateline = mention.kind == "place" and mention.text.isupper()
    single = mention.kind in {"person", "group"} and " " not in mention.text
    return head.upos == "PROPN" and "Number=Plur" not in head.feats and not (dateline or single)


def _places(sentence: Sentence, head: Word, mention: Mention) -> Iterator[Mention]:
    """What may be the home of a name, the surest first."""
    yield from _of_noun_beside(sentence, head, mention)
    if mention.kind == "organization" and not _is_name_of_firm(sentence, mention):
        return
    yield from _at(sentence, (child for child in head.of("nmod:poss") if child.start < mention.start), named=True)
    if mention.kind == "person":
        yield from _adjectives(sentence, head, mention)
    if mention.kind in {"person", "organization"}:
        yield from _at(sentence, (child for child in head.of("nmod") if child.marked("of")), named=True)
    if mention.kind == "place":
        yield from _at(sentence, (child for child in head.of("nmod") if child.marked("in")), named=True)
        yield from _at(sentence, (child for child in head.of("appos", "obl:npmod") if not child.cases), named=True)
    yield from _at(
        sentence,
        (part for child in head.of("amod") if "based" in child.roles for part in child.children),
        named=True,
    )


def _is_name_of_firm(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name is not that of an organ or a thing: "Russia's Defence Ministry", "Recognition of Palestine"."""
    classes = {sentence.lexicon.nouns.get(word.lower(), "company") for word in mention.text.split()}
    return classes <= {"company", "body"}


def _of_noun_beside(sentence: Sentence, head: Word, mention: Mention) -> Iterator[Mention]:
    """The nations of "the Dutch firm" in "the Dutch firm X" and "X, a Dutch firm", of "town" in "the town of X"."""
    above = head.head
    beside = head.of("appos", "compound")
    if above is not None and (
        head.deprel in {"appos", "flat", "compound"} or (head.deprel == "nmod" and head.marked("of"))
    ):
        beside.append(above)
    for noun in beside:
        noun_class = sentence.lexicon.nouns.get(noun.lemma.lower())
        if noun.upos not in {"NOUN", "PROPN", "ADJ"} or noun_class not in BESIDE[mention.kind]:
            continue
        if titled_at(sentence, noun) is None or mention.kind != "person":
            inside = (child for child in noun.of("nmod") if child.marked("in") and mention.kind != "person")
            yield from (m for m in nations_of(sentence, noun) if m.kind == "state" or m.form in {"name", "metonym"})
            yield from _at(sentence, inside, named=True)
    if mention.kind == "person":
        beside = [*head.of("appos"), *([above] if above is not None and head.deprel in {"appos", "flat"} else [])]
        yield from (m for noun in beside for m in sentence.at(noun) if m.form == "demonym")


def _adjectives(sentence: Sentence, head: Word, mention: Mention) -> Iterator[Mention]:
    """The Czech in "Czech priest Pavel Novotny"."""
    modifiers = [child for word in (head, *head.of("compound")) for child in word.of("amod", "compound")]
    yield from (m for m in _at(sentence, modifiers) if m.form == "adjective" and m.end <= mention.start)


def _at(sentence: Sentence, words: Iterable[Word], *, named: bool = False) -> Iterator[Mention]:
    for word in words:
        for mention in sentence.at(word):
            if mention.kind in {"state", "place", "organization"} and (
                not named or mention.form in {"name", "metonym"}
            ):
                yield mention
