"""What `kg build --dry-run` tells: each input that a build would read, and counts of all."""

from collections import Counter
from pathlib import Path

import click

from kg.cli.building import Inputs, Target, check, opened, places_of, root_of, there_already
from kg.cli.tables import one_line, table
from kg.foresight import foreseen


def foresee(inputs: Inputs, target: Target, *, root: Path | None) -> int:
    """Print what a build would do, a line an input, and how many of each on stderr; gives the exit code of failures."""
    check(inputs, target)
    base = root_of(target, root)
    counts: Counter[str] = Counter()
    found = foreseen(
        opened(inputs, base, target),
        there=there_already(target) or {},
        places=places_of(inputs, base) if target.prune else None,
        with_text=target.with_text,
        again=target.again,
        options=target.options,
    )
    for each in found:
        counts[each.step] += 1
        click.echo(one_line(f"{each.step}  {each.key}{f': {each.reason}' if each.reason else ''}"))
    click.echo(table(("would be", ""), [(step, f"{count}") for step, count in sorted(counts.items())]), err=True)
    if not counts["failed"]:
        return 0
    return 1 if counts["new"] or counts["replaced"] or counts["unchanged"] else 3
