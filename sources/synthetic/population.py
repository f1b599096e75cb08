"""Who there is: operators and activities with all that is true of them, also what no delivery tells.

Everything here is hidden truth (quality of care, integrity, when something really happened). What the register says
about it, and when, belongs in the modules of the deliveries. Planted schemes are put on top in `schemes.py`.
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sources.synthetic import forms, identity_numbers, names
from sources.synthetic.draws import NEVER, Flags, Ints, Rng, Texts, chance, pick, pick_distinct, pick_index
from sources.synthetic.setting import Setting
from tables.code_lists import code_list

N_MUNICIPALITIES = 290
#: Persons by running number: managers from 0, people of companies, sole traders, and straw persons.
COMPANY_PEOPLE, SOLE_TRADERS, STRAW_PERSONS = 1_000_000, 3_000_000, 3_400_000
LEGAL_FORMS = {"AB": 0.82, "HB": 0.025, "KB": 0.01, "EK": 0.04, "IF": 0.03, "ST": 0.03, "TS": 0.005, "EF": 0.04}
FIRST_EVER = 10_227  # 1998-01-01


@dataclass(frozen=True)
class Population:
    """Operators (row number = `operator`) and activities (row number = `activity`)."""

    operators: pl.DataFrame
    activities: pl.DataFrame

    def of_operator(self, column: str) -> Texts:
        """A column of the operators."""
        return self.operators[column].to_numpy()

    def of_activity(self, column: str) -> Texts:
        """A column of the activities."""
        return self.activities[column].to_numpy()

    def with_activities(self, **columns: Texts) -> "Population":
        """The same population with columns of activities replaced or added."""
        return replace(self, activities=self.activities.with_columns(**{k: pl.Series(v) for k, v in columns.items()}))

    def with_operators(self, **columns: Texts) -> "Population":
        """The same population with columns of operators replaced or added."""
        return replace(self, operators=self.operators.with_columns(**{k: pl.Series(v) for k, v in columns.items()}))

    def is_planted(self) -> Flags:
        """Which operators play a part in a planted scheme; honest look-alikes do not."""
        return np.asarray((self.of_operator("scheme") != "none") & ~self.of_operator("look_alike"))

    def operator_on(self, activity: Ints, day: Ints) -> Ints:
        """Who runs each activity on the given day, takeovers considered."""
        moved = day >= self.of_activity("taken_over")[activity]
        return np.where(moved, self.of_activity("next_operator")[activity], self.of_activity("operator")[activity])


def municipalities() -> pl.DataFrame:
    """The 290 municipalities in code order, with their weight in the country."""
    return code_list("municipalities").sort("code").with_columns(weight=pl.col("population_2016").cast(pl.Float64))


def build(setting: Setting) -> Population:
    """Draw operators and activities."""
    rng = setting.stream("population")
    form_code = np.repeat(
        np.array(list(forms.SHARES)), list(forms.counts(setting.activities, setting.last_day - 60).values())
    )
    kind = _operator_types(rng, form_code)
    operator, n_private = _operators_of(rng, setting, form_code, kind)
    n_refused = max(4, round(110 * setting.years * setting.scale))
    operators = _operator_frame(rng, n_private + n_refused)
    activities = _activity_frame(rng, setting, form_code, kind, operator, operators)
    return Population(_founded(rng, setting, operators, activities), activities)


def _operator_types(rng: Rng, form_code: Texts) -> Texts:
    codes, position = np.unique(form_code, return_inverse=True)
    private = np.array([forms.SHARES[str(code)].private for code in codes])[position]
    regional = np.array([forms.SHARES[str(code)].regional for code in codes])[position]
    draw = rng.random(len(form_code))
    kind = np.where(draw < private, "private", np.where(draw < private + regional, "regional", "municipal"))
    return np.where(form_code == "SIS", "state", kind)


def _operators_of(rng: Rng, setting: Setting, form_code: Texts, kind: Texts) -> tuple[Ints, int]:
    """The operator of each activity, and how many private operators there are."""
    weight = municipalities()["weight"].to_numpy()
    operator = pick_index(rng, weight**0.92, len(form_code))
    operator = np.where(kind == "regional", N_MUNICIPALITIES + rng.integers(0, 20, len(form_code)), operator)
    operator = np.where(kind == "state", N_MUNICIPALITIES + 20, operator)
    site_bound = forms.facts(form_code).site_bound
    sited = np.flatnonzero((kind == "private") & site_bound)
    company_wide = np.flatnonzero((kind == "private") & ~site_bound)
    n_sited = _chains(rng, setting, form_code, sited, operator)
    _company_wide(rng, form_code, company_wide, operator, n_sited)
    used, position = np.unique(operator[kind == "private"], return_inverse=True)
    operator[kind == "private"] = N_MUNICIPALITIES + 21 + position
    return operator, len(used)


def _chains(rng: Rng, setting: Setting, form_code: Texts, sited: Ints, operator: Ints) -> int:
    """Give site-bound private activities to operators: a few large chains, many single homes."""
    large = np.array([200, 130, 90, 70, 55, 45, 40, 35, 30, 30, 25, 25, 22, 20, 20]) * setting.scale
    small = rng.choice(np.array([1, 2, 3, 5, 8, 14]), size=len(sited), p=[0.62, 0.17, 0.09, 0.07, 0.035, 0.015])
    sizes = np.concatenate([np.maximum(np.round(large), 2).astype(np.int64), small])
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), len(sited))) + 1]
    owner = np.repeat(rng.permutation(len(sizes)), rng.permuted(sizes))[: len(sited)]
    neighbours = np.argsort(np.unique(form_code[sited], return_inverse=True)[1] + rng.normal(0, 0.35, len(sited)))
    operator[sited[neighbours]] = 10_000_000 + owner
    return len(sizes)


def _company_wide(rng: Rng, form_code: Texts, rows: Ints, operator: Ints, n_sited: int) -> None:
    """Give company-wide private activities to operators: one per form and operator, some beside homes."""
    n_new = max(8, int(0.62 * len(rows)))
    pool = np.concatenate([10_000_000 + np.arange(n_sited), 20_000_000 + np.arange(n_new)])
    weights = np.concatenate([np.full(n_sited, 0.15), np.full(n_new, 1.0)])
    for code in np.unique(form_code[rows]):
        members = rows[form_code[rows] == code]
        chosen = pick_distinct(rng, weights, len(members))
        operator[members] = np.resize(pool[chosen], len(members))


def _operator_frame(rng: Rng, n_private: int) -> pl.DataFrame:
    """Municipalities, regions, the state's homes and private operators, in that order."""
    towns = municipalities()
    region_codes = [code for code in sorted(set(towns["county_code"])) if code != "09"]
    legal = np.concatenate([np.full(290, "KOM"), np.full(20, "REG"), ["STAT"], pick(rng, LEGAL_FORMS, n_private)])
    serial = np.concatenate([np.arange(290) + 1, np.arange(20) + 1, [450], rng.permutation(100_000)[:n_private]])
    seat = pick_index(rng, towns["weight"].to_numpy(), n_private)
    counties = code_list("counties")
    public_names = [
        *(name if name.endswith("kommun") else f"{name} kommun" for name in towns["label_sv"]),
        *(
            "Region " + counties.filter(pl.col("code") == code)["label_sv"][0].removesuffix(" län")
            for code in region_codes
        ),
        "Statens ungdomshem",
    ]
    first_of_county = [int(np.argmax(towns["county_code"].to_numpy() == code)) for code in region_codes]
    number = np.arange(len(legal))
    person = identity_numbers.personal_numbers(SOLE_TRADERS + number)
    company = identity_numbers.organisation_numbers(legal, serial)
    return pl.DataFrame(
        {
            "operator": number,
            "operator_id": pl.select(pl.when(pl.Series(legal == "EF")).then(person).otherwise(company)).to_series(),
            "operator_name": pl.concat([pl.Series(public_names), names.operator_names(rng, legal[311:])]),
            "legal_form": legal,
            "operator_type": np.concatenate(
                [np.full(290, "municipal"), np.full(20, "regional"), ["state"], np.full(n_private, "private")]
            ),
            "municipality": np.concatenate(
                [np.arange(290), first_of_county, [towns["code"].to_list().index("0180")], seat]
            ),
            "integrity_risk": np.where(number < 311, -0.5, rng.normal(0, 1, len(number))),
            "care_risk": rng.normal(0, 1, len(number)),
        }
    )


