"""Handmade sentences: CoNLL-U-like lines (id form lemma upos head deprel [feats]) become spaCy `Doc`s and trees."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.constructions import Reader
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import read_mentions
from kg.extract.sentence import Sentence
from kg.extract.tree import Tree, tree_of
from kg.gazetteer import load_gazetteer
from kg.model import RelationMention
from kg.ontology import load_ontology


def doc_of(lines: str) -> Doc:
    """A `Doc` with the words, heads and labels of the lines; white space between all words but before punctuation."""
    rows = [line.split() for line in lines.strip().splitlines()]
    spaces = [
        not (after and after[3] == "PUNCT") and row is not rows[-1]
        for row, after in zip(rows, [*rows[1:], []], strict=True)
    ]
    return Doc(
        Vocab(),
        words=[row[1] for row in rows],
        spaces=spaces,
        lemmas=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        heads=[int(row[4]) - 1 if row[4] != "0" else i for i, row in enumerate(rows)],
        deps=[row[5] for row in rows],
        morphs=[row[6] if len(row) > 6 else "" for row in rows],
        sent_starts=[i == 0 for i in range(len(rows))],
    )


def tree(lines: str) -> Tree:
    """The tree of one handmade sentence whose labels are Universal Dependencies."""
    return tree_of(doc_of(lines)[:])


def sentence(lines: str, lang: str = "en") -> tuple[Sentence, str]:
    """One handmade sentence with its mentions, and its text."""
    doc = doc_of(lines)
    matches = list(load_gazetteer(lang).matches(doc.text))
    return read_mentions(tree_of(doc[:]), doc.text, matches=matches, named=(), lexicon=load_lexicon(lang)), doc.text


def relations(lines: str, lang: str = "en") -> list[RelationMention]:
    """What one handmade sentence relates."""
    read, text = sentence(lines, lang)
    return list(Reader(read, text, load_ontology().predicates).relations())


def said(lines: str, lang: str = "en") -> set[str]:
    """The same in a line each: "Russia invades Ukraine", with what is not affirmed and actual behind it."""
    return {written(relation) for relation in relations(lines, lang)}


def written(relation: RelationMention) -> str:
    """One relation mention as a line."""
    qualities = [word for word in (relation.polarity, relation.status) if word not in {"affirmed", "actual"}]
    if relation.speakers:
        qualities.append("said by " + " < ".join(speaker.text for speaker in relation.speakers[::-1]))
    line = f"{relation.subject.text} {relation.predicate} {relation.object.text}"
    return f"{line} ({', '.join(qualities)})" if qualities else line
