"""The command `docs`: write the generated reference, or tell whether it still says what the code says.

What the pages say is made by the `reference_docs` module of each package; here they are gathered, written and compared.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.errors import FAILED, Stopped

if TYPE_CHECKING:
    from indicators.reference.docs import Register

#: The generated pages of a checkout. Everything in this folder is generated.
REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
_WRITTEN = ("*.md", "*.svg")


@click.command()
@click.option("--check", is_flag=True, help="Skriv ingenting; slutkod 1 om någon sida skiljer sig från koden.")
def docs(check: bool) -> None:
    """Skapa referensdokumentationen i docs/reference ur koden.

    Siffrorna på indikatorernas sidor räknas ut på ett påhittat register, vilket tar en stund. Med --check jämförs
    sidorna med koden och med de siffror som redan är sparade.
    """
    if not REFERENCE.parent.is_dir():
        raise Stopped("det här är ingen utcheckning med docs/; kör från källkoden", FAILED)
    wanted = pages() if check else pages_with_new_figures()
    differing = differences(wanted)
    if check and differing:
        raise Stopped(f"referensen stämmer inte med koden, kör `make docs`: {', '.join(differing)}", FAILED)
    if not check:
        write(wanted, differing)
    click.echo(f"docs/reference: {len(wanted)} sidor, {0 if check else len(differing)} ändrade")


def pages_with_new_figures() -> dict[str, str]:
    """All pages, with figures that are worked out now."""
    from pipelines.cli.reference_statistics import compute

    return pages(compute(lambda text: click.echo(f"▸ {text} …")))


def pages(register: "Register | None" = None) -> dict[str, str]:
    """Path under `docs/reference/` → text, from all packages; without a register, with the figures that are kept."""
    from indicators.decisions import profile, shipped
    from indicators.reference import docs as of_indicators
    from indicators.registry import catalogue
    from pipelines import graph_docs
    from pipelines import reference_docs as of_pipelines
    from pipelines.cli import main, reference_statistics
    from pipelines.definitions import definitions
    from sources import reference_docs as of_sources
    from sources.fetching.registry import CONNECTORS
    from sources.registry import SOURCES
    from tables import reference_docs as of_tables

    figures = register or reference_statistics.read(REFERENCE)
    return {
        **of_tables.pages(),
        **of_sources.pages(SOURCES, CONNECTORS),
        **of_indicators.pages(catalogue(), profile.load(shipped.PROFILE, catalogue()), figures),
        reference_statistics.FILE: reference_statistics.text_of(figures),
        **of_pipelines.pages(main),
        **graph_docs.pages(definitions()),
    }


def differences(wanted: dict[str, str]) -> list[str]:
    """The pages that are missing, differ from the code, or that nothing writes any more."""
    there = {str(path.relative_to(REFERENCE)) for pattern in _WRITTEN for path in REFERENCE.rglob(pattern)}
    return sorted((there - set(wanted)) | {path for path, text in wanted.items() if _written(path) != text})


def write(wanted: dict[str, str], paths: list[str]) -> None:
    """Write the given pages; remove the ones that nothing writes any more."""
    for path in paths:
        target = REFERENCE / path
        if path in wanted:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(wanted[path], encoding="utf-8")
        else:
            target.unlink()


def _written(path: str) -> str | None:
    target = REFERENCE / path
    return target.read_text(encoding="utf-8") if target.exists() else None
