"""Trains the parsers that ship: `python -m kg.training.parsers [LANG...]` writes `kg/models/parser/<lang>/`.

One recipe for all languages: words seen as in `kg.extract.parsers`, a convolutional encoder, spaCy's tagger of parts of
speech with features and its transition-based parser, which ends sentences as well. What is said of scores holds for
raw text: own tokens, own sentences. `--evaluate` measures what ships on what was held out and trains nothing.
"""

import hashlib
import itertools
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import compile_infix_regex, load_model_from_config
from thinc.api import Adam, fix_random_seed

from kg.extract.parsers import Network, class_table, load_parser, models_of, retype
from kg.extract.segmenting import Segmenter
from kg.training.parser_cards import CARD as CARD_TEXT
from kg.training.parser_cards import LANGUAGES, sources
from kg.training.segmenter import simplified_letters, train_segmenter
from kg.training.treebanks import FOLDER, HELD_OUT, SPLIT, Text, Treebanks, read_treebanks, source_of, stretches, words
from kg.training.word_classes import BITS, SOURCES, classes_of

if TYPE_CHECKING:
    from spacy.pipeline import TrainablePipe

MODELS = Path(__file__).parent.parent / "models" / "parser"
LENGTHS = (1, 1, 2, 3, 4)  # sentences of a training document
MEASURED = 10  # sentences of a document that is measured
SEED = 0
CARD = "README.md"
WHOLE = frozenset({"ru"})  # languages whose treebanks leave hyphenated words whole
HYPHENS = "(?:-"  # how the rule begins that parts words at hyphens
DECISION = "0015"
TABLES = {
    "word": 5000, "lemma": 5000, "pre1": 500, "pre3": 3000, "suf2": 1000, "suf3": 3000, "suf4": 3000, "shape": 1000
}  # fmt: skip
CLASS_TABLES = {lang: {"class": 1000, **{f"class{bits}": 200 for bits in BITS.get(lang, ())}} for lang in SOURCES}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a parser is trained; `epochs` are passes over the words, `batch` is in words."""

    width: int = 96
    depth: int = 4
    size: int = 64  # numbers of a vector of a feature
    hidden: int = 64
    epochs: float = 9
    fewest: int = 500  # steps, however few the words
    most: int = 900
    batch: int = 1000
    rate: float = 0.001
    dropout: float = 0.15
    rarest: int = 10  # actions of the parser seen less often are left out

    def steps(self, count: int) -> int:
        """Batches to train on, for so many words."""
        return max(self.fewest, min(self.most, round(self.epochs * count / self.batch)))


SMALL = Recipe(fewest=1000, dropout=0.2)  # small treebanks: more passes, less trust in single words
RECIPES = {
    "de": SMALL,
    "es": SMALL,
    "ru": replace(SMALL, fewest=2400),
    "it": Recipe(fewest=2100),
    "pt": Recipe(epochs=10, most=2400),
}


def blank_parser(lang: str, recipe: Recipe) -> Language:
    """The pipeline before training."""
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": recipe.width}
    tables = {**TABLES, **CLASS_TABLES.get(lang, {}), "treebank": 50}
    embedding = {
        "@architectures": "kg.WordEmbedding.v1",
        "width": recipe.width,
        "features": list(tables),
        "rows": list(tables.values()),
        "size": recipe.size,
        "lang": lang,
        "treebank": source_of(HELD_OUT[lang]),  # in whose style texts are read
    }
    encoder = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": recipe.width,
        "depth": recipe.depth,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    transitions = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": recipe.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    components: dict[str, dict[str, Any]] = {
        "tok2vec": {"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embedding, "encode": encoder}},
        "morphologizer": {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}},
        "parser": {"model": transitions, "min_action_freq": recipe.rarest},
    }
    for name, component in components.items():
        component["factory"] = name
    settings: dict[str, Any] = {"nlp": {"lang": lang, "pipeline": list(components)}, "components": components}
    if lang == "zh":
        settings["nlp"]["tokenizer"] = {"@tokenizers": "kg.Segmenter.v1"}
    nlp = load_model_from_config(settings, auto_fill=True)
    if lang in WHOLE:
        whole = [rule for rule in map(str, nlp.Defaults.infixes or ()) if HYPHENS not in rule]
        cast("Any", nlp.tokenizer).infix_finditer = compile_infix_regex(whole).finditer
    nlp.meta.update(name="geokg_parser", version="1.0.0", license="CC BY-SA 4.0")
    return nlp


class Trainer:
    """Trains a pipeline on texts, always in the same order."""

    def __init__(self, nlp: Language, treebanks: Treebanks, recipe: Recipe) -> None:
        self._nlp = nlp
        self._texts = treebanks.training
        self._sources = treebanks.sources
        self._recipe = recipe
        self._random = random.Random(SEED)  # noqa: S311 - order of training, no secret

    def train(self) -> None:
        """Leaves the averaged weights in the pipeline."""
        _set_attributes(self._nlp)
        if isinstance(self._nlp.tokenizer, Segmenter):
            train_segmenter(self._nlp.tokenizer, [each for text in self._texts for each in text], seed=SEED)
        fix_random_seed(SEED)
        sample = [self._example(*each) for each in self._cut(itertools.repeat(5))]
        self._nlp.initialize(lambda: sample)
        adam = Adam(L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
        batches, steps = self._batches(), self._recipe.steps(words(self._texts))
        for step in range(1, steps + 1):
            adam.learn_rate = self._recipe.rate * min(1, 10 * step / steps) * max(0.02, 1 - step / steps)
            losses = self._nlp.update(next(batches), drop=self._recipe.dropout, sgd=adam)
            if step % 100 == 0:
                click.echo(f"{self._nlp.lang} {step}/{steps} {losses['parser']:.0f}", err=True)
        for model in models_of(self._nlp):
            _keep_averages(model, adam.averages)

    def _batches(self) -> Iterator[list[Example]]:
        batch: list[Example] = []
        for doc, source in self._shuffled():
            batch.append(self._example(doc, source))
            if sum(len(each) for each in batch) >= self._recipe.batch:
                yield batch
                batch = []

    def _shuffled(self) -> Iterator[tuple[Doc, str]]:
        """Without end: the texts cut anew in each pass into documents of several sentences."""
        while True:
            docs = list(self._cut(self._random.choice(LENGTHS) for _ in itertools.count()))
            self._random.shuffle(docs)
            yield from docs

    def _cut(self, lengths: Iterator[int]) -> Iterator[tuple[Doc, str]]:
        for text, source in zip(self._texts, self._sources, strict=True):
            for doc in stretches(text, lengths):
                yield doc, source

    def _example(self, gold: Doc, source: str) -> Example:
        doc = self._nlp.make_doc(gold.text)
        doc.user_data["treebank"] = source
        return Example(doc, gold)


def _set_attributes(nlp: Language) -> None:
    attributes: dict[str, Any] = class_table(classes_of(str(nlp.lang)))
    if nlp.lang == "zh":
        attributes["letters"] = simplified_letters()
    for node in itertools.chain.from_iterable(model.walk() for model in models_of(nlp)):
        if node.name == "word_features":
            node.attrs.update(attributes)


def _keep_averages(model: Network, averages: dict[tuple[int, str], Any]) -> None:
    for node in model.walk():
        for name in node.param_names:
            if (node.id, name) in averages:
                node.set_param(name, averages[node.id, name])


def score(nlp: Language, texts: Sequence[Text]) -> dict[str, float]:
    """Percentages by spaCy's scorer, punctuation not counted, and words a second of one core."""
    gold = [doc for text in texts for doc in stretches(text, itertools.repeat(MEASURED))]
    raw = [doc.text for doc in gold]
    started = time.process_time()
    parsed = list(nlp.pipe(raw, batch_size=16))
    seconds = time.process_time() - started
    examples = [Example(doc, each) for doc, each in zip(parsed, gold, strict=True)]
    found = {
        **Scorer.score_tokenization(examples),
        **Scorer.score_token_attr(examples, "pos"),
        **cast("TrainablePipe", nlp.get_pipe("parser")).scorer(examples),
        "plain_las": _plain_attachment(examples),
    }
    names = {
        "las": "dep_las",
        "plain_las": "plain_las",
        "uas": "dep_uas",
        "upos": "pos_acc",
        "tokens": "token_f",
        "sentences": "sents_f",
    }
    scores = {name: round(100 * float(found[key] or 0), 1) for name, key in names.items()}
    return {**scores, "words_per_second": round(sum(map(len, parsed)) / seconds)}


