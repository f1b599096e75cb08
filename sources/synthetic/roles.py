"""Who sits where in the companies, from when to when: boards, chief executives, owners and auditors.

The tenures are hidden truth; `companies.py` writes them as events. Which changes were notified to the inspectorate is
drawn here as well, because the same change of the circle is seen from both sides.
"""

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Flags, Floats, Ints, Rng, Texts, arrivals, chance, delay, where
from sources.synthetic.population import COMPANY_PEOPLE, STRAW_PERSONS, Population
from sources.synthetic.setting import Setting

#: Replacements per seat and year; each is an exit and an entry, so a board changes twice as often.
TURNOVER = {
    "board_member": 0.15,
    "deputy": 0.15,
    "ceo": 0.15,
    "partner": 0.08,
    "owner": 0.04,
    "beneficial_owner": 0.04,
    "auditor": 0.07,
}
_STRAW_TURNOVER = 2.4
_REPLACEMENTS = COMPANY_PEOPLE + 700_000
_STRAWS = 24
CIRCLE = ["board_member", "deputy", "ceo", "partner", "owner", "beneficial_owner"]


def tenures(setting: Setting, population: Population) -> pl.DataFrame:
    """Each tenure: operator, role, person, day entered, day left (`NEVER` while it lasts)."""
    rng = setting.stream("roles")
    seats = _seats(rng, population)
    seat, day = _replacements(rng, setting, population, seats)
    founded = population.of_operator("founded")[seats["operator"].to_numpy()]
    spells = (
        pl.DataFrame(
            {
                "seat": np.concatenate([np.arange(seats.height), seat]),
                "entered": np.concatenate([founded, day]),
                "is_first": np.repeat([True, False], [seats.height, len(seat)]),
            }
        )
        .unique(["seat", "entered"], keep="first", maintain_order=True)
        .sort("seat", "entered")
    )
    spells = spells.with_columns(left=pl.col("entered").shift(-1, fill_value=NEVER))
    last = pl.col("seat") != pl.col("seat").shift(-1, fill_value=-1)
    spells = spells.with_columns(
        left=pl.when(last).then(NEVER).otherwise("left"),
        operator=seats["operator"].gather(spells["seat"]),
        role=seats["role"].gather(spells["seat"]),
    )
    spells = spells.with_columns(person=pl.Series(_persons(rng, population, seats, spells)))
    return _auditors_leave_early(setting, population, spells)


def _auditors_leave_early(setting: Setting, population: Population, spells: pl.DataFrame) -> pl.DataFrame:
    """Add `left_early`, told of auditors only: some leave before their term, with the next one late or not coming."""
    rng = setting.stream("auditors")
    entered, left, n = spells["entered"].to_numpy(), spells["left"].to_numpy(), spells.height
    integrity = population.of_operator("integrity_risk")[spells["operator"].to_numpy()]
    is_auditor = (spells["role"] == "auditor").to_numpy()
    early = is_auditor & (left < NEVER) & chance(rng, np.clip(0.3 + 0.12 * integrity, 0.05, 0.9), n)
    slow = chance(rng, np.clip(0.2 + 0.15 * integrity, 0.05, 0.9), n)
    gap = np.where(slow, rng.integers(100, 500, n), rng.integers(0, 60, n))
    gone = is_auditor & (left == NEVER) & chance(rng, np.clip(0.03 + 0.04 * integrity, 0.0, 0.3), n)
    lone = np.maximum(entered, setting.first_day) + rng.integers(60, 700, n)
    left = np.where(early, np.maximum(left - gap, np.minimum(entered + 30, left)), left)
    left = np.where(gone & (lone < setting.last_day), lone, left)
    told = where(is_auditor & (left < NEVER), early | gone)
    return spells.with_columns(left=pl.Series(left), left_early=told)


def _seats(rng: Rng, population: Population) -> pl.DataFrame:
    """The seats of each company by legal form and size."""
    form, size = population.of_operator("legal_form"), population.of_operator("size")
    limited, n = form == "AB", len(form)
    board = np.where(limited, 1 + np.minimum(rng.poisson(0.8 * np.maximum(size, 1) ** 0.35), 6), 0)
    board = np.where(form == "EK", 4, board)
    number = {
        "board_member": board,
        "deputy": (limited & (board <= 2)).astype(np.int64),
        "ceo": (limited & chance(rng, 0.55, n)).astype(np.int64),
        "partner": np.where(np.isin(form, ["HB", "KB"]), 2, 0),
        "owner": limited.astype(np.int64),
        "beneficial_owner": np.isin(form, ["AB", "HB", "KB", "EK"]).astype(np.int64),
        "auditor": ((limited & chance(rng, 0.55, n)) | (form == "EK")).astype(np.int64),
    }
    pieces = [
        pl.DataFrame({"operator": np.repeat(np.arange(n), count)}).with_columns(role=pl.lit(role))
        for role, count in number.items()
    ]
    return pl.concat(pieces)