def _activity_frame(
    rng: Rng, setting: Setting, form_code: Texts, kind: Texts, operator: Ints, operators: pl.DataFrame
) -> pl.DataFrame:
    n = len(form_code)
    about = forms.facts(form_code)
    start = _starts(rng, setting, form_code, about.valid_from)
    care = operators["care_risk"].to_numpy()[operator]
    risk = 0.55 * care + 0.85 * rng.normal(0, 1, n)
    seat = operators["municipality"].to_numpy()[operator]
    away = (kind == "private") & chance(rng, 0.4, n)
    site = np.where(away, pick_index(rng, municipalities()["weight"].to_numpy(), n), seat)
    nowhere = ~about.site_bound & chance(rng, 0.88, n)
    codes, position = np.unique(form_code, return_inverse=True)
    children = np.array([forms.CHILDREN.get(str(code), 0.0) for code in codes])[position]
    return pl.DataFrame(
        {
            "activity": np.arange(n),
            "operator": operator,
            "form_code": form_code,
            "operator_type": kind,
            "municipality": np.where(nowhere, -1, site),
            "start": start,
            "end": np.full(n, NEVER),
            "places": _places(rng, form_code, operator),
            "children": chance(rng, children, n),
            "protected": (form_code == "SKYDD") | ((form_code == "HVB") & chance(rng, 0.02, n)),
            "risk": risk,
            "knowledge": 0.6 * risk + 0.8 * rng.normal(0, 1, n),
            "house": np.arange(n),
            "first_manager": _first_managers(rng, operator, form_code, np.where(nowhere, -1, site)),
            "taken_over": np.full(n, NEVER),
            "next_operator": operator,
        }
    )


