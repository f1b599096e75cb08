"""Why an activity stands where it stands, in Swedish sentences made from contributions and the catalogue's templates.

Reasons for a score, facts that speak against it, and what is unknown. Numbers are written by `swedish.py`; the words
about an indicator stand in its own file. No adjectives and no guess about intent.
"""

import re
import string
from collections.abc import Callable, Mapping

import polars as pl

from indicators import swedish
from indicators.definition import Indicator, Level
from indicators.scoring.score import FLOOR
from tables.code_lists import labels_of

MOST_REASONS = 5
KEY = ("as_of", "target", "activity_id")
PARTS = {Level.ACTIVITY.value: "verksamheten", Level.ACTOR.value: "aktören"}
FLOOR_TEXT = "Poängen kan inte bli lägre än noll."
NOTHING = "Ingen uppgift höjer poängen."
SOLE_TRADER = "Enskild näringsidkare: poäng sätts inte i detta mål, bara åtgärdsposter visas."
#: Legitimate explanations are so common that the reason itself must list them.
EXPLAIN = "L7"
_VALUES = ("value", "y", "exposure", "peer_median", "peer_n", "missing_reason")


def lines(
    contributions: pl.DataFrame, values: pl.DataFrame, scores: pl.DataFrame, catalogue: Mapping[str, Indicator]
) -> pl.DataFrame:
    """One sentence per contribution: `<label>: <reason> Vanligt bland jämförbara: <usual>. (+4,1 av 45,2 · aktören)`.

    Returns:
        The contributions with `text`, `explanations`, `cleared_by`, `missing_reason` and `kind`: raises, against,
        neutral, unknown or floor; in the order of the contributions.
    """
    keys = list(KEY)
    entity = pl.when(pl.col("level").cast(pl.String) == Level.ACTOR.value).then("actor_id").otherwise("activity_id")
    joined = contributions.join(scores.select(*keys, "actor_id", "score"), on=keys, how="left", validate="m:1")
    known = values.select("as_of", "indicator_id", "level", "entity_id", *_VALUES)
    frame = (
        joined.with_columns(pl.col("level").cast(pl.String), entity_id=entity)
        .join(
            known.with_columns(pl.col("level").cast(pl.String)),
            on=["as_of", "indicator_id", "level", "entity_id"],
            how="left",
        )
        .with_columns(kind=_kind())
    )
    parts = [
        _worded(part, catalogue.get(name)) for (name,), part in frame.partition_by("indicator_id", as_dict=True).items()
    ]
    schema = pl.Schema({**frame.schema, **dict.fromkeys(("text", "explanations", "cleared_by"), pl.String())})
    return pl.concat([schema.to_frame(), *parts]).sort(*keys, "order")


def reasons(
    contributions: pl.DataFrame, values: pl.DataFrame, scores: pl.DataFrame, catalogue: Mapping[str, Indicator]
) -> pl.DataFrame:
    """Per activity and target the text of its reasons: at most five, strongest first, then the rest in one line."""
    keys = list(KEY)
    raising = contributions.filter((pl.col("points") > 0) & pl.col("indicator_id").is_in(list(catalogue)))
    strongest = raising.filter(pl.col("order").rank("ordinal").over(keys) <= MOST_REASONS)
    shown = (
        lines(strongest, values, scores, catalogue)
        .group_by(keys, maintain_order=True)
        .agg(pl.col("text"), shown=pl.col("points").sum(), n_shown=pl.len())
    )
    counted = contributions.filter(pl.col("points") != 0).group_by(keys).agg(n=pl.len())
    frame = (
        scores.join(shown, on=keys, how="left")
        .join(counted, on=keys, how="left")
        .with_columns(pl.col("n", "n_shown").fill_null(0), rest=pl.col("score") - pl.col("shown").fill_null(0))
    )
    text = pl.concat_list(_basis(), pl.col("text").fill_null([]), _rest()).list.drop_nulls().list.join("\n")
    return frame.select(*keys, reasons=text)


def fill(template: str, indicator: Indicator) -> pl.Expr:
    """A template of the catalogue as an expression over rows of indicator values.

    Fields: `value`, `y`, `exposure`, `median`, `peer_n`, `state` (a state's label) and `months` (the window's length).

    Raises:
        KeyError: the template asks for another field.
    """
    parts = []
    for literal, name, _, _ in string.Formatter().parse(template):
        if literal:
            parts.append(pl.lit(literal))
        if name is not None:
            if name not in FIELDS:
                raise KeyError(f"{indicator.name}: a template asks for {{{name}}}; use one of {', '.join(FIELDS)}")
            parts.append(FIELDS[name](indicator))
    return pl.concat_str(parts) if parts else pl.lit("")


