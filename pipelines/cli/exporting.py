"""The command `export`: what leaves the inspectorate, made again from a published run, saved, or proved unchanged."""

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from pipelines.cli.errors import FAILED, USAGE, Stopped
from pipelines.settings import home_option

#: Profile of which each recipient gets its own rows → the option that says whose, and who that is.
_NARROWED = {"party": ("--party", "parts"), "inter_board": ("--recipient", "kommuns")}


@click.command()
@click.option(
    "--profile",
    "profiles",
    type=click.Choice(["public", "placing_municipality", "inter_board", "party"]),
    multiple=True,
    help="Vem exporten är till för; kan upprepas. Annars alla.",
)
@click.option("--run-id", metavar="KÖRNING", help="En publicerad körning som finns kvar; annars den som gäller.")
@click.option(
    "--output",
    metavar="MAPP",
    type=click.Path(file_okay=False, path_type=Path),
    help="Spara som CSV, JSON och Parquet, en mapp för varje profil.",
)
@click.option(
    "--address",
    metavar="URL",
    help="Adressen som mappen med filer till allmänheten får; då skrivs också dcat.jsonld för dataportaler.",
)
@click.option("--party", metavar="NUMMER", help="Med --profile party: spara bara den partens rader.")
@click.option("--recipient", metavar="KOMMUNKOD", help="Med --profile inter_board: spara bara den kommunens rader.")
@click.option("--check", is_flag=True, help="Ändra inget; pröva att sparade exporter är vad de blir på nytt.")
@home_option
def export(
    profiles: tuple[str, ...],
    run_id: str | None,
    output: Path | None,
    address: str | None,
    party: str | None,
    recipient: str | None,
    check: bool,
    home: Path,
) -> None:
    """Gör om exporterna av en körning: vad allmänheten, kommuner, nämnder och parter får se.

    Varje körning gör dem själv. Samma körning ger samma byte.

    \b
    Exempel:
      tillsynsradar export --profile public --output filer/ --address https://data.example/register
      tillsynsradar export --profile party --party 556000-0001 --output filer/
      tillsynsradar export --profile inter_board --recipient 0180 --output filer/
      tillsynsradar export --run-id 0123456789abcdef
      tillsynsradar export --check
    """  # noqa: D301 - \b is click's own mark
    from tables.serving import Published
    from web.exports.profiles import PROFILES

    wanted = profiles or tuple(PROFILES)
    whose = _whose(wanted, {"party": party, "inter_board": recipient}, is_saved=output is not None)
    with Published(home, run_id) as published:
        chosen = published.path.stem
    for profile in wanted:
        if check:
            _check(home, chosen, profile)
        else:
            _make(home, chosen, profile, output, address, whose.get(profile))


def _whose(profiles: Iterable[str], told: Mapping[str, str | None], *, is_saved: bool) -> dict[str, str]:
    """Profile → whose rows are saved. What was written is in no message: it may be a person's number."""
    from tables.exports.register import LEGAL_PERSON

    for profile, (option, who) in _NARROWED.items():
        if told[profile] is not None and not (is_saved and profile in profiles):
            raise Stopped(f"{option} hör ihop med --profile {profile} och --output", USAGE)
        if is_saved and profile in profiles and told[profile] is None:
            raise Stopped(
                f"exporten {profile} sparas bara med en {who} egna rader; säg vems med {option}, "
                "eller välj profiler med --profile", USAGE,
            )  # fmt: skip
    whose = {profile: value.replace("-", "") for profile, value in told.items() if value is not None}
    if "party" in whose and not re.fullmatch(LEGAL_PERSON, whose["party"]):
        raise Stopped("--party är ett organisationsnummer med tio siffror", USAGE)
    return whose


def _make(home: Path, run_id: str, profile: str, output: Path | None, address: str | None, who: str | None) -> None:
    from web.exports.making import make, rows_of

    folder = make(home, run_id, profile)
    click.echo(f"{profile}, körning {run_id}")
    for table, n_rows, digest in rows_of(folder):
        click.echo(f"  {table:<24} {n_rows:>9} rader  sha256 {digest[:16]}")
    if output is not None and who is not None:
        _save_narrowed(folder, who, output / profile / who)
    elif output is not None:
        _save(folder, output / profile, address if profile == "public" else None)


def _save_narrowed(folder: Path, who: str, into: Path) -> None:
    from web.exports.narrowed import NoSuchRecipient, narrowed

    with tempfile.TemporaryDirectory() as beside:
        try:
            own = narrowed(folder, who, Path(beside))
        except NoSuchRecipient as error:
            raise Stopped(f"exporten {folder.name} har ingen sådan mottagare") from error
        _save(own, into, None)


def _save(folder: Path, into: Path, address: str | None) -> None:
    from web.exports.catalogue import document
    from web.exports.formats import write_all

    n_files = len(write_all(folder, into))
    if address is not None:
        base = address.rstrip("/")
        told = document(folder, f"{base}/dcat.jsonld", lambda table, ending: f"{base}/{table}.{ending}")
        (into / "dcat.jsonld").write_text(told, encoding="utf-8")
        n_files += 1
    click.echo(f"  Sparat i {into}: {n_files} filer.")


def _check(home: Path, run_id: str, profile: str) -> None:
    from web.exports.making import differing, is_kept

    if not is_kept(home, run_id, profile):
        raise Stopped(f"ingen export till {profile} är sparad för körning {run_id}; gör den med `tillsynsradar export`")
    changed = differing(home, run_id, profile)
    if changed:
        raise Stopped(f"exporten till {profile} är inte vad den blir på nytt: {', '.join(changed)}", FAILED)
    click.echo(f"{profile}, körning {run_id}: samma byte.")
