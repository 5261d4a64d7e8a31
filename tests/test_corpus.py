"""The training corpus is well formed, large enough for every predicate, and free of the sentences that measure us."""

import ast
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.evaluation.annotated import Annotated, read_annotated
from kg.evaluation.articles import is_article, read_article
from kg.ontology import load_ontology
from tests.conftest import ROOT

CORPUS = ROOT / "kg" / "training" / "corpus"
LEXICON = ROOT / "kg" / "extract" / "lexicon"
GOLD = ROOT.parent / "shared" / "gold"
FILES = sorted(path for path in CORPUS.rglob("*.txt") if not is_article(path))
ARTICLE_FOLDERS = (CORPUS, ROOT / "tests" / "gold")
ARTICLES = sorted(path for folder in ARTICLE_FOLDERS for path in folder.rglob("*.txt") if is_article(path))
PREDICATES = load_ontology().predicates
WORD = re.compile(r"\w+")
HANDMADE = re.compile(r"\s*\d+ (\S+) \S+ [A-Z]+ \d+ \S+")  # a line of tests/conllu.py
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»’)]*\s+|[\r\n]+")
NEAR = 0.7  # Jaccard of lower-case words from which two sentences are one
SHORTEST = 4  # with fewer words two sentences are alike by chance


def named(path: Path) -> str:
    return path.relative_to(CORPUS).as_posix()


@pytest.fixture(scope="module")
def corpus() -> list[Annotated]:
    return [sentence for path in FILES for sentence in read_annotated(path, frozenset(PREDICATES))]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_of_the_corpus_can_be_read(path):
    sentences = list(read_annotated(path, frozenset(PREDICATES)))
    lines = path.read_text(encoding="utf-8").splitlines()
    written = [line for line in lines if line.strip() and not line.startswith(("#", "  "))]
    assert sentences
    assert [sentence.text for sentence in sentences] == [line.rstrip() for line in written]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_of_the_corpus_is_plain_utf_8(path):
    source = path.read_bytes()
    assert b"\r" not in source and not source.startswith(b"\xef\xbb\xbf")
    assert source.endswith(b"\n")


def test_no_sentence_stands_twice(corpus):
    counts = Counter(" ".join(WORD.findall(sentence.text.casefold())) for sentence in corpus)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_article_can_be_read(path):
    article = read_article(path, frozenset(PREDICATES))
    lines = path.read_text(encoding="utf-8").splitlines()
    written = [line.strip() for line in lines if line.strip() and not line.startswith(("# ", "  "))]
    assert article.text.split() == " ".join(written).split()
    assert article.kind and len(article.statements) >= 6
    assert all(article.text[slice(*listed.sentence)] in written for listed in article.statements)


def test_nobody_is_related_to_himself(corpus):
    assert [s.place for s in corpus for said in s.statements if said.subject == said.object] == []


def test_no_statement_stands_twice_in_a_sentence(corpus):
    assert [s.place for s in corpus if len(set(s.statements)) < len(s.statements)] == []


def test_the_corpus_is_large(corpus):
    assert len(corpus) >= 4_500


def test_many_sentences_state_nothing(corpus):
    assert sum(not sentence.statements for sentence in corpus) >= 900


def test_every_predicate_has_examples(corpus):
    counts = Counter(said.predicate for sentence in corpus for said in sentence.statements)
    assert {name: counts[name] for name in PREDICATES if counts[name] < 25} == {}


def test_topics_are_kept_aside_in_every_part(corpus):
    parts = {path.relative_to(CORPUS).parts[1] for path in FILES}
    aside = {path.relative_to(CORPUS).parts[1] for path in FILES if "heldout" in path.parts}
    assert aside == parts


# Nothing that measures us --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as a set of its words, and where it stands."""

    words: frozenset[str]
    text: str
    place: str


def sentences_in(text: str, place: str) -> Iterator[Written]:
    for part in SENTENCE_END.split(text):
        words = frozenset(WORD.findall(part.lower()))
        if len(words) >= SHORTEST:
            yield Written(words, part, place)


