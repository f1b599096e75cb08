"""How numbers are written in Swedish: decimal comma, thin space between thousands, a real minus sign.

Whole columns at a time. Sentences are made in `reasons.py`.
"""

import polars as pl

from indicators.definition import Unit

#: Narrow and not broken over lines; between thousands and before the per cent sign.
THIN = "\u202f"
MINUS = "\u2212"
UNKNOWN = "okänt"
#: Decimals of a unit that has not two.
DECIMALS = {
    Unit.FLAG: 0,
    Unit.STATE: 0,
    Unit.DAYS: 0,
    Unit.MONTHS: 0,
    Unit.KILOMETRES: 0,
    Unit.AMOUNT: 0,
    Unit.POINTS: 1,
}


def number(column: pl.Expr, decimals: int = 2, *, trim: bool = True) -> pl.Expr:
    """`1 234,5`. With `trim`, decimals that are zero are left out."""
    scale = 10**decimals
    scaled = (column.cast(pl.Float64).abs() * scale).round().cast(pl.Int64)
    text = _thousands(scaled // scale)
    if decimals:
        fraction = (scaled % scale).cast(pl.String).str.zfill(decimals)
        fraction = fraction.str.strip_chars_end("0") if trim else fraction
        text = pl.when(fraction == "").then(text).otherwise(text + "," + fraction)
    is_negative = (column < 0) & (scaled > 0)
    return pl.when(is_negative).then(pl.lit(MINUS) + text).otherwise(text).fill_null(UNKNOWN)


def percent(share: pl.Expr) -> pl.Expr:
    """`28,6 %`."""
    text = number(share * 100, 1)
    return pl.when(share.is_null()).then(text).otherwise(text + THIN + "%")


def points(column: pl.Expr) -> pl.Expr:
    """Points of a score, always with one decimal."""
    return number(column, 1, trim=False)


def signed_points(column: pl.Expr) -> pl.Expr:
    """Points with their sign, `+4,1`."""
    return pl.when(column > 0).then(pl.lit("+") + points(column)).otherwise(points(column))


def quantity(column: pl.Expr, unit: Unit) -> pl.Expr:
    """A value in the way of its unit."""
    return percent(column) if unit in {Unit.SHARE, Unit.PERCENTILE} else number(column, DECIMALS.get(unit, 2))


def _thousands(whole: pl.Expr) -> pl.Expr:
    grouped = whole.cast(pl.String).str.reverse().str.replace_all(r"(\d{3})", "${1}" + THIN)
    return grouped.str.reverse().str.strip_chars(THIN)