def _first_managers(rng: Rng, operator: Ints, form_code: Texts, site: Ints) -> Ints:
    """A manager each; some homes of one operator and form share theirs, mostly in one municipality."""
    form = np.unique(form_code, return_inverse=True)[1]
    order = np.lexsort((site, form, operator))
    one, other = order[:-1], order[1:]
    close = (operator[one] == operator[other]) & (form[one] == form[other])
    near = np.where(site[one] == site[other], 0.22, 0.06)
    shares = close & chance(rng, near, len(one))
    leader = np.where(np.concatenate([[True], ~shares]), np.arange(len(order)), 0)
    manager = np.empty(len(order), dtype=np.int64)
    manager[order] = order[np.maximum.accumulate(leader)]
    return manager


def _starts(rng: Rng, setting: Setting, form_code: Texts, valid_from: Ints) -> Ints:
    """First day of each activity: most began before the period, new forms when the form began."""
    n = len(form_code)
    earliest = np.maximum(valid_from, FIRST_EVER + 520)
    during = chance(rng, 0.033 * setting.years, n)
    low = np.where(during, np.maximum(earliest, setting.first_day), earliest)
    high = np.where(during, setting.last_day - 20, np.minimum(setting.last_day - 20, setting.first_day - 60))
    high = np.where(form_code == "SKYDD", low + 420, high)
    skew = np.where(during, rng.random(n), rng.random(n) ** 0.6)
    start = low + (skew * np.maximum(high - low, 30)).astype(np.int64)
    return np.where(form_code == "SKYDD", low + (rng.random(n) ** 3 * 420).astype(np.int64), start)


def _places(rng: Rng, form_code: Texts, operator: Ints) -> Ints:
    codes, position = np.unique(form_code, return_inverse=True)
    mean = np.array([forms.SHARES[str(code)].places for code in codes])[position]
    house = rng.normal(0, 0.15, int(operator.max()) + 1)[operator]
    places = np.round(mean * np.exp(rng.normal(-0.08, 0.4, len(mean)) + house))
    return np.where(mean > 0, np.clip(places, 2, 400), -1).astype(np.int64)


def _founded(rng: Rng, setting: Setting, operators: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """Add when each operator came to be: before its first activity; applicants without one during the period."""
    n = operators.height
    first = np.full(n, NEVER)
    np.minimum.at(first, activities["operator"].to_numpy(), activities["start"].to_numpy())
    size = np.bincount(activities["operator"].to_numpy(), minlength=n)
    lead = rng.gamma(1.2, 900, n).astype(np.int64) + 440
    applicant = setting.first_day - 200 + rng.integers(0, setting.last_day - setting.first_day, n)
    founded = np.where(first < NEVER, first - lead, applicant)
    registered = np.where(first < NEVER, first - 425, founded + 60)
    public = operators["operator_type"].to_numpy() != "private"
    return operators.with_columns(
        founded=pl.Series(founded),
        size=pl.Series(size),
        registered=pl.Series(np.where(public, FIRST_EVER, np.maximum(registered, FIRST_EVER))),
    )
