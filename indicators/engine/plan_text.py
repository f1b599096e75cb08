"""The plan of the engine as text: what each scan reads, which lanes it paints, and which indicators they feed."""

from collections.abc import Iterable, Sequence

from indicators.definition import Indicator, Level
from indicators.engine.painting.categories import Classes
from indicators.engine.painting.store import day_columns, number_columns, withins
from indicators.engine.scan import Scan, scans
from indicators.lanes import Edge, Lane, Stroke
from indicators.measures import Measure, OfActor
from indicators.registry import catalogue
from indicators.windows import TODAY

#: Indicator and measure, as `indicator.measure`.
Asker = tuple[str, Measure]


def plan_text(indicators: Sequence[Indicator] | None = None) -> str:
    """The plan for some indicators, by default the whole catalogue; ends with a line of totals."""
    chosen = list(catalogue().values()) if indicators is None else list(indicators)
    parts, numbers = [], [0, 0, 0]
    for level in Level:
        askers = _askers(chosen, level)
        for title, asked in _passes(level, askers):
            for scan in scans([measure for _, measure in asked], title[1]):
                parts.append(_scan(title[0], scan, asked))
                strokes = sum(len(lane.strokes) for lane in scan.lanes)
                numbers = [numbers[0] + 1, numbers[1] + len(scan.lanes), numbers[2] + strokes]
    asked_for = sum(len(_askers(chosen, level)) for level in Level)
    total = f"total: {asked_for} questions, {numbers[0]} scans, {numbers[1]} lanes, {numbers[2]} strokes"
    return "\n\n".join([*parts, total]) + "\n"


def _askers(indicators: Iterable[Indicator], level: Level) -> list[Asker]:
    return [
        (f"{each.name}.{name}", measure)
        for each in indicators
        if level in each.levels
        for name, measure in each.measures.items()
    ]


def _passes(level: Level, askers: list[Asker]) -> list[tuple[tuple[str, Level], list[Asker]]]:
    """The level's own questions, and those that are put to the actors behind it."""
    own = [(name, measure) for name, measure in askers if not isinstance(measure, OfActor)]
    of_actors = [(name, measure.of) for name, measure in askers if isinstance(measure, OfActor)]
    passes = [((str(level), level), own), ((f"{level}, of its actor", Level.ACTOR), of_actors)]
    return [(title, asked) for title, asked in passes if asked]


def _scan(title: str, scan: Scan, askers: list[Asker]) -> str:
    shared = ", rows of an actor alone shared among its activities" if scan.else_actor else ""
    classes = Classes.of(scan.lanes)
    names = " ".join(sorted(classes.columns())) or "-"
    lines = [
        f"## {title}: {scan.fact.table} by {scan.about}{shared}",
        f"{len(scan.measures)} measures, {len(scan.lanes)} lanes, {classes.n} classes of rows",
        f"classes by: {names}",
        f"days: {' '.join(sorted(day_columns(scan.lanes)))}",
    ]
    numbers = number_columns(scan.lanes) - day_columns(scan.lanes)
    lines += [f"numbers: {' '.join(sorted(numbers))}"] if numbers else []
    together = ", ".join(" and ".join(columns) for columns in withins(scan.lanes))
    lines += [f"within: {together}"] if together else []
    for lane in scan.lanes:
        lines.append(f"- {_lane(lane)}")
        lines += [f"    {_stroke(stroke)}" for stroke in lane.strokes]
        lines.append(f"    feeds {' '.join(_fed(lane, scan, askers))}")
    without = [name for name, measure in askers if measure in scan.measures and not measure.lanes()]
    lines += [f"- nothing painted: {' '.join(sorted(without))}"] if without else []
    return "\n".join(lines)


def _fed(lane: Lane, scan: Scan, askers: list[Asker]) -> list[str]:
    return sorted(name for name, measure in askers if measure in scan.measures and lane in measure.lanes())


def _lane(lane: Lane) -> str:
    said: str = lane.operation
    if lane.operation == "latest":
        said += f" {lane.value} by {lane.day}"
    if lane.operation == "spaced":
        said += f" {lane.apart} days by {lane.day}"
    return said + (f", within {' and '.join(lane.within)}" if lane.within else "")


def _stroke(stroke: Stroke) -> str:
    where = [f"{column}={'|'.join(map(str, values))}" for column, values in stroke.where]
    where += [f"{stroke.beyond[0]}>{stroke.beyond[1]}"] if stroke.beyond else []
    times = "" if stroke.times == 1 and stroke.column else f"{stroke.times}"
    painted = times + (f"{'·' if times else ''}{stroke.column}" if stroke.column else "")
    begins = " and ".join(map(_edge, stroke.starts)) or "known"
    ends = " or ".join(map(_edge, stroke.ends)) or "no longer known"
    return f"{painted} from {begins} until {ends}" + (f" where {' '.join(where)}" if where else "")


def _edge(edge: Edge) -> str:
    shift = f"{edge.shift:+d}d" if edge.shift else ""
    return edge.column + shift + ("" if edge.back == TODAY else f" + {_back(edge)}")


def _back(edge: Edge) -> str:
    months = f"{edge.back.n}m" if hasattr(edge.back, "days") else ""
    days = getattr(edge.back, "days", edge.back.n)
    return months + (f"{days}d" if days or not months else "")
