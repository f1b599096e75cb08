"""The commands of `tillsynsradar profile`: what another weight profile would do, and weights by those who know.

Options, files and the clock only. What moves is worked out in `indicators/workbench/`, how it looks in `web/`.
"""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from indicators.decisions import shipped
from pipelines.cli.errors import USAGE, Stopped
from pipelines.settings import TIME_ZONE, Settings, home_option

if TYPE_CHECKING:
    from indicators.decisions.profile import Profile

#: Places of each list that are looked at, and movers that are named, when the reader asks for no number.
TOP, NAMED = 100, 10
_OUTSTANDING = "Ingen jurist har granskat vikterna."


@click.group()
def profile() -> None:
    """Viktprofiler: vad en annan profil skulle göra, och vikter satta av inspektörer.

    \b
    Vanlig ordning för nya vikter:
      tillsynsradar profile elicit vikter.xlsx                ett formulär som var och en fyller i ensam
      tillsynsradar profile take svar/*.xlsx --name v3 ...    medianen av svaren, som ett förslag till profil
      tillsynsradar profile diff v2 v3.toml                   vem som kommer in och går ut i toppen, och varför
    """  # noqa: D301 - \b is click's own mark


@profile.command()
@click.argument("before", metavar="FÖRE")
@click.argument("after", metavar="EFTER")
@click.option("--top", type=click.IntRange(min=1), default=TOP, show_default=True, help="Så många platser i toppen.")
@click.option("--show", "named", type=click.IntRange(min=1), default=NAMED, show_default=True, help="Så många nämns.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Den beräknade dagen; annars den senaste.")
@home_option
def diff(before: str, after: str, top: int, named: int, as_of: dt.datetime | None, home: Path) -> None:
    """Visa vem som kommer in och går ut i toppen med en annan profil, och varför.

    FÖRE och EFTER är namn på profiler eller filer. Värdena är den publicerade körningens; inget räknas om utom poängen.
    """
    from indicators.workbench.profile_moves import decision_changes
    from tables.serving import Published
    from web.listing import day_of
    from web.terminal import layout
    from web.terminal import profiles as terminal_profiles
    from web.weights import questions as profile_questions

    old, new = _load(before), _load(after)
    with Published(home) as published:
        day = day_of(published, as_of.date() if as_of else None)
        found = profile_questions.compared(published, day, old, new, top)
        names = profile_questions.names_of(published, found, day)
    click.echo(f"{old.name} → {new.name}, per {day}, utan osäkerhet: bara de beslutade vikterna jämförs.\n")
    layout.show(terminal_profiles.difference(decision_changes(old, new), found, names, named, new))


@profile.command()
@click.argument("form", metavar="FIL", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--profile", "name", default=lambda: Settings.from_environment().profile, show_default=shipped.PROFILE,
              help="Profilen vars indikatorer frågas om.")  # fmt: skip
@click.option("--all", "is_all", is_flag=True, help="Fråga om alla indikatorer som kan användas, inte bara profilens.")
@home_option
def elicit(form: Path, name: str, is_all: bool, home: Path) -> None:
    """Skapa formuläret där inspektörer och utredare sätter vikter, med hur värdena fördelar sig i dag."""
    from tables.serving import Published
    from web.listing import day_of
    from web.weights import form as weight_form
    from web.weights import questions as profile_questions

    with Published(home) as published:
        questions = profile_questions.questions(published, day_of(published, None), _load(name), is_all=is_all)
    weight_form.write(form, questions)
    click.echo(f"Sparat: {form} ({len(questions)} frågor). Ge var och en sin egen kopia; minst fem svar behövs.")


@profile.command()
@click.argument("forms", metavar="FORMULÄR...", nargs=-1, required=True,
                type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
@click.option("--name", metavar="NAMN", required=True, help="Den nya profilens namn.")
@click.option("--by", metavar="ROLL", multiple=True, required=True, help="Rollen som beslutar; flera gånger för flera.")
@click.option("--because", metavar="TEXT", required=True, help="Varför profilen ändras.")
@click.option("--out", metavar="FIL", type=click.Path(dir_okay=False, path_type=Path), help="Annars NAMN.toml här.")
def take(forms: tuple[Path, ...], name: str, by: tuple[str, ...], because: str, out: Path | None) -> None:
    """Läs de ifyllda formulären och skriv medianen av svaren som ett förslag till profil.

    Förslaget är inte i bruk förrän någon har beslutat det; se vad det gör med `tillsynsradar profile diff`.
    """
    from indicators.decisions.elicitation import Signature, TooFewAnswers, profile_text, weigh
    from indicators.registry import catalogue
    from tables.store import atomic_write
    from web.terminal import layout
    from web.terminal import profiles as terminal_profiles
    from web.weights.form import FormFault, read

    try:
        found = weigh(answer for path in forms for answer in read(path))
    except (FormFault, TooFewAnswers, ValueError) as error:
        raise Stopped(str(error), USAGE) from error
    today = dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
    review = (today + dt.timedelta(days=182)).isoformat()
    signature = Signature(name, by, today.isoformat(), review, by[0], because, _OUTSTANDING)
    labels = {one.indicator: catalogue()[one.indicator].label for one in found if one.indicator in catalogue()}
    _known([one.indicator for one in found], labels)
    path = out or Path(f"{name}.toml")
    atomic_write(path, profile_text(found, signature, labels).encode("utf-8"))
    _load(str(path))
    layout.show(terminal_profiles.weighed(found))
    click.echo(f"Sparat: {path}, medianen av {len(forms)} formulär.")
    click.echo(f"Se vad det gör: tillsynsradar profile diff {shipped.PROFILE} {path}")


def _known(names: list[str], labels: dict[str, str]) -> None:
    unknown = sorted(set(names) - set(labels))
    if unknown:
        raise Stopped(f"formuläret frågar om indikatorer som inte finns: {', '.join(unknown)}; skapa ett nytt", USAGE)


def _load(name: str) -> "Profile":
    from indicators.decisions import profile as profiles
    from indicators.decisions.profile_table import ProfileError
    from indicators.registry import catalogue

    try:
        return profiles.load(Path(name) if name.endswith(".toml") else name, catalogue())
    except ProfileError as error:
        raise Stopped(str(error), USAGE) from error
