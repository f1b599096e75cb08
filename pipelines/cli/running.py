"""The commands that start work: `run`, `ingest` and `demo`. How a run is carried out stands in `execution.py`."""

import click


@click.command()
def run() -> None:
    """Kör hela vägen från leveranser till publicerad lista."""


@click.command()
def ingest() -> None:
    """Läs in leveranser utan att räkna."""


@click.command()
def demo() -> None:
    """Visa allt med ett påhittat register."""
