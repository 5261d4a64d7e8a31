"""`python -m kg.evaluation [--errors] [--lang LANG] FILE...`: figures of the extractor on annotated texts."""

from collections.abc import Mapping
from pathlib import Path

import click

from kg.errors import KgError
from kg.evaluation.annotated import read_annotated
from kg.evaluation.article_scoring import score_articles
from kg.evaluation.articles import is_article, read_article
from kg.evaluation.scoring import Count, Report, score
from kg.ontology import load_ontology


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--lang", default="en", show_default=True, help="Language of the texts.")
@click.option("--errors", is_flag=True, help="List what was missed and what was found beside the annotation.")
def main(files: tuple[Path, ...], lang: str, *, errors: bool) -> None:
    """Measure the extractor on annotated sentences and articles: files, or folders of .txt files."""
    ontology = load_ontology()
    predicates = frozenset(ontology.predicates)
    paths = [path for file in files for path in (sorted(file.rglob("*.txt")) if file.is_dir() else [file])]
    try:
        articles = [read_article(path, predicates) for path in paths if is_article(path)]
        sentences = [each for path in paths if not is_article(path) for each in read_annotated(path, predicates)]
    except KgError as error:
        raise click.ClickException(str(error)) from error
    if sentences:
        click.echo(f"{len(sentences)} sentences")
        click.echo(written(score(sentences, ontology=ontology, lang=lang), errors=errors))
    if articles:
        click.echo(f"{len(articles)} articles (recall of what must be found, precision of what is listed)")
        click.echo(written(score_articles(articles, ontology=ontology, lang=lang), errors=errors))


def written(report: Report, *, errors: bool) -> str:
    """The report as text."""
    lines = [*_table("level", report.levels), "", *_table("family", report.families), ""]
    lines += [*_table("predicate", report.predicates), "", *_table("construction", report.constructions), ""]
    lines += [*_table("confidence", {f"{key:.1f}": count for key, count in sorted(report.reliability.items())}), ""]
    lines.append(f"speakers   {report.speakers.found} of {report.speakers.wanted} named")
    lines += [
        f"{name:10} {count.found} of {count.wanted} {what}"
        for name, count, what in (
            ("dates", report.dates, "found"), ("amounts", report.amounts, "found"), ("traps", report.traps, "sprung")
        )
        if count.wanted
    ]  # fmt: skip
    if report.silent:
        lines.append(f"silence    {report.disturbed} of {report.silent} sentences without statement gave one")
    lines += [f"confused   {wanted} read as {got}: {n}" for (wanted, got), n in report.confused.most_common(25)]
    return "\n".join(lines + (report.errors if errors else []))


def _table(head: str, counts: Mapping[str, Count]) -> list[str]:
    rows = [f"{head:34} precision  recall      F1  wanted"]
    for name, count in counts.items() if head == "level" else sorted(counts.items()):
        rows.append(f"{name:34} {count.precision:9.1f} {count.recall:7.1f} {count.f1:7.1f} {count.wanted:7}")
    return rows


if __name__ == "__main__":
    main()