def _plain_attachment(examples: Sequence[Example]) -> float:
    """LAS with relations cut at their subtypes, which treebanks of one language do not share."""
    found = Scorer.score_deps(
        examples,
        "plain",
        getter=lambda word, _: word.dep_.lower().split(":")[0],
        head_attr="head",
        head_getter=lambda word, _: word.head,
        ignore_labels=("p", "punct"),
    )
    return float(found["plain_las"])


def save(nlp: Language, folder: Path) -> None:
    """Writes the pipeline in half precision, without the words it met."""
    for model in models_of(nlp):
        retype(model, "float16")
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder)
    (folder / "vocab" / "strings.json").write_text("[]\n", encoding="utf-8")


def checksum(folder: Path) -> str:
    """sha256 over the names and bytes of the files of a model, in the order of their names, without its card."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != CARD:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def size(folder: Path) -> int:
    """Bytes of the files of a model, without its card."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.name != CARD)


def evaluate(lang: str, treebanks: Path, models: Path = MODELS) -> dict[str, float]:
    """Scores of a saved parser on what was held out."""
    return score(load_parser(models / lang), read_treebanks(lang, treebanks).held_out)


def train(lang: str, treebanks: Path, models: Path) -> None:
    """Trains a language and writes its folder with its card."""
    texts = read_treebanks(lang, treebanks)
    recipe = RECIPES.get(lang, Recipe())
    nlp = blank_parser(lang, recipe)
    Trainer(nlp, texts, recipe).train()
    save(nlp, models / lang)
    scores = evaluate(lang, treebanks, models)
    (models / lang / CARD).write_text(card(lang, texts, scores, models / lang), encoding="utf-8")