def _state(indicator: Indicator) -> pl.Expr:
    """The indicator's own word for its value; the number where it has none."""
    state = pl.col("value").cast(pl.Int64)
    if not indicator.states:
        return swedish.number(state, 0)
    return state.replace_strict(dict(indicator.states), default=swedish.UNKNOWN, return_dtype=pl.String)


def _months(indicator: Indicator) -> pl.Expr:
    found = re.search(r"_(\d+)m$", indicator.name)
    return pl.lit(found.group(1) if found else swedish.UNKNOWN)


#: Field of a template → how it is written.
FIELDS: Mapping[str, Callable[[Indicator], pl.Expr]] = {
    "value": lambda indicator: swedish.quantity(pl.col("value"), indicator.unit),
    "median": lambda indicator: swedish.quantity(pl.col("peer_median"), indicator.unit),
    "y": lambda _: swedish.number(pl.col("y")),
    "exposure": lambda _: swedish.number(pl.col("exposure")),
    "peer_n": lambda _: swedish.number(pl.col("peer_n"), 0),
    "state": _state,
    "months": _months,
}


def _fact(indicator: Indicator) -> pl.Expr:
    return pl.lit(f"{indicator.label}: ") + _sentence(fill(indicator.reason, indicator))


def _sentence(text: pl.Expr) -> pl.Expr:
    return text.str.strip_chars_end(". ") + "."


def _kind() -> pl.Expr:
    return (
        pl.when(pl.col("indicator_id") == FLOOR)
        .then(pl.lit("floor"))
        .when(~pl.col("is_known"))
        .then(pl.lit("unknown"))
        .when(pl.col("points") > 0)
        .then(pl.lit("raises"))
        .when(pl.col("points") < 0)
        .then(pl.lit("against"))
        .otherwise(pl.lit("neutral"))
    )


def _worded(frame: pl.DataFrame, indicator: Indicator | None) -> pl.DataFrame:
    """The rows of one indicator with their words; `None` is the floor."""
    share = pl.lit(" (") + swedish.signed_points(pl.col("points")) + " av " + swedish.points(pl.col("score"))
    if indicator is None:
        text = pl.lit(FLOOR_TEXT) + share + ")"
        return frame.with_columns(text=text, explanations=pl.lit(""), cleared_by=pl.lit(""))
    why = pl.col("missing_reason").replace_strict(
        labels_of("missing_reasons"), default=swedish.UNKNOWN, return_dtype=pl.String
    )
    unknown = pl.lit(f"{indicator.label}: okänt, ") + why + "."
    usual = pl.lit(" Vanligt bland jämförbara: ") + _sentence(fill(indicator.usual, indicator))
    explanations = " ".join(indicator.explanations)
    listed = f" Möjliga förklaringar: {explanations}" if EXPLAIN in indicator.limits and explanations else ""
    known = _fact(indicator) + usual + listed + share + f" · {PARTS[indicator.level.value]})"
    return frame.with_columns(
        text=pl.when(pl.col("is_known")).then(known).otherwise(unknown),
        explanations=pl.lit(explanations),
        cleared_by=pl.lit(indicator.cleared_by),
    )


def _basis() -> pl.Expr:
    """What is said first, where the activity is not ranked or nothing raises its score."""
    basis = pl.col("basis").cast(pl.String)
    known = (
        pl.lit("Otillräckligt underlag: ")
        + swedish.percent(pl.col("coverage"))
        + " av vikten bygger på kända uppgifter."
    )
    nothing = pl.when(pl.col("n_shown") == 0).then(pl.lit(NOTHING))
    return (
        pl.when(basis == "sole_trader")
        .then(pl.lit(SOLE_TRADER))
        .when(basis == "insufficient")
        .then(known)
        .otherwise(nothing)
    )


def _rest() -> pl.Expr:
    n = pl.col("n") - pl.col("n_shown")
    what = pl.when(n == 1).then(pl.lit("Övrig uppgift: ")).otherwise(pl.format("Övriga {} uppgifter: ", n))
    text = what + swedish.signed_points(pl.col("rest")) + " av " + swedish.points(pl.col("score")) + "."
    return pl.when(n > 0).then(text)
