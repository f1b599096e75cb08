"""The tables of an evaluation: which figures stand beside which, in which order, and what is said above them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from tables.marts.evaluation import METHODS
from web import wording
from web.evaluation import groups
from web.evaluation import words as evaluation_words
from web.evaluation.grid import NOTHING, Grid
from web.evaluation.words import (
    ABSENT,
    IN_USE,
    OF_DELIVERIES,
    UNMEASURED,
    Figure,
    figure,
    heading,
    label_words,
    method_words,
    stratum_words,
)

#: Headline columns, in order of how much they can prove; those that nothing is known of are left out.
HEADLINE = (
    ("precision_at_k", "random_arm"), ("lift", "random_arm"), ("precision_at_k", "duty"), ("lift", "duty"),
    ("auc", "duty"), ("recall_at_k", "duty"), ("precision_at_k", "drawn"), ("precision_at_k", "complaint"),
    ("auc", "complaint"), ("within_region_auc", "inspected"), ("within_inspector_auc", "inspected"),
    ("precision_weighted", "inspected"),
)  # fmt: skip
STABILITY = ("rank_correlation", "turnover", "turnover_without_new_facts")
_NOT_MEASURED = Figure(UNMEASURED)
#: A measure on a stratum, with the length of the list where it has one.
Column = tuple[str, str, int | None]


@dataclass(frozen=True)
class Figures:
    """The figures of one target: of the outcome its score is about, and of other outcomes."""

    own: pl.DataFrame
    others: pl.DataFrame

    @classmethod
    def of(cls, figures: pl.DataFrame, target: str | None) -> "Figures":
        """Split them. Complaints that are substantiated stand beside the own outcome, as a stratum of its own."""
        plain = figures.with_columns(pl.col("target", "method", "stratum", "variant").cast(pl.String))
        plain = plain.filter(pl.col("target").eq_missing(pl.lit(target, pl.String)))
        labels = plain["label"].unique().sort().to_list()
        main = target if target in labels else next((one for one in labels if one != "complaint"), None)
        is_own = (pl.col("label") == (main or "complaint")) | (pl.col("stratum") == "complaint")
        return cls(plain.filter(is_own), plain.filter(~is_own))

    def plain(self) -> pl.DataFrame:
        """Figures for everyone, over all list dates, tested on later days."""
        return _everyone(self.own).filter(pl.col("list_date").is_null())


def headline(figures: Figures) -> Grid:
    """Every method beside every other, on the figures that can prove something first."""
    plain = figures.plain()
    columns = _columns(plain)
    rows = []
    for method in METHODS if columns else ():
        own = plain.filter(pl.col("method") == method)
        cells = [_cell(own, column) for column in columns]
        if any(cell != NOTHING for cell in cells):
            rows.append((method_words(method), tuple(_NOT_MEASURED if cell == NOTHING else cell for cell in cells)))
        elif method in OF_DELIVERIES:
            rows.append((method_words(method), (Figure(ABSENT),) * len(columns)))
    text = (
        "Under varje tal står dess 95-procentsintervall. Det som står längst till vänster kan bevisa mest: "
        "slumpmässigt dragna inspektioner och frekvenstillsyn är inte valda efter risk. Bekräftade klagomål går inte "
        "genom valet av inspektioner alls."
    )
    if not any(measure == "within_inspector_auc" for measure, *_ in columns):
        text += " Vem som inspekterade är inte levererat, så inget kan jämföras inom en och samma inspektör."
    return Grid("Alla ordningar bredvid varandra", text, _headings(columns), tuple(rows), IN_USE)


def tables(figures: Figures) -> Iterable[Grid]:
    """The tables below the pictures, those that have any rows."""
    plain = figures.plain()
    found = [
        _compared(_everyone(figures.own)),
        *_by_date(_everyone(figures.own)),
        _listed(
            plain.filter(pl.col("measure").is_in(evaluation_words.SELECTED)),
            "Bland de inspekterade",
            "Bara den som har inspekterats har ett känt utfall, och inspektörerna väljer inte på måfå. Läs därför "
            "aldrig träffandelen bland inspekterade utan hur många av de första som är inspekterade, och vad andelen "
            "lägst och högst kan vara för alla de första.",
        ),
        groups.overlap(figures.own),
        groups.by_origin(figures.own),
        _other_owners(figures.own),
        _listed(
            _everyone(figures.others).filter(
                pl.col("list_date").is_null(),
                pl.col("measure").is_in([name for name, _ in HEADLINE]),
                pl.col("value").is_not_null(),
            ),
            "Mätt med ett annat utfall",
            "Vilket utfall som mäts avgör vilka som hamnar först. Här mäts samma ordningar med ett annat.",
        ),
        _picked_by_both(pl.concat([figures.own, figures.others])),
        groups.indicators(figures.own),
        groups.alarms(figures.own),
        groups.whom_each_picks(figures.own),
        groups.fairness(figures.own),
        groups.calibration(figures.own),
        groups.hours(figures.own),
        _stability(_everyone(figures.own)),
        *(_listed(plain.filter(pl.col("measure").is_in(names)), title, text)
          for title, names, text in evaluation_words.REST),
    ]  # fmt: skip
    return (grid for grid in found if grid.rows)


def _everyone(figures: pl.DataFrame) -> pl.DataFrame:
    return figures.filter(pl.col("group_kind").is_null(), pl.col("variant") == "later")


def _is(column: Column) -> pl.Expr:
    measure, stratum, k = column
    is_length = pl.col("k").eq_missing(pl.lit(k, pl.Int64))
    return (pl.col("measure") == measure) & (pl.col("stratum") == stratum) & is_length


def _columns(plain: pl.DataFrame) -> list[Column]:
    found = []
    for measure, stratum in HEADLINE:
        own = plain.filter(pl.col("measure") == measure, pl.col("stratum") == stratum)
        lengths = own["k"].unique().sort(nulls_last=True).to_list()
        found += [(measure, stratum, k) for k in lengths]
    return found


def _headings(columns: Sequence[Column]) -> tuple[tuple[str, str], ...]:
    return tuple((heading(measure, k), stratum_words(stratum)) for measure, stratum, k in columns)


def _first(rows: pl.DataFrame) -> Figure:
    return NOTHING if rows.is_empty() else figure(rows.row(0, named=True))


def _cell(rows: pl.DataFrame, column: Column) -> Figure:
    return _first(rows.filter(_is(column)))


def _by_date(figures: pl.DataFrame) -> Iterable[Grid]:
    """Hits at the top list date by list date, on each stratum that proves anything: better means on every one."""
    dated = figures.filter(pl.col("list_date").is_not_null(), pl.col("measure") == "precision_at_k")
    for stratum in ("random_arm", "duty"):
        own = dated.filter(pl.col("stratum") == stratum).sort("k", nulls_last=True)
        days = own["list_date"].unique().sort().to_list()
        rows = [
            (method_words(method), tuple(_first(of.filter(pl.col("list_date") == day)) for day in days))
            for method in METHODS
            if not (of := own.filter(pl.col("method") == method)).is_empty()
        ]
        text = (
            f"{heading('precision_at_k', None)}, {stratum_words(stratum)}. En ordning är bättre än en annan bara om "
            f"den är det på varje listdag, inte i snitt; lika är inte bättre. {_lengths(own)}"
        )
        title = f"Listdag för listdag, {stratum_words(stratum)}"
        yield Grid(title, text, tuple((_unbroken(day), "") for day in days), tuple(rows), IN_USE)


def _compared(figures: pl.DataFrame) -> Grid:
    """On how many list dates the order in use was better, equal and worse than each other one, by stratum."""
    dated = figures.filter(pl.col("list_date").is_not_null(), pl.col("measure") == "precision_at_k")
    methods = [one for one in METHODS if one in set(dated["method"])]
    used = next((one for one in methods if method_words(one) in IN_USE), None)
    strata = [one for one in ("random_arm", "duty") if used and one in set(dated["stratum"])]
    pairs = [
        (other, [_counts(dated.filter(pl.col("stratum") == stratum), str(used), other) for stratum in strata])
        for other in methods
        if other != used and strata
    ]
    rows = tuple((method_words(other), tuple(cell for cells in each for cell in cells)) for other, each in pairs)
    headings = tuple(
        (wording.sentence(word), stratum_words(stratum)) for stratum in strata for word in ("bättre", "lika", "sämre")
    )
    text = (
        f"På hur många listdagar {method_words(str(used))} hittade fler, lika många och färre i toppen. Bättre än en "
        "annan ordning är den bara om den är det på varje listdag; lika är inte bättre."
    )
    return Grid("Listdag för listdag, mot var och en", text, headings, rows)


def _counts(rows: pl.DataFrame, used: str, other: str) -> list[Figure]:
    mine, theirs = (
        rows.filter(pl.col("method") == one).select("list_date", "k", pl.col("value").alias(one))
        for one in (used, other)
    )
    both = mine.join(theirs, on=["list_date", "k"]).drop_nulls([used, other])
    apart = both[used] - both[other]
    return [Figure(wording.count(int(n.sum()))) for n in (apart > 0, apart == 0, apart < 0)]


def _unbroken(day: dt.date) -> str:
    """A day that is not broken over two lines."""
    return str(day).replace("-", "\u2011")


def _lengths(rows: pl.DataFrame) -> str:
    """How many units the tops hold: what one list date alone can show."""
    lengths = sorted(rows["k"].drop_nulls().unique().to_list())
    if not lengths:
        return ""
    held = "–".join(dict.fromkeys(str(one) for one in (lengths[0], lengths[-1])))
    return f"Toppen är {held} {'verksamhet' if held == '1' else 'verksamheter'} per listdag."


def _stability(figures: pl.DataFrame) -> Grid:
    """How much of the top is new, list date by list date."""
    own = figures.filter(pl.col("measure").is_in(STABILITY), pl.col("method").is_in(["version_1", "own_score"]))
    rows = [
        ("i allt" if day is None else str(day), tuple(_first(of.filter(pl.col("measure") == one)) for one in STABILITY))
        for day in own["list_date"].unique().sort(nulls_last=True).to_list()
        if not (of := own.filter(pl.col("list_date").eq_missing(pl.lit(day, pl.Date)))).is_empty()
    ]
    text = "Toppen ska bytas ut när något nytt är känt, och annars stå still: högst 10 % får bytas utan nytt."
    return Grid("Hur stadig listan är", text, tuple((heading(one, None), "") for one in STABILITY), tuple(rows))


def _listed(rows: pl.DataFrame, title: str, text: str) -> Grid:
    """Orders down, measures across; figures of no order stand in a row of their own."""
    kinds = rows.select("measure", "stratum", "k", "label").unique().sort("measure", "stratum", "k", "label").rows()
    several = len({label for *_, label in kinds}) > 1
    found = []
    for method in (*METHODS, "none"):
        own = rows.filter(pl.col("method") == method)
        if not own.is_empty():
            cells = tuple(
                _cell(own.filter(pl.col("label") == label), (measure, stratum, k))
                for measure, stratum, k, label in kinds
            )
            found.append((method_words(method), cells))
    below = [stratum_words(stratum) + (f", {label_words(label)}" if several else "") for _, stratum, _, label in kinds]
    headings = tuple((heading(measure, k), words) for (measure, _, k, _), words in zip(kinds, below, strict=True))
    return Grid(title, text, headings, tuple(found), IN_USE)


def _other_owners(figures: pl.DataFrame) -> Grid:
    own = figures.filter(
        pl.col("variant") == "other_owners", pl.col("group_kind").is_null(), pl.col("list_date").is_null()
    )
    columns = _columns(own)
    rows = [
        (method_words(method), tuple(_cell(of, column) for column in columns))
        for method in METHODS
        if not (of := own.filter(pl.col("method") == method)).is_empty()
    ]
    text = (
        "Samma prövning, men på ägare som modellerna aldrig har sett. Är talen här sämre har modellen lärt sig ägare."
    )
    return Grid("Prövad på andra ägare", text, _headings(columns), tuple(rows))


def _picked_by_both(figures: pl.DataFrame) -> Grid:
    own = figures.filter(pl.col("measure") == "picked_by_both", pl.col("list_date").is_null())
    rows = [
        (f"{method_words(row['method'])} och {method_words(row['group'])}, {label_words(row['label'])}", (figure(row),))
        for row in own.sort("method", "group", "label").iter_rows(named=True)
    ]  # fmt: skip
    text = "Hur stor del av de första som två ordningar har gemensamt. Olika mål väljer olika verksamheter."
    return Grid("Vilka som väljs av två ordningar", text, (("Andel", ""),), tuple(rows))
