"""The command `synth`: a made-up register on disk, in the very files an agency would drop."""

from pathlib import Path

import click


@click.command()
@click.option("--activities", type=click.IntRange(min=50), default=2000, show_default=True, help="Antal verksamheter.")
@click.option("--years", type=click.IntRange(1, 15), default=7, show_default=True, help="Antal års historik.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Samma frö ger samma filer.")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Mapp för leveranserna. Facit hamnar bredvid, i MAPP-truth.",
)
def synth(activities: int, years: int, seed: int, out: Path) -> None:
    """Skapa ett påhittat register som leveransfiler.

    Inga uppgifter i filerna rör verkliga personer eller verksamheter. Facit (dold risk och inlagda upplägg) skrivs i en
    egen mapp bredvid och läses aldrig av programmet.
    """
    from sources.synthetic import synthesise

    try:
        synthesise(out, truth_folder(out), activities=activities, years=years, seed=seed)
    except FileExistsError as error:
        raise click.ClickException(f"{out} innehåller annat än ett påhittat register; välj en tom mapp") from error
    click.echo(f"Klart: {activities} verksamheter, {years} år, i {out}")


def truth_folder(out: Path) -> Path:
    """Where the hidden truth of a made-up register is kept: beside it, never in it."""
    return out.with_name(f"{out.name}-truth")
