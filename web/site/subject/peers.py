"""Values with their peers: the figures of a table row, and the dot plot beside."""

from dataclasses import dataclass

from indicators.definition import Unit
from indicators.registry import catalogue
from web import wording
from web.explanation import Value
from web.reading import Reading, Spread, SubjectPage
from web.reading.figures import value_rows
from web.site.subject import addresses, drawing

#: What has no quartiles to speak of.
_WITHOUT = frozenset({Unit.FLAG, Unit.STATE})


@dataclass(frozen=True)
class ShownValue:
    """One indicator's value: what the look-up says, the quartiles of the peers, the plot, and where it leads."""

    value: Value
    quartiles: tuple[str, str, str] | None
    plot: drawing.DotPlot | None
    rows: str
    definition: str

    @property
    def note(self) -> str:
        """How the value is read, where higher is not what weighs."""
        return "" if self.value.direction == _HIGHER else self.value.direction


_HIGHER = "högre värde väger mer"


def shown_value(value: Value, spread: Spread | None) -> ShownValue:
    """A value beside the spread of its peers."""
    known = catalogue().get(value.indicator_id)
    quartiles, plot = None, None
    if spread is not None and value.value is not None and known is not None and known.unit not in _WITHOUT:
        unit = known.unit.value
        q1, median, q3 = (wording.value_text(one, unit) for one in (spread.q1, spread.median, spread.q3))
        quartiles, plot = (q1, median, q3), drawing.dot_plot(value.value, spread)
    return ShownValue(
        value,
        quartiles,
        plot,
        addresses.rows_behind(value.level, value.entity_id, value.indicator_id),
        addresses.definition(value.indicator_id),
    )


CODES = {"verksamheten": "activity", "aktören": "actor", "kommunen": "municipality"}


def group_of(store: Reading, value: Value) -> str | None:
    """The group that a value is compared within, as it is named in the tables."""
    rows = value_rows(store, CODES[value.level], [value.entity_id], value.as_of)
    group: str | None = next((row["peer_group"] for row in rows if row["indicator_id"] == value.indicator_id), None)
    return group


def spread_of(store: Reading, value: Value) -> Spread | None:
    """How the peers of one value are spread."""
    sql = (
        "SELECT n, low, q1, median, q3, high FROM spread JOIN indicator USING (number) "
        "WHERE day = ? AND indicator_id = ? AND level = ? AND peer_group = ?"
    )
    held = store.asked(sql, [value.as_of.isoformat(), value.indicator_id, CODES[value.level], group_of(store, value)])
    return Spread(*held[0]) if held and held[0][0] == value.peer_n else None


@dataclass(frozen=True)
class Values:
    """The values of one activity, actor or municipality, by what they are compared with; unknown ones by reason."""

    whose: str
    compared: tuple[ShownValue, ...]
    same: tuple[ShownValue, ...]
    others: tuple[ShownValue, ...]
    unknown: tuple[tuple[str, tuple[ShownValue, ...]], ...]

    @property
    def key(self) -> str:
        """A name within the page."""
        return CODES[self.whose]

    @property
    def caption(self) -> str:
        """What the table of compared values is called."""
        return f"Värden om {self.whose} bland jämförbara, de som ligger högst i sin grupp först"

    @property
    def caption_of_same(self) -> str:
        """What the table of values that all peers share is called."""
        return f"Värden om {self.whose} som är desamma hos nästan alla jämförbara"

    @property
    def caption_of_others(self) -> str:
        """What the table of values without peers is called."""
        return f"Värden om {self.whose} som inte jämförs"


def groups(page: SubjectPage, *, with_activities: bool) -> list[Values]:
    """The values by whom they are about; those of single activities left out where an actor has several."""
    found: dict[str, list[Value]] = {}
    for value in page.lookup.values:
        if with_activities or value.level != "verksamheten":
            found.setdefault(value.level, []).append(value)
    return [_values(whose, page, values) for whose, values in found.items()]


def _values(whose: str, page: SubjectPage, values: list[Value]) -> Values:
    shown = [shown_value(value, page.spread_of(value)) for value in values]
    known = sorted((one for one in shown if one.value.value is not None), key=_in_order)
    compared = tuple(one for one in known if one.value.peer_group is not None)
    same = tuple(one for one in compared if one.quartiles and one.plot is None)
    compared = tuple(one for one in compared if one not in same)
    others = tuple(one for one in known if one.value.peer_group is None)
    unknown: dict[str, tuple[ShownValue, ...]] = {}
    for one in shown:
        if one.value.value is None:
            because = one.value.unknown_because or wording.UNKNOWN
            unknown[because] = (*unknown.get(because, ()), one)
    return Values(whose, compared, same, others, tuple(unknown.items()))


def _in_order(one: ShownValue) -> tuple[bool, float, str]:
    """Farthest up among its peers first; of what has no peers, what is something before what is nothing."""
    percentile = one.value.peer_percentile
    return percentile is None, -(percentile or one.value.value or 0.0), one.value.label
