"""The commands of `tillsynsradar links`: proposals of what belongs together, and a person's decision on each.

Options, files and the clock only. What is proposed stands in `sources/linking/`, how it looks in `web/`.
"""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.settings import TIME_ZONE, home_option

if TYPE_CHECKING:
    import polars as pl

    from sources.linking.decided import Decided
    from tables.serving import Published

#: Proposals on the screen when the reader asks for no number.
TOP = 20
KINDS = ("unknown_actor", "duplicate", "report", "predecessor")
_WORDS = {"accepted": "Godkänt", "rejected": "Avvisat", "withdrawn": "Återtaget"}


@click.group()
def links() -> None:
    """Förslag på vad som hör ihop: granska dem, godkänn eller avvisa.

    Ett förslag kopplar ingenting. Det som godkänns blir en daterad uppgift vid nästa körning. Samband med föregångare
    gäller däremot utan beslut, och kan avvisas.

    \b
    Vanlig ordning:
      tillsynsradar links review                   vad som väntar, det mest sannolika först
      tillsynsradar links show FÖRSLAG             vad som talar för och emot
      tillsynsradar links accept FÖRSLAG --by utredare --because "Samma styrelse enligt registret"
      tillsynsradar links reject FÖRSLAG --by utredare --because "Olika kommuner, olika verksamhet"
      tillsynsradar links review --kind predecessor    samband med föregångare
    """  # noqa: D301 - \b is click's own mark


@links.command()
@click.option("--kind", type=click.Choice(KINDS), help="Bara ett slags förslag; predecessor: samband som gäller.")
@click.option(
    "--target",
    type=click.Choice(["Q", "W", "R"], case_sensitive=False),
    help="Bara sådant som rör verksamheter i listan; de som står högst kommer först.",
)
@click.option("--top", type=click.IntRange(min=1), default=TOP, show_default=True, help="Högst så många förslag.")
@click.option("--all", "is_all", is_flag=True, help="Också det som redan är avgjort.")
@click.option("--json", "is_json", is_flag=True, help="Skriv JSON, för program.")
@home_option
def review(kind: str | None, target: str | None, top: int, *, is_all: bool, is_json: bool, home: Path) -> None:
    """Visa de förslag som väntar på beslut."""
    import polars as pl

    from tables.serving import Published
    from web.proposals import places, presented
    from web.terminal import layout
    from web.terminal import links as terminal_links

    with Published(home) as published:
        found = _with_states(published, home)
        as_of = found["as_of"].max() if found.height else dt.date.min
        state = "in_force" if kind == "predecessor" else "open"
        chosen = _with_decided(found, home) if is_all else found.filter(pl.col("state") == state)
        chosen = chosen.filter(pl.col("kind") == kind) if kind else chosen
        chosen = _by_place(chosen, places(published, target.upper())) if target else chosen
        if is_json:
            click.echo(json.dumps(chosen.head(top).to_dicts(), ensure_ascii=False, indent=2, default=str))
            return
        shown = presented(published, chosen.head(top).iter_rows(named=True))
        layout.show(terminal_links.queue(shown, chosen.height, as_of))  # type: ignore[arg-type]


@links.command()
@click.argument("proposal_id", metavar="FÖRSLAG")
@home_option
def show(proposal_id: str, home: Path) -> None:
    """Visa ett förslag: vad som talar för och emot, och vad som har beslutats."""
    from tables.serving import Published
    from web.proposals import presented
    from web.terminal import layout
    from web.terminal import links as terminal_links

    with Published(home) as published:
        row, latest = _one(published, home, proposal_id)
        (shown,) = presented(published, [row])
        layout.show(terminal_links.shown(shown, None if latest is None else _told(latest)))


def _decision_options(command: Any) -> Any:
    command = click.option("--because", metavar="TEXT", required=True, help="Varför, så att en annan kan följa det.")(
        command
    )
    command = click.option("--by", metavar="ROLL", required=True, help="Rollen hos den som beslutar.")(command)
    return home_option(click.argument("proposal_id", metavar="FÖRSLAG")(command))


@links.command()
@_decision_options
def accept(proposal_id: str, by: str, because: str, home: Path) -> None:
    """Godkänn ett förslag. Det blir en daterad uppgift vid nästa körning."""
    _decide(home, proposal_id, "accepted", by, because)


@links.command()
@_decision_options
def reject(proposal_id: str, by: str, because: str, home: Path) -> None:
    """Avvisa ett förslag, eller ett samband med en föregångare.

    Ett förslag kommer tillbaka först om uppgifterna som jämförs ändras. Ett avvisat samband kommer inte tillbaka förrän
    avvisandet återtas.
    """
    _decide(home, proposal_id, "rejected", by, because)