def _replacements(rng: Rng, setting: Setting, population: Population, seats: pl.DataFrame) -> tuple[Ints, Ints]:
    """When seats get new holders: by turnover, and all at once where a company is sold."""
    operator, role = seats["operator"].to_numpy(), seats["role"].to_numpy()
    founded = population.of_operator("founded")[operator]
    first = np.maximum(founded + 60, setting.first_day - 700)
    until = np.minimum(population.of_operator("procedure_day")[operator], setting.last_day)
    seat, day = arrivals(rng, _turnover(population, operator, role), first, until)
    scheme, honest = population.of_operator("scheme")[operator], population.of_operator("look_alike")[operator]
    when = population.of_operator("scheme_day")[operator]
    straw = (scheme == "straw_board") & ~honest & np.isin(role, ["board_member", "deputy", "ceo"])
    straw_seat, straw_day = arrivals(rng, np.where(straw, _STRAW_TURNOVER, 0.0), np.minimum(when, until), until)
    sold = np.flatnonzero(
        ((scheme == "takeover_of_dormant") | ((scheme == "straw_board") & honest)) & (role != "auditor")
    )
    return np.concatenate([seat, straw_seat, sold]), np.concatenate([day, straw_day, when[sold]])


def _turnover(population: Population, operator: Ints, role: Texts) -> Floats:
    codes, position = np.unique(role, return_inverse=True)
    base = np.array([TURNOVER[str(code)] for code in codes])[position]
    return np.asarray(base * np.exp(0.3 * population.of_operator("integrity_risk")[operator] - 0.045))


def _persons(rng: Rng, population: Population, seats: pl.DataFrame, spells: pl.DataFrame) -> Ints:
    """Who holds each tenure: mostly persons of one company only; some sit in several."""
    operator, role = spells["operator"].to_numpy(), spells["role"].to_numpy()
    first, n = spells["is_first"].to_numpy(), spells.height
    chair = COMPANY_PEOPLE + operator
    person = np.where(first, COMPANY_PEOPLE + 100_000 + spells["seat"].to_numpy(), _REPLACEMENTS + np.arange(n))
    leads = first & (np.isin(role, ["ceo", "owner", "beneficial_owner"])) & chance(rng, 0.75, n)
    first_of_board = first & (role == "board_member") & (np.diff(operator, prepend=-1) != 0)
    person = np.where(leads | first_of_board, chair, person)
    elsewhere = ~first & chance(rng, 0.06, n)
    person = np.where(elsewhere, COMPANY_PEOPLE + 100_000 + rng.integers(0, seats.height, n), person)
    decisive = population.of_operator("decisive")[operator]
    person = np.where(first & (decisive >= 0) & (leads | first_of_board | np.isin(role, CIRCLE[3:])), decisive, person)
    return np.where(_is_straw(population, spells), STRAW_PERSONS + rng.integers(0, _STRAWS, n), person)


def _is_straw(population: Population, spells: pl.DataFrame) -> Flags:
    operator, role = spells["operator"].to_numpy(), spells["role"].to_numpy()
    planted = population.is_planted()[operator] & (population.of_operator("scheme")[operator] == "straw_board")
    late = spells["entered"].to_numpy() >= population.of_operator("scheme_day")[operator]
    return np.asarray(planted & late & np.isin(role, ["board_member", "deputy", "ceo"]))


def notified_circle_changes(setting: Setting, population: Population, held: pl.DataFrame) -> pl.DataFrame:
    """Changes of the owner and management circle that were notified: activity, day, day known."""
    rng = setting.stream("circle notifications")
    new = held.filter(
        ~pl.col("is_first")
        & pl.col("role").is_in(CIRCLE)
        & pl.col("entered").is_between(setting.first_day, setting.last_day)
    ).unique(["operator", "entered"], maintain_order=True)
    operator, day = new["operator"].to_numpy(), new["entered"].to_numpy()
    activity = np.full(population.operators.height, -1)
    activity[population.of_activity("operator")[::-1]] = np.arange(population.activities.height)[::-1]
    concerned = activity[operator]
    integrity, honest = (
        population.of_operator("integrity_risk")[operator],
        population.of_operator("look_alike")[operator],
    )
    planted = population.is_planted()[operator]
    told = chance(rng, np.clip(0.9 - 0.12 * integrity, 0.1, 0.98), len(operator)) | honest
    end = np.concatenate([population.of_activity("end"), [0]])[concerned]
    start = np.concatenate([population.of_activity("start"), [NEVER]])[concerned]
    kept = told & (concerned >= 0) & (day > start) & (day < end) & ~(planted & chance(rng, 0.85, len(operator)))
    known = day + delay(rng, len(day), mean=9, share_late=0.06)
    return pl.DataFrame({"activity": concerned, "day": day, "known": known}).filter(pl.Series(kept))
