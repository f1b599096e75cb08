"""A municipality beside those of its group, of which none is named, and the country's control figure over time."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from tables.exports.municipal import DENOMINATORS, FIGURES, ControlFigure, GroupComparison
from web import wording
from web.site.municipality.lines import Drawing, drawing
from web.site.municipality.own import Row, own
from web.site.request import PageRequest
from web.site.subject.drawing import DotPlot, dot_plot

_PER_INHABITANT = "reports_per_100k"
_PER_CENT = f"{wording.NO_BREAK}%"
_EXPLAINED = {
    "notified_by_municipality": "Verksamheter som kommuner driver själva, och som någon gång har anmälts.",
    "all_open": "Alla öppna verksamheter som någon gång har anmälts, vem som än driver dem. En verksamhet räknas till "
    "kommunen den ligger i; den som har skyddad adress räknas bara i riket.",
}


@dataclass(frozen=True)
class Quartiles:
    """The middle of a group. What lies outside could tell a single municipality, so the line ends at the quartiles."""

    q1: float
    median: float
    q3: float

    @property
    def low(self) -> float:
        """As far down as is told."""
        return self.q1

    @property
    def high(self) -> float:
        """As far up as is told."""
        return self.q3


@dataclass(frozen=True)
class Compared:
    """One figure beside its group, every number as it is shown."""

    label: str
    value: str
    interval: str
    counted: str
    quartiles: tuple[str, str, str] | None
    withheld: str
    n: int
    plot: DotPlot | None


@dataclass(frozen=True)
class History:
    """The control figure by one denominator: the drawing, and the same as rows, the latest first."""

    code: str
    label: str
    explained: str
    drawn: Drawing | None
    rows: tuple[tuple[Row | None, Row], ...]


def comparison(request: PageRequest) -> HttpResponse:
    """Both."""
    mine = own(request)
    rows = {row["figure"]: row for row in mine.rows(GroupComparison)}
    compared = [_compared(rows[figure]) for figure in FIGURES if figure in rows]
    group = next((row["skr_group_text"] for row in rows.values() if row["skr_group"]), None)
    ours, country = mine.rows(ControlFigure), mine.national()
    histories = [_history(code, ours, country) for code in DENOMINATORS]
    shown = {"own": mine, "compared": compared, "group": group, "histories": [one for one in histories if one.rows]}
    return render(request, "municipality/comparison.html", shown)


def _compared(row: Row) -> Compared:
    figure = row["figure"]
    of = f"{wording.count(row['y'])} av {wording.count(row['n'])}"
    of += " invånare" if figure == _PER_INHABITANT else ""
    quartiles, plot = None, None
    if row["withheld"] is None and row["group_median"] is not None:
        held = [row[name] for name in ("group_q1", "group_median", "group_q3")]
        quartiles = (_said(figure, held[0]), _said(figure, held[1]), _said(figure, held[2]))
        plot = None if row["value"] is None else dot_plot(row["value"], Quartiles(*held))
    return Compared(
        wording.sentence(row["figure_text"]),
        _said(figure, row["value"]),
        f"{_said(figure, row['low']).removesuffix(_PER_CENT)}–{_said(figure, row['high'])}",
        of,
        quartiles,
        row["withheld_text"] or "",
        row["group_n"],
        plot,
    )


def _said(figure: str, value: float | None) -> str:
    if value is None:
        return wording.UNKNOWN
    return wording.number(value) if figure == _PER_INHABITANT else wording.share(value, 1)


def _history(code: str, ours: list[Row], country: list[Row]) -> History:
    own_by_day = {row["day"]: row for row in ours if row["denominator"] == code}
    by_day = {row["day"]: row for row in country if row["denominator"] == code}
    days = sorted(by_day, reverse=True)
    drawn = drawing(
        [(day, row["value"]) for day, row in own_by_day.items()], [(day, row["value"]) for day, row in by_day.items()]
    )
    rows = tuple((own_by_day.get(day), by_day[day]) for day in days)
    return History(code, wording.sentence(DENOMINATORS[code]), _EXPLAINED[code], drawn, rows)
