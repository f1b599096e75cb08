"""The command `docs`: write the generated reference, or tell whether it still says what the code says.

What the pages say is made by the `reference_docs` module of each package; here they are gathered, written and compared.
"""

from pathlib import Path

import click

from pipelines.cli.errors import FAILED, Stopped

#: The generated pages of a checkout. Everything in this folder is generated.
REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@click.command()
@click.option("--check", is_flag=True, help="Skriv ingenting; slutkod 1 om någon sida skiljer sig från koden.")
def docs(check: bool) -> None:
    """Skapa referensdokumentationen i docs/reference ur koden."""
    if not REFERENCE.parent.is_dir():
        raise Stopped("det här är ingen utcheckning med docs/; kör från källkoden", FAILED)
    differing = differences()
    if check and differing:
        raise Stopped(f"referensen stämmer inte med koden, kör `make docs`: {', '.join(differing)}", FAILED)
    if not check:
        write(differing)
    click.echo(f"docs/reference: {len(pages())} sidor, {0 if check else len(differing)} ändrade")


def pages() -> dict[str, str]:
    """Path under `docs/reference/` → page, from all packages."""
    from indicators import reference_docs as of_indicators
    from indicators.registry import catalogue
    from pipelines import graph_docs
    from pipelines import reference_docs as of_pipelines
    from pipelines.cli import main
    from pipelines.definitions import definitions
    from sources import reference_docs as of_sources
    from sources.registry import SOURCES
    from tables import reference_docs as of_tables

    return {
        **of_tables.pages(),
        **of_sources.pages(SOURCES),
        **of_indicators.pages(catalogue()),
        **of_pipelines.pages(main),
        **graph_docs.pages(definitions()),
    }


def differences() -> list[str]:
    """The pages that are missing, differ from the code, or that nothing writes any more."""
    wanted = pages()
    stale = {str(path.relative_to(REFERENCE)) for path in REFERENCE.rglob("*.md")} - set(wanted)
    return sorted(stale | {path for path, text in wanted.items() if _written(path) != text})


def write(paths: list[str]) -> None:
    """Write the given pages; remove the ones that nothing writes any more."""
    wanted = pages()
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
