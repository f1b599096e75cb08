"""The command `trace`: from a report to every value that it is part of."""

import datetime as dt
from pathlib import Path

import click

from pipelines.cli.errors import Stopped
from pipelines.cli.reading import as_of_option, as_plain_json, json_option, reading
from pipelines.settings import home_option


@click.command()
@click.argument("report", metavar="RAPPORT")
@as_of_option("Vad som var känt en dag; annars den senaste beräknade.")
@json_option
@home_option
def trace(report: str, as_of: dt.date | None, is_json: bool, home: Path) -> None:
    """Visa vart en rapport tog vägen: läge, och vilka värden och poäng den ingår i.

    RAPPORT är rapportens nummer, så som det står i ärendet eller på mottagningsbeviset.

    \b
    Exempel:
      tillsynsradar trace R0005042
      tillsynsradar trace R0005042 --as-of 2025-12-31
    """  # noqa: D301 - \b is click's own mark
    from web import listing
    from web import trace as tracing
    from web.terminal import layout
    from web.terminal import trace as terminal_trace

    with reading(home) as published:
        try:
            found = tracing.trace(published, report, as_of or listing.day_of(published, None))
        except tracing.NoSuchReport as error:
            raise Stopped(str(error)) from error
        if is_json:
            click.echo(as_plain_json(found))
        else:
            layout.show(terminal_trace.trace(found))