class Index:
    """Sentences by their words, to find those that are nearly another one."""

    def __init__(self, sentences: Iterable[Written]) -> None:
        self.by_word: dict[str, list[Written]] = defaultdict(list)
        for sentence in sentences:
            for word in sentence.words:
                self.by_word[word].append(sentence)

    def near(self, sentence: Written) -> Written | None:
        """A sentence with a Jaccard over `NEAR`, which shares one of the rarest words, for it lacks few of them."""
        rarest = sorted(sentence.words, key=lambda word: (len(self.by_word.get(word, ())), word))
        probed = rarest[: int((1 - NEAR) * len(rarest)) + 2]
        for other in (other for word in probed for other in self.by_word.get(word, ())):
            shared = len(sentence.words & other.words)
            if shared > NEAR * (len(sentence.words) + len(other.words) - shared):
                return other
        return None


def gold_sentences() -> Iterator[Written]:
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            yield from sentences_in(document.get("text", ""), f"{path.name}: {document['id']}")


def seed_sentences() -> Iterator[Written]:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        yield from sentences_in(path.read_text(encoding="utf-8"), path.name)


def corpus_sentences() -> Iterator[Written]:
    for path in FILES:
        for sentence in read_annotated(path, frozenset(PREDICATES)):
            yield from sentences_in(sentence.text, named(path))
            yield Written(frozenset(WORD.findall(sentence.text.lower())), sentence.text, named(path))


def article_sentences() -> Iterator[Written]:
    for path in ARTICLES:
        yield from sentences_in(read_article(path, frozenset(PREDICATES)).text, path.name)


def lexicon_sentences() -> Iterator[Written]:
    """Examples in the lexicon stand in its comments, between quotation marks or not."""
    for path in sorted(LEXICON.rglob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for part in [line, *re.findall(r'"([^"]+)"', line)]:
                yield from sentences_in(part, f"{path.parent.name}/{path.name}")


def test_sentences() -> Iterator[Written]:
    """Words between quotation marks in the tests, and the handmade trees in them."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            yield from sentences_in(node.value, path.name)
            rows = [found[1] for line in node.value.splitlines() if (found := HANDMADE.match(line))]
            yield from sentences_in(" ".join(rows), path.name)


test_sentences.__test__ = False  # a source of sentences, no test


def document_sentences() -> Iterator[Written]:
    """What the project tells its readers."""
    folders = [ROOT / name for name in ("docs", "benchmarks", "notebooks", "ontology")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in {".md", ".ipynb", ".ttl"}]
    for path in sorted([*ROOT.glob("*.md"), *files]):
        yield from sentences_in(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


SOURCES = {
    "corpus": corpus_sentences, "articles": article_sentences, "lexicon": lexicon_sentences, "tests": test_sentences,
    "documents": document_sentences,
}  # fmt: skip


def taken(sentences: Iterable[Written], index: Index) -> list[str]:
    pairs = ((sentence, index.near(sentence)) for sentence in sentences)
    return [f"{own.place}: {own.text!r} is {gold.text!r} of {gold.place}" for own, gold in pairs if gold is not None]


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.is_dir(), reason="needs ../shared: gold/*.jsonl")
@pytest.mark.parametrize("source", SOURCES)
def test_no_sentence_is_one_that_measures_us(source):
    gold = list(gold_sentences())
    assert len(gold) > 200
    assert len(taken(gold, Index(gold))) == len(gold)
    assert taken(SOURCES[source](), Index(gold)) == []


@pytest.mark.parametrize("source", ["corpus", "articles", "lexicon"])
def test_no_sentence_is_one_of_the_seeds(source):
    seeds = list(seed_sentences())
    assert len(taken(seeds, Index(seeds))) == len(seeds) > 30
    assert taken(SOURCES[source](), Index(seeds)) == []


def test_a_sentence_with_few_words_changed_is_found():
    gold = Index(sentences_in("The two islands asked the old lighthouse keeper for bread and oil on Monday.", "gold"))
    near = "On Monday the two islands asked the old lighthouse keeper for bread and salt."
    assert taken(sentences_in(near, "own"), gold) != []
    assert taken(sentences_in("The keeper asked both harbours for oil and rope on Friday morning.", "own"), gold) == []