@links.command()
@_decision_options
def withdraw(proposal_id: str, by: str, because: str, home: Path) -> None:
    """Återta ett godkännande, eller att en föregångare har avvisats. Det som gällde till i dag syns även sedan."""
    _decide(home, proposal_id, "withdrawn", by, because)


def _decide(home: Path, proposal_id: str, what: Any, by: str, because: str) -> None:
    from sources.linking.accepted import deliver
    from sources.linking.decided import Decided, DecisionRefused, decide
    from tables.serving import Published
    from web.proposals import presented
    from web.terminal import layout
    from web.terminal import links as terminal_links

    today = dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
    with Published(home) as published:
        row, _latest = _one(published, home, proposal_id)
        (shown,) = presented(published, [row])
    kept = {name: value for name, value in row.items() if name != "state"}
    try:
        decide(home, Decided(today, what, kept, by.strip(), because.strip()))
    except DecisionRefused as error:
        raise Stopped(str(error), USAGE) from error
    deliver(home)
    click.echo(f"{_WORDS[what]}: {shown.left.name} – {shown.right.name} ({shown.id}).")
    if what == "accepted":
        layout.show(terminal_links.consequence(shown))
    if what != "rejected" or shown.kind == "predecessor":
        click.echo("Det gäller från och med nästa körning (tillsynsradar run).")


def _with_states(published: "Published", home: Path) -> "pl.DataFrame":
    """All proposals of the run in force and the links to predecessors that hold, with where each stands."""
    import duckdb
    import polars as pl

    from sources.linking.accepted import deliver
    from sources.linking.decided import read_book, with_states
    from sources.linking.predecessors import as_proposals
    from tables.marts import LinkProposal
    from web import queries

    deliver(home)
    try:
        found = published.read(LinkProposal)
    except duckdb.CatalogException as error:
        raise Stopped("inga förslag är uträknade i hemkatalogen än; kör `tillsynsradar run`") from error
    found = found.sort("match_weight", "proposal_id", descending=[True, False])
    as_of = found["as_of"].max() or dt.date.max
    held = as_proposals(queries.predecessors(published, None, as_of), as_of)  # type: ignore[arg-type]
    return with_states(pl.concat([found, held]), read_book(home))


def _with_decided(found: "pl.DataFrame", home: Path) -> "pl.DataFrame":
    """The proposals, and after them those that were decided on and that the run in force no longer proposes."""
    import polars as pl

    from sources.linking.decided import read_book, standing

    proposed = set(found["proposal_id"])
    rows = [
        {**one.proposal, "as_of": dt.date.fromisoformat(str(one.proposal["as_of"])), "state": one.what}
        for key, one in standing(read_book(home)).items()
        if key not in proposed
    ]
    return pl.concat([found, pl.DataFrame(rows, schema=found.schema)])


def _one(published: "Published", home: Path, proposal_id: str) -> tuple[dict[str, Any], "Decided | None"]:
    """The proposal that an id, or the beginning of one, names: as it stands now, or as it was when decided on."""
    from sources.linking.decided import read_book, standing

    latest = standing(read_book(home))
    rows = {row["proposal_id"]: row for row in _with_states(published, home).iter_rows(named=True)}
    decided = {key: {**one.proposal, "state": one.what} for key, one in latest.items()}
    known = {**decided, **rows}
    hits = [key for key in known if key.startswith(proposal_id.strip().lower())]
    if len(hits) != 1:
        said = "inget förslag" if not hits else f"{len(hits)} förslag"
        raise Stopped(f"{said} börjar på {proposal_id!r}; se `tillsynsradar links review`", USAGE)
    return known[hits[0]], latest.get(hits[0])


def _told(decided: "Decided") -> dict[str, str]:
    return {"what": _WORDS[decided.what], "on": str(decided.on), "by": decided.by, "because": decided.because}


def _by_place(found: "pl.DataFrame", places: dict[str, int]) -> "pl.DataFrame":
    """The proposals that concern somebody in a list, by the best place of the two."""
    import polars as pl

    sides = [
        pl.col(side).replace_strict(list(places), list(places.values()), default=None, return_dtype=pl.Int64)
        for side in ("left_id", "right_id")
    ]
    placed = found.with_columns(_place=pl.min_horizontal(*sides)).drop_nulls("_place")
    return placed.sort("_place", maintain_order=True).drop("_place")
