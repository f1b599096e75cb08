"""The command `tillsynsradar learn`: what supervision, permits and returned complaints have to teach.

Options and files only. What is computed stands in `indicators/learning/`, what is shown in `web/learning/`.
"""

import datetime as dt
from pathlib import Path

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.cli.reading import as_of_option, as_plain_json, json_option, reading
from pipelines.cli.saving import save_tables, saved
from pipelines.settings import home_option

FOLDER = Path("larande")
REPORT = "larande.html"


@click.command()
@as_of_option("Vad som var känt en dag; annars den senaste beräknade.")
@click.option(
    "--out", metavar="MAPP", type=click.Path(file_okay=False, path_type=Path), default=FOLDER, show_default=True,
    help="Mappen där rapporten och tabellerna läggs.",
)  # fmt: skip
@json_option
@home_option
def learn(as_of: dt.date | None, out: Path, is_json: bool, home: Path) -> None:
    """Visa vad som blev av förelägganden, tillstånd och återlämnade klagomål, och vad andra kan lära.

    Mappen får rapporten som HTML, och talen med sina definitioner som CSV och Parquet. Ingen aktör nämns.

    \b
    Exempel:
      tillsynsradar learn
      tillsynsradar learn --as-of 2026-06-30 --out larande/
    """  # noqa: D301 - \b is click's own mark
    from indicators.learning.definitions import definitions
    from indicators.learning.learned import TABLES, learned
    from tables import contracts
    from web import queries
    from web.learning import report

    with reading(home) as published:
        manifest = queries.manifest(published).row(0, named=True)
        known_to = max(manifest["as_of"])
        day = as_of or known_to
        if day > known_to:
            raise Stopped(f"körningen vet inget efter {known_to}; välj en dag till och med den", USAGE)
        facts = {name: contracts.facts()[name].cast(published.read(contracts.facts()[name])) for name in TABLES}
    figures = learned(facts, day)
    about = (("Per den", str(day)), ("Körning", manifest["run_id"]), ("Uppgifter kända till", str(day)))
    saved(lambda: save_tables(out, {"tal": figures, "definitioner": definitions()}))
    saved(lambda: report.write(figures, about, out / REPORT))
    if is_json:
        click.echo(as_plain_json(figures.to_dicts()))
        return
    for one in report.sections(figures):
        click.echo("\n".join([f"{one.label}", *(f"  {text}" for text in one.said), ""]))
    click.echo(f"Sparat i {out}: {REPORT}, tal och definitioner som CSV och Parquet, per {day}.")
