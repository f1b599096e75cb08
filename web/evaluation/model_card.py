"""The model card: what an order is for and not for, what it rests on, what was shown, who answers for it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from tables.marts.evaluation import METHODS
from web import wording
from web.evaluation.tables import HEADLINE, Figures
from web.evaluation.verdicts import Verdict
from web.evaluation.words import LIMITS, figure, heading, kind_words, stratum_words

Card = tuple[tuple[str, tuple[str, ...]], ...]
FOR = (
    "Att välja i vilken ordning inspektioner görs inom den tid som finns, och att visa varför (2 § instruktionen, "
    "förordning 2013:176).",
)
NOT_FOR = (
    "Att besluta något om en verksamhet, en aktör eller en person. En plats på listan är inget beslut och inget bevis.",
    "Att inleda ärenden utan att en människa har sett uppgifterna bakom.",
    "Att förutsäga brott. Poängen gäller organisationer, aldrig personer.",
    "Att lämnas ut, publiceras eller användas för något annat än det den är gjord för.",
)
_LABELS = (
    "Q: inspektion på plats inom tolv månader som ledde till en brist av minst allvarlighet 3, föreläggande, "
    "förbud eller återkallelse.",
    "W: inom 24 månader återkallelse, avslag eller förbud på grund av lämplighet eller ekonomi, bekräftad verksamhet "
    "utan tillstånd, eller bekräftat olämplig.",
    "Bekräftade klagomål mäts bredvid, eftersom de inte går genom valet av inspektioner.",
    "Bara den som har inspekterats har ett utfall. Vad en domstol har upphävt räknas inte, från den dag det var känt.",
)


@dataclass(frozen=True)
class Responsible:
    """Who answers for an order, who can be asked, and until when it holds."""

    owner: str
    contact: str
    expires: dt.date | None


def card(figures: pl.DataFrame, verdicts: Sequence[Verdict], data: Sequence[str], who: Responsible) -> Card:
    """The card of the order in use in our own register.

    Args:
        figures: rows of `EvaluationFigure`.
        verdicts: what was said of each order.
        data: what the evaluation rests on, in sentences.
        who: who answers for it.
    """
    what = (
        "Poängen i bruk: en vägd summa av indikatorer, med vikter som människor har satt. Vikterna är inte anpassade "
        "till utfall.",
        "Skuggmodellerna (logistisk regression och monotona träd) räknas bara här. Ingen lista använder dem.",
    )
    return (
        ("Vad det är", what),
        ("Till för", FOR),
        ("Inte till för", NOT_FOR),
        ("Underlag", tuple(data)),
        ("Utfall", _LABELS),
        *_shown(figures, verdicts, "version_1"),
        *_answered(who),
    )


def card_of_file(figures: pl.DataFrame, verdicts: Sequence[Verdict], data: Sequence[str], who: Responsible) -> Card:
    """The card of an order that came with a file of outcomes from another register."""
    what = ("En fil med utfall, och den poäng som filen har. Hur poängen är gjord framgår inte av filen.",)
    labels = ("Det utfall som filen har. Vad det betyder vet den som har gjort filen.",)
    return (
        ("Vad det är", what),
        ("Till för", ("Att pröva om en ordning hittar det den ska hitta, på ett annat register.",)),
        ("Inte till för", NOT_FOR),
        ("Underlag", tuple(data)),
        ("Utfall", labels),
        *_shown(figures, verdicts, "own_score"),
        *_answered(who),
    )


def _shown(figures: pl.DataFrame, verdicts: Sequence[Verdict], method: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    said = [f"{one.target}: {one.said}" if one.target else one.said for one in verdicts]
    yield "Visat", tuple(said) or ("Ingenting är visat.",)
    measured = tuple(_measured(figures, method))
    yield f"Mått för {METHODS[method]}", measured or ("Inget mått går att skatta.",)
    yield "Grupper", _groups(figures)
    yield "Begränsningar", LIMITS


def _measured(figures: pl.DataFrame, method: str) -> Iterable[str]:
    for target in figures["target"].cast(pl.String).unique().sort(nulls_last=True).to_list():
        plain = Figures.of(figures, target).plain().filter(pl.col("method") == method)
        for measure, stratum in HEADLINE:
            own = plain.filter(pl.col("measure") == measure, pl.col("stratum") == stratum).sort("k", nulls_last=True)
            for row in own.iter_rows(named=True):
                found = figure(row)
                limits = f" ({found.limits})" if found.limits else ""
                before = f"{target}: " if target else ""
                yield f"{before}{heading(measure, row['k'])}, {stratum_words(stratum)}: {found.text}{limits}."


def _groups(figures: pl.DataFrame) -> tuple[str, ...]:
    compared = figures.filter(pl.col("measure") == "selection_ratio")["group_kind"].drop_nulls().unique().sort()
    if compared.is_empty():
        return ("Inga grupper är jämförda.",)
    alarms = figures.filter(
        pl.col("is_alarm"),
        pl.col("group_kind").is_not_null(),
        pl.col("list_date").is_null(),
        pl.col("method").cast(pl.String).is_in(["version_1", "own_score"]),
    ).height
    return (
        f"Jämförda efter {', '.join(kind_words(kind) for kind in compared)}.",
        f"{wording.counted(alarms, 'larm', 'larm')}; varje larm ska förklaras eller rättas."
        if alarms
        else "Inget larm.",
        "Det är grupper av utförare, inte av personer.",
    )


def _answered(who: Responsible) -> Iterable[tuple[str, tuple[str, ...]]]:
    yield "Ägare", (who.owner,)
    yield "Kontakt", (who.contact,)
    expiry = f"Gäller till {who.expires}. Därefter görs den om." if who.expires else "Gäller den fil som namnges ovan."
    yield "Giltighet", (expiry,)
