"""Delivery `company`: each company as its own register has it, from when it was formed, with what changed since.

Most entries say the same as the care register; some do not, because nobody was told. What happened to a company and
when is in `fates.py` and `companies.py`, who sits in it in `roles.py`.
"""

import datetime as dt

import numpy as np
import polars as pl

from sources.synthetic import names
from sources.synthetic.draws import NEVER, Floats, Ints, Rng, chance, dates, delay, pick, shifted, where
from sources.synthetic.population import N_MUNICIPALITIES, Population, municipalities
from sources.synthetic.setting import Setting
from tables.months import day_number

ENTERED = ("AB", "HB", "KB", "EK", "EF")
ADDRESS_KINDS = {
    "street": 0.9,
    "box": 0.04,
    "care_of": 0.025,
    "office_hotel": 0.015,
    "accountant": 0.015,
    "protected": 0.005,
}
#: Each municipality has so many houses that several companies share, whoever they are.
HOUSES = 1
_OWNERS_REGISTERED = day_number(dt.date(2018, 2, 1))
#: What a change can set; null = as it was.
_CHANGING = ("company_name", "legal_form", "status", "place", "group_id", "owner_state", "seat")


def rows(
    setting: Setting, population: Population, events: pl.DataFrame, operators: pl.DataFrame, relations: pl.DataFrame
) -> pl.DataFrame:
    """Each company as formed, and again from each day on which something changed.

    Args:
        setting: size and period.
        population: who there is.
        events: the delivery of company events, which the entries agree with.
        operators: the care register's operators, whose new names the company register had first.
        relations: relations between operators, for the groups.
    """
    rng = setting.stream("company entries")
    entered = np.flatnonzero(np.isin(population.of_operator("legal_form"), ENTERED))
    formed = _formed(rng, population, entered)
    numbers = population.operators.select("operator_id", "operator", "operator_name")
    happened = events.unique("event_id", keep="first", maintain_order=True).join(numbers, on="operator_id")
    pieces = [
        formed,
        _moved(rng, happened),
        _struck_off(happened),
        _dormant(rng, setting, population, entered),
        _new_names(rng, happened, operators.join(numbers.select("operator_id", "operator"), on="operator_id")),
        _grouped(relations, numbers),
        _owners_told(rng, setting, population, entered),
        _converted(rng, setting, population, entered),
    ]
    changes = pl.concat(pieces, how="diagonal_relaxed").join(formed.select("operator", formed="day"), on="operator")
    changes = changes.filter(pl.col("day").is_between("formed", setting.last_day)).sort(
        "operator", "day", maintain_order=True
    )
    held = changes.with_columns(pl.col(_CHANGING).forward_fill().over("operator"))
    held = held.unique(["operator", "day"], keep="last", maintain_order=True)
    return _written(rng, setting, population, held)


def _formed(rng: Rng, population: Population, entered: Ints) -> pl.DataFrame:
    founded = population.of_operator("founded")[entered]
    sole = population.of_operator("legal_form")[entered] == "EF"
    owner_state = np.where(sole, "exempt", np.where(founded >= _OWNERS_REGISTERED, "none", ""))
    return pl.DataFrame(
        {
            "operator": entered,
            "day": founded,
            "company_name": population.operators["operator_name"].gather(entered),
            "legal_form": population.of_operator("legal_form")[entered],
            "status": np.full(len(entered), "active"),
            "place": _first_places(rng, population, entered),
            "seat": population.of_operator("municipality")[entered],
            "group_id": pl.Series(np.full(len(entered), None), dtype=pl.String),
            "owner_state": where(owner_state != "", owner_state),
        }
    )


def _first_places(rng: Rng, population: Population, entered: Ints) -> Ints:
    """Where each company is: a number of its own, a shared house (below 0), or with others of a planted case."""
    risk = np.exp(0.5 * population.of_operator("integrity_risk")[entered])
    seat = population.of_operator("municipality")[entered]
    shared = chance(rng, np.clip(0.05 * risk, 0, 0.3), len(entered))
    place = np.where(shared, -1 - (seat * HOUSES + rng.integers(0, HOUSES, len(entered))), entered)
    scheme, case = population.of_operator("scheme")[entered], population.of_operator("scheme_case")[entered]
    together = population.is_planted()[entered] & np.isin(scheme, ["serial_bankruptcy", "moved_away"])
    first_of_case: dict[tuple[str, int], int] = {}
    for row in np.flatnonzero(together & (case % 2 == 0)).tolist():
        key = (str(scheme[row]), int(case[row]))
        place[row] = first_of_case.setdefault(key, int(entered[row]))
    return np.asarray(place, dtype=np.int64)


