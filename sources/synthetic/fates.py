"""What becomes of operators and activities in the ordinary way: closures, insolvency, revoked permits, takeovers.

Only what happens and when; what is told about it, to whom and how late, belongs in the modules of the deliveries.
"""

import numpy as np

from sources.synthetic.draws import NEVER, Floats, Ints, Rng, arrivals, between, chance, pick, pick_distinct
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting

#: Revoked permits in one year at full scale.
REVOCATIONS_A_YEAR = 50
#: Yearly rates of company procedures per limited company.
PROCEDURES = {"bankruptcy": 0.006, "voluntary_liquidation": 0.004, "liquidation": 0.0015, "reorganisation": 0.0015}


def decide(setting: Setting, population: Population) -> Population:
    """Add the days of insolvency, revocation, takeover and closure."""
    rng = setting.stream("fates")
    population = _procedures(rng, setting, population)
    population = _takeovers(rng, setting, population)
    population = _revocations(rng, setting, population)
    return _closures(rng, setting, population)


def _procedures(rng: Rng, setting: Setting, population: Population) -> Population:
    """One procedure at most for each company, on one day."""
    n = population.operators.height
    is_company = np.isin(population.of_operator("legal_form"), ["AB", "HB", "KB", "EK"])
    small = population.of_operator("size") <= np.maximum(3, 10 * setting.scale)
    risk = np.exp(0.7 * population.of_operator("integrity_risk")) * small * is_company
    first = np.maximum(population.of_operator("founded") + 200, setting.first_day)
    who, day = arrivals(rng, sum(PROCEDURES.values()) * risk, first, np.full(n, setting.last_day))
    when, kind = np.full(n, NEVER), np.full(n, "none", dtype="<U24")
    when[who], kind[who] = day, pick(rng, PROCEDURES, len(who))
    return population.with_operators(procedure=kind, procedure_day=when)


def _takeovers(rng: Rng, setting: Setting, population: Population) -> Population:
    """Activities that another operator of the same kind takes over."""
    private = population.of_activity("operator_type") == "private"
    start = np.maximum(population.of_activity("start") + 200, setting.first_day)
    who, day = arrivals(rng, np.where(private, 0.006, 0.0), start, np.full(len(start), setting.last_day - 60))
    taken, next_operator = population.of_activity("taken_over").copy(), population.of_activity("operator").copy()
    form = population.of_activity("form_code")
    candidates = np.flatnonzero(private)
    successor = candidates[rng.integers(0, len(candidates), len(who))]
    older = population.of_operator("founded")[next_operator[successor]] < day - 120
    fit = (form[successor] == form[who]) & older & (next_operator[successor] != next_operator[who])
    taken[who[fit]], next_operator[who[fit]] = day[fit], next_operator[successor[fit]]
    registered = population.of_operator("registered").copy()
    np.minimum.at(registered, next_operator[who[fit]], day[fit] - 50)
    population = population.with_operators(registered=registered)
    return population.with_activities(taken_over=taken, next_operator=next_operator)


def _revocations(rng: Rng, setting: Setting, population: Population) -> Population:
    """The days on which permits are revoked: mostly where care or integrity is bad."""
    n = population.activities.height
    revoked = np.full(n, NEVER)
    danger = _danger(population)
    for year in setting.calendar_years():
        share = setting.share_of_year(year)
        wanted = round(REVOCATIONS_A_YEAR * setting.scale * share)
        low, high = _inside(setting, year)
        at_risk = (population.of_activity("start") < low - 150) & (revoked == NEVER)
        chosen = pick_distinct(rng, danger * at_risk, wanted)
        revoked[chosen] = between(rng, low, high, len(chosen))
    return population.with_activities(revoked=revoked)


def _danger(population: Population) -> Floats:
    operator = population.of_activity("operator")
    private = population.of_activity("operator_type") == "private"
    integrity = population.of_operator("integrity_risk")[operator]
    size = population.of_operator("size")[operator]
    untouched = population.of_activity("taken_over") == NEVER
    return np.asarray(private * untouched * np.exp(1.3 * population.of_activity("risk") + 0.7 * integrity) / size**0.5)


def _inside(setting: Setting, year: int) -> tuple[int, int]:
    first_of_year = int(np.datetime64(f"{year}-01-01").astype("datetime64[D]").astype(np.int64))
    last_of_year = int(np.datetime64(f"{year}-12-31").astype("datetime64[D]").astype(np.int64))
    low, high = max(first_of_year, setting.first_day), min(last_of_year, setting.last_day)
    return low, max(low, high)


def _closures(rng: Rng, setting: Setting, population: Population) -> Population:
    """The last day of each activity: ordinary closure, after insolvency, or after a revocation that held."""
    n = population.activities.height
    start, private = population.of_activity("start"), population.of_activity("operator_type") == "private"
    rate = np.where(private, 0.034, 0.015) * np.exp(0.15 * population.of_activity("risk"))
    rate = np.where(population.of_activity("operator_type") == "state", 0.0, rate)
    who, day = arrivals(rng, rate, np.maximum(start + 180, setting.first_day), np.full(n, setting.last_day))
    end = np.full(n, NEVER)
    np.minimum.at(end, who, day)
    revoked = population.of_activity("revoked")
    end = np.where(revoked < NEVER, revoked + 30 + rng.integers(0, 90, n), end)
    end = np.where((revoked < NEVER) & chance(rng, 0.2, n), NEVER, end)
    end = np.where(revoked < NEVER, end, np.minimum(end, _after_insolvency(rng, population, end)))
    taken = population.of_activity("taken_over")
    end = np.where((taken < NEVER) & (end < taken + 90), taken + 90, end)
    return population.with_activities(end=np.maximum(end, start + 30))


def _after_insolvency(rng: Rng, population: Population, end: Ints) -> Ints:
    """Bankruptcy and liquidation end the company's activities within weeks."""
    operator = population.of_activity("operator")
    ends = np.isin(population.of_operator("procedure"), ["bankruptcy", "voluntary_liquidation", "liquidation"])[
        operator
    ]
    untouched = population.of_activity("taken_over") == NEVER
    day = population.of_operator("procedure_day")[operator] + rng.integers(0, 60, len(end))
    return np.where(ends & untouched, day, NEVER).astype(np.int64)
