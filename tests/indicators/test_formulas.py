"""The helpers of formulas: the worked numbers of the catalogue, and that each row is worked out by itself."""

import polars as pl
import pytest

from indicators import formulas


def value(expression, **columns):
    return pl.DataFrame({name: [number] for name, number in columns.items()}).select(expression).item()


def columns(*names):
    return [pl.col(name) for name in names]


def burst(y, kappa=2.0, y_prev=1.0, e_prev=1.0, e=0.25, cap=60.0):
    kappa_, y_prev_, e_prev_, e_, y_ = columns("kappa", "y_prev", "e_prev", "e", "y")
    expression = formulas.surprise_above(y_, kappa_ + y_prev_, kappa_ + e_prev_, e_, cap)
    return value(expression, y=y, kappa=kappa, y_prev=y_prev, e_prev=e_prev, e=e)


def silence(y, kappa=1.5, e=8.0, cap=4.0):
    return value(formulas.surprise_below(*columns("y", "kappa", "kappa", "e"), cap), y=y, kappa=kappa, e=e)


def test_a_burst_of_tips_as_worked_out():
    assert burst(3.0) == pytest.approx(2.39, abs=5e-3)
    assert 10 ** -burst(3.0) == pytest.approx(0.00404, abs=5e-6)


def test_a_silence_as_worked_out():
    assert silence(0.0) == pytest.approx(1.20, abs=5e-3)
    assert 10 ** -silence(0.0) == pytest.approx((1.5 / 9.5) ** 1.5)


def test_nothing_is_no_surprise_and_what_is_next_to_impossible_is_capped():
    assert burst(0.0) == 0.0
    assert burst(400.0, cap=6.0) == 6.0
    assert silence(400.0) == pytest.approx(0.0, abs=1e-12)
    assert silence(0.0, kappa=50.0, e=4000.0) == 4.0


def test_more_is_more_surprising():
    surprises = [burst(float(y)) for y in range(12)]
    assert surprises == sorted(surprises)
    assert len(set(surprises)) > 8


@pytest.mark.parametrize("unknown", [{"e": 0.0}, {"e": None}, {"kappa": None}])
def test_nothing_is_said_where_nothing_was_expected(unknown):
    assert silence(0.0, **unknown) is None


def test_each_row_is_worked_out_by_itself():
    frame = pl.DataFrame({"y": [0.0, 3.0, None, 5.0], "a": [3.0] * 4, "b": [3.0] * 4, "e": [0.25, 0.25, 0.25, 1.0]})
    whole = frame.select(x=formulas.surprise_above(*columns("y", "a", "b", "e"), 6.0))["x"].to_list()
    alone = [
        frame[number].select(x=formulas.surprise_above(*columns("y", "a", "b", "e"), 6.0)).item() for number in range(4)
    ]
    assert whole == alone
    assert whole[2] is None


def test_shrunk_quotients_as_worked_out():
    assert value(formulas.shrunk_ratio(*columns("k", "y", "e")), k=2.0, y=3.0, e=0.5) == 2.0
    assert value(formulas.shrunk_share(*columns("a", "b", "x", "n")), a=1.0, b=9.0, x=3.0, n=4.0) == 4 / 14
    assert value(formulas.shrunk_rate(*columns("s", "r", "y", "t")), s=1.0, r=2.0, y=3.0, t=2.0) == 1.0
    assert value(formulas.shrunk_mean(*columns("m", "total", "n"), 2), m=6.0, total=42.0, n=3.0) == 54 / 5


def test_change_and_cap_as_worked_out():
    assert value(formulas.log_ratio(*columns("now", "before"), 5.0), now=40.0, before=10.0) == pytest.approx(1.0986123)
    assert value(formulas.capped(pl.col("x"), 5.0), x=7.0) == 5.0