def _moved(rng: Rng, happened: pl.DataFrame) -> pl.DataFrame:
    """New addresses; now and then in another municipality, which the care register is not told."""
    moved = happened.filter(pl.col("kind") == "address_changed").with_row_index("move")
    away = chance(rng, 0.06, moved.height)
    seat = rng.integers(0, N_MUNICIPALITIES, moved.height)
    return moved.select(
        "operator",
        day=_day("event_date"),
        place=pl.col("move").cast(pl.Int64) + 1_000_000,
        seat=where(away, seat),
    )


def _struck_off(happened: pl.DataFrame) -> pl.DataFrame:
    gone = happened.filter(pl.col("kind") == "struck_off")
    return gone.select("operator", day=_day("event_date"), status=pl.lit("struck_off"))


def _dormant(rng: Rng, setting: Setting, population: Population, entered: Ints) -> pl.DataFrame:
    """Companies that lie still: those whose homes do by plan, and a few others, for a year or so."""
    few = entered[chance(rng, 0.002 * setting.years, len(entered))]
    begins = setting.first_day + rng.integers(0, setting.last_day - setting.first_day, len(few))
    until = begins + rng.integers(200, 900, len(few))
    struck = population.of_operator("procedure_day")[few] < NEVER
    still = pl.DataFrame({"operator": few, "day": begins, "until": until}).filter(pl.Series(~struck))
    sold = np.flatnonzero(population.of_activity("dormant_from") < NEVER)
    planned = pl.DataFrame(
        {
            "operator": population.of_activity("operator")[sold],
            "day": population.of_activity("dormant_from")[sold] + 30,
            "until": population.of_activity("dormant_until")[sold],
        }
    )
    both = pl.concat([still, planned])
    asleep = both.select("operator", "day", status=pl.lit("dormant"))
    return pl.concat([asleep, both.select("operator", day="until", status=pl.lit("active"))])


def _new_names(rng: Rng, happened: pl.DataFrame, operators: pl.DataFrame) -> pl.DataFrame:
    """Names the care register took over later, names spelt anew, and a few that it was never told."""
    later = operators.filter(pl.col("known_at") > pl.col("known_at").min().over("operator"))
    told = later.select(
        "operator",
        day=_day("known_at") - pl.Series(rng.integers(10, 80, later.height)),
        company_name="operator_name",
    )
    changed = happened.filter(pl.col("kind") == "name_changed")
    untold = pl.Series(chance(rng, 0.12, changed.height), dtype=pl.Boolean)
    name = pl.col("operator_name")
    spelt_anew = pl.when(untold).then(name.str.replace(" ", " Nya ")).otherwise(name.str.replace(" AB$", " Aktiebolag"))
    return pl.concat([told, changed.select("operator", day=_day("event_date"), company_name=spelt_anew)])