def card(lang: str, texts: Treebanks, scores: dict[str, float], folder: Path) -> str:
    """The text of the model card."""
    held_out = f"every tenth document of {HELD_OUT[lang]}" if HELD_OUT[lang] in SPLIT else HELD_OUT[lang]
    return CARD_TEXT.format(
        lang=lang,
        language=LANGUAGES[lang],
        decision=DECISION,
        files=", ".join(texts.files),
        sources=sources(texts.files),
        training=words(texts.training),
        held_out=words(texts.held_out),
        held_out_name=held_out,
        size=size(folder) / 1e6,
        checksum=checksum(folder),
        **scores,
    )


@click.command()
@click.argument("langs", nargs=-1, metavar="[LANG]...")
@click.option("--evaluate", "only_evaluate", is_flag=True, help="Measure what ships; train nothing.")
@click.option("--treebanks", default=FOLDER, type=click.Path(path_type=Path, file_okay=False), show_default=True)
@click.option("--out", default=MODELS, type=click.Path(path_type=Path, file_okay=False), help="Folder of the models.")
def main(langs: tuple[str, ...], treebanks: Path, out: Path, *, only_evaluate: bool) -> None:
    """Train the parsers of the languages and write them, or measure them; all languages when none is named."""
    for lang in langs or sorted(HELD_OUT):
        if lang not in HELD_OUT:
            raise click.UsageError(f"{lang}: no treebanks are known; {', '.join(sorted(HELD_OUT))} are allowed")
        if not only_evaluate:
            train(lang, treebanks, out)
        if (out / lang).is_dir():
            scores = evaluate(lang, treebanks, out)
            click.echo(" ".join([lang, *(f"{name} {value:g}" for name, value in scores.items())]))


if __name__ == "__main__":
    main()
