"""`kg diff`: what two documents, or two groups of documents, tell otherwise."""

import click

from kg.cli.options import confidence_option, opened, store_option


@click.command(name="diff")
@click.argument("one", metavar="DOCUMENT")
@click.argument("other", metavar="DOCUMENT")
@click.option("--roll-up", "roll_up", type=click.Choice(["states"]), help="Who acts for a state or body stands for it.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of lines.")
@confidence_option
@store_option
def command(one: str, other: str, *, roll_up: str | None, as_json: bool, least: float, where: str) -> None:
    """Compare what two documents say.

    What both say, what one of them says, and where they tell the same pair otherwise: in another status, affirmed or
    denied, or as cooperation here and as conflict there; with sentence, file and offsets. DOCUMENT is a key, a path,
    or a folder of documents in the store.

    \b
    kg diff seeds/002_10e867167bf1a90e.txt seeds/003_3350ea0952bd2639.txt
    kg diff news/reuters news/xinhua --roll-up states
    """
    from kg.analysis import compare  # noqa: PLC0415 - `kg --help` answers at once
    from kg.cli.differing import as_text, json_of  # noqa: PLC0415
    from kg.cli.naming import keys_under  # noqa: PLC0415
    from kg.export.selecting import Selection, select  # noqa: PLC0415
    from kg.ontology import load_ontology  # noqa: PLC0415

    with opened(where) as store:
        sides = keys_under(one, store), keys_under(other, store)
        chosen = Selection(tuple(sorted({*sides[0], *sides[1]})), least=least, roll_up=roll_up is not None)
        view = select(store, chosen, ontology=load_ontology()).view(with_text=False)
    found = compare(view, *sides)
    click.echo(json_of(found) if as_json else as_text(found, one, other), nl=False)