def _grouped(relations: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Pairs of operators that are registered as one group, once each."""
    pairs = relations.filter(pl.col("relation") == "group").unique("operator_id", keep="first", maintain_order=True)
    pairs = pairs.unique("other_operator_id", keep="first", maintain_order=True)
    pairs = pairs.filter(~pl.col("operator_id").is_in(pairs["other_operator_id"].implode()))
    first = pl.col("operator").cast(pl.String).str.zfill(5)
    pairs = pairs.join(numbers, on="operator_id").with_columns(group_id=pl.lit("K") + first)
    ends = [
        pairs.select("group_id", operator_id=name, day=_day("valid_from"))
        for name in ("operator_id", "other_operator_id")
    ]
    return pl.concat(ends).join(numbers, on="operator_id").select("operator", "day", "group_id")


def _owners_told(rng: Rng, setting: Setting, population: Population, entered: Ints) -> pl.DataFrame:
    """Beneficial owners are registered within weeks; some never, some are later found to be wrong."""
    companies = entered[population.of_operator("legal_form")[entered] != "EF"]
    risk, n = np.exp(0.6 * population.of_operator("integrity_risk")[companies]), len(companies)
    day = np.maximum(population.of_operator("founded")[companies], _OWNERS_REGISTERED) + rng.integers(3, 26, n)
    never = chance(rng, np.clip(0.01 * risk, 0, 0.2), n)
    told = pl.DataFrame({"operator": companies, "day": day}).with_columns(
        owner_state=pl.select(
            pl.when(pl.Series(never)).then(pl.lit("none")).otherwise(pl.lit("registered"))
        ).to_series()
    )
    wrong = companies[chance(rng, np.clip(0.01 * risk, 0, 0.2), n)]
    found = setting.first_day + rng.integers(30, setting.last_day - setting.first_day, len(wrong))
    state = pick(rng, {"discrepancy": 0.7, "unidentified": 0.3}, len(wrong))
    return pl.concat([told, pl.DataFrame({"operator": wrong, "day": found, "owner_state": state})])


def _converted(rng: Rng, setting: Setting, population: Population, entered: Ints) -> pl.DataFrame:
    """Partnerships that became limited companies; the care register still has the old form."""
    form = population.of_operator("legal_form")[entered]
    became = entered[np.isin(form, ["HB", "KB"]) & chance(rng, 0.08, len(entered))]
    day = setting.first_day + rng.integers(0, setting.last_day - setting.first_day, len(became))
    return pl.DataFrame({"operator": became, "day": day}).with_columns(legal_form=pl.lit("AB"))


def _written(rng: Rng, setting: Setting, population: Population, held: pl.DataFrame) -> pl.DataFrame:
    operator, day, n = held["operator"].to_numpy(), held["day"].to_numpy(), held.height
    known = day + delay(rng, n, mean=9, share_late=0.03)
    known = np.where(day < setting.first_day, np.minimum(known, setting.first_day - 1), known)
    excludes_care = chance(
        rng, np.clip(0.02 * np.exp(0.4 * _integrity(population)), 0, 0.2), population.operators.height
    )
    form = population.of_operator("legal_form")[operator]
    entries = held.select(
        "company_name",
        "legal_form",
        "status",
        "group_id",
        "owner_state",
        operator_id=population.operators["operator_id"].gather(operator),
        municipality_code=municipalities()["code"].gather(held["seat"]),
        describes_care=where(form != "EF", ~excludes_care[operator]),
        formed_at=where(form != "EF", dates(population.of_operator("founded")[operator])),
        valid_from=dates(day),
        known_at=dates(known),
        **_addresses(setting, population, held),
    )
    wrong = entries.filter(pl.Series(chance(rng, 0.004, n)) & pl.col("address").is_not_null())
    later = rng.integers(10, 200, wrong.height)
    corrected = wrong.with_columns(address=pl.col("address") + " A", known_at=shifted("known_at", later))
    return pl.concat([entries, corrected])


def _integrity(population: Population) -> Floats:
    return np.asarray(population.of_operator("integrity_risk"), dtype=np.float64)


def _addresses(setting: Setting, population: Population, held: pl.DataFrame) -> dict[str, pl.Series]:
    """Address, postal code and kind of each place; a protected address is empty."""
    rng = setting.stream("company addresses")
    place, position = np.unique(held["place"].to_numpy(), return_inverse=True)
    seats = held.unique("place", keep="first", maintain_order=True).sort("place")["seat"].to_numpy()
    kind = np.where(place < 0, "street", pick(rng, ADDRESS_KINDS, len(place)))
    planted = population.is_planted() & (population.of_operator("scheme") == "straw_board")
    hidden = np.isin(place, np.flatnonzero(planted)) & chance(rng, 0.6, len(place))
    kind = np.where(hidden, "care_of", kind)
    address = names.addresses(rng, len(place))
    postal = pl.Series(10_000 + 300 * seats + rng.integers(0, 300, len(place))).cast(pl.String)
    open_to_all = kind != "protected"
    return {
        "address": where(open_to_all, address).gather(position),
        "postal_code": where(open_to_all, postal).gather(position),
        "address_type": pl.Series(kind).gather(position),
    }


def _day(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Int32).cast(pl.Int64)
