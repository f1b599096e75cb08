"""How numbers are written."""

import polars as pl
import pytest

from indicators import swedish
from indicators.definition import Unit

THIN = "\u202f"


def written(expression, value):
    return pl.DataFrame({"x": [value]}, schema={"x": pl.Float64}).select(expression(pl.col("x"))).item()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.5, "1,5"),
        (1.501, "1,5"),
        (2.0, "2"),
        (0.05, "0,05"),
        (1234.5, f"1{THIN}234,5"),
        (1_234_567.0, f"1{THIN}234{THIN}567"),
        (999.999, f"1{THIN}000"),
        (-0.8, "−0,8"),
        (-0.001, "0"),
        (None, "okänt"),
    ],
)
def test_a_number_has_decimal_comma_and_thin_thousands(value, text):
    assert written(swedish.number, value) == text


@pytest.mark.parametrize(("value", "text"), [(0.286, "28,6"), (0.5, "50"), (1.0, "100"), (0.0, "0")])
def test_a_share_is_written_in_per_cent(value, text):
    assert written(swedish.percent, value) == f"{text}{THIN}%"


def test_an_unknown_share_has_no_per_cent_sign():
    assert written(swedish.percent, None) == "okänt"


@pytest.mark.parametrize(("value", "text"), [(4.1, "+4,1"), (-1.64, "−1,6"), (0.0, "0,0"), (45.0, "+45,0")])
def test_points_carry_their_sign_and_one_decimal(value, text):
    assert written(swedish.signed_points, value) == text


def test_exact_decimals_are_written_as_well():
    frame = pl.DataFrame({"x": [28.2353]}).select(pl.col("x").cast(pl.Decimal(9, 4)))
    assert frame.select(swedish.signed_points(pl.col("x"))).item() == "+28,2"


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (Unit.SHARE, 0.25, f"25{THIN}%"),
        (Unit.DAYS, 1547.0, f"1{THIN}547"),
        (Unit.POINTS, 15.33, "15,3"),
        (Unit.COUNT, 3.0, "3"),
        (Unit.RATIO, 1.184, "1,18"),
        (Unit.LOG_RATIO, 1.0986, "1,1"),
        (Unit.PERCENTILE, 0.995, f"99,5{THIN}%"),
        (Unit.AMOUNT, 5_000_000.0, f"5{THIN}000{THIN}000"),
        (Unit.MONTHS, 33.0, "33"),
        (Unit.KILOMETRES, 514.4, "514"),
        (Unit.SURPRISE, 2.456, "2,46"),
    ],
)
def test_a_quantity_is_written_in_the_way_of_its_unit(unit, value, text):
    assert written(lambda column: swedish.quantity(column, unit), value) == text
