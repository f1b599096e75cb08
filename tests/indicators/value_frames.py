"""Generated populations and indicator values by contract, for tests of what is computed from them.

A catalogue of declarations stands here too, so that scores can be tested apart from how values come about.
"""

import datetime as dt
from dataclasses import dataclass, fields, replace

import numpy as np
import polars as pl
from hypothesis import strategies as st

from indicators.decisions.life_cycle import Decision, Status
from indicators.decisions.profile import Profile
from indicators.definition import Direction, Indicator, Level, Scope, Target, Unit
from tables.marts import IndicatorValue

AS_OF = dt.date(2026, 6, 30)
Q, W, R = Target.QUALITY, Target.CRIME, Target.REGISTER
REASONS = ("not_observed", "source_gap", "not_applicable")


def indicator(name, *, level=Level.ACTIVITY, unit=Unit.POINTS, direction=Direction.HIGHER, targets=(Q,), **changes):
    told = {
        "name": name, "rationale": "", "label": name, "levels": (level,), "unit": unit, "direction": direction,
        "targets": targets, "scope": Scope.ALL, "measures": {}, "formula": pl.lit, "estimate": None, "top": 1.0,
        "states": {}, "since": None, "reason": "Värdet är {value}.", "usual": "{median}",
        "cleared_by": "Ny uppgift.", "version": "0",
    }  # fmt: skip
    plain = Indicator(**{each.name: told.get(each.name, ()) for each in fields(Indicator)})
    return replace(plain, **changes)


_ACTOR, _FLAG, _CONTEXT = Level.ACTOR, Direction.FLAG, Direction.CONTEXT
CATALOGUE = {
    one.name: one
    for one in (
        indicator("reg_stale_12m", unit=Unit.FLAG, direction=_FLAG, targets=(R,)),
        indicator("reg_late_change_share_24m", unit=Unit.SHARE, targets=(R,)),
        indicator("sup_severity_points_36m"),
        indicator("sup_open_order_overdue", unit=Unit.COUNT, targets=(Q, W)),
        indicator("sup_ban_or_revocation_60m", level=_ACTOR, unit=Unit.STATE, direction=_FLAG, targets=(W, Q), top=2.0),
        indicator("sup_days_since_inspection", unit=Unit.DAYS, direction=_CONTEXT, targets=()),
        indicator("rep_muni_deficiency_24m", unit=Unit.COUNT, targets=(Q, W)),
        indicator("rep_tip_rate_eb_12m", unit=Unit.RATIO),
        indicator("per_refusals_60m", level=_ACTOR, unit=Unit.COUNT, targets=(W,)),
        indicator("net_board_changes_24m", level=_ACTOR, unit=Unit.RATE, targets=(W,)),
        indicator("fin_insolvency_state", level=_ACTOR, unit=Unit.STATE, direction=_FLAG, targets=(W, Q), top=3.0),
        indicator("cap_places_growth_12m", level=_ACTOR, unit=Unit.LOG_RATIO, targets=(Q, W)),
    )
}


def profile(weights, **changes):
    """A profile of target -> indicator -> weight."""
    who, day, later = ("metodansvarig",), dt.date(2026, 1, 1), dt.date(2027, 1, 1)
    targets = {
        target: tuple(
            Decision(name, Status.IN_USE, weight, "skäl", who, day, later) for name, weight in sorted(of.items())
        )
        for target, of in weights.items()
    }
    return replace(Profile("prov", "0", "skäl", who, day, later, targets), **changes)


POSTERIOR = ("posterior_a", "posterior_b", "peer_scale")
#: What is drawn towards its peers in a generated register, and the scale of those.
SHRUNK = {"rep_tip_rate_eb_12m": 0.3, "reg_late_change_share_24m": 0.1}


@dataclass(frozen=True)
class Cell:
    """One value: a z, or the reason why there is none; and its posterior's two parameters with the peers' scale."""

    z: float | None
    missing: str | None = None
    posterior: tuple = (None, None, None)


def population(n, *, actors=None, as_of=AS_OF, **changes):
    """`n` open activities; a column in `changes` is a list with one value per activity."""
    actor = [actors[i] if actors else i for i in range(n)]
    frame = {
        "as_of": [as_of] * n,
        "activity_id": [f"V{i:06d}" for i in range(n)],
        "actor_id": [f"{5560000000 + one}" for one in actor],
        "activity_name": [f"Verksamhet {i}" for i in range(n)],
        "actor_name": [f"Aktör {one} AB" for one in actor],
        "id_type": ["organisation"] * n,
        "legal_form": ["AB"] * n,
        "form_code": ["HVB"] * n,
        "family": ["heldygnsvard"] * n,
        "operator_type": ["private"] * n,
        "operating_status": ["active"] * n,
        "max_places": [8] * n,
        "municipality_code": ["0180"] * n,
        "address_protected": [False] * n,
    }
    schema = {"as_of": pl.Date, "municipality_code": pl.String, "actor_name": pl.String}
    return pl.DataFrame({**frame, **changes}, schema_overrides=schema)


def values(population_, cells, catalogue=CATALOGUE):
    """Rows by contract from `{(indicator, entity): Cell}`; entities without a cell have no row."""
    day = population_["as_of"][0]
    rows = [
        {
            "as_of": day, "indicator_id": name, "version": "0", "level": catalogue[name].level.value,
            "entity_id": entity,
            "value": cell.z, "z": cell.z, "missing_reason": cell.missing, "y": None, "exposure": None,
            "peer_group": None, "peer_level": None, "peer_n": 40, "peer_median": 0.0, "peer_percentile": None,
            **dict(zip(POSTERIOR, cell.posterior, strict=True)),
        }
        for (name, entity), cell in cells.items()
    ]  # fmt: skip
    return IndicatorValue.validate(pl.DataFrame(rows, schema=_loose(), strict=False), cast=True)


def _loose():
    return {
        name: pl.String if isinstance(column.dtype, pl.Enum) else column.dtype
        for name, column in IndicatorValue.columns().items()
    }


def entities(population_, name):
    key = "actor_id" if CATALOGUE[name].level is Level.ACTOR else "activity_id"
    return population_[key].unique().sort().to_list()


_Z = st.floats(-6, 8, allow_nan=False).map(lambda z: round(z, 3)) | st.sampled_from([0.0, 3.0, -1.0])
CELLS = st.one_of(_Z.map(Cell), _Z.map(Cell), st.sampled_from(REASONS).map(lambda reason: Cell(None, reason)))
WEIGHTS = st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0, 7.3])


@dataclass(frozen=True)
class Example:
    """A generated population with the cells of its values and a profile."""

    population: pl.DataFrame
    cells: dict
    profile: Profile

    @property
    def values(self):
        return values(self.population, self.cells)

    def with_cell(self, key, cell):
        return replace(self, cells={**self.cells, key: cell})


@st.composite
def examples(draw, max_activities=6):
    n = draw(st.integers(1, max_activities))
    actors = draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    people = [draw(st.booleans()) for _ in range(3)]
    frame = population(
        n,
        actors=actors,
        id_type=["person" if people[one] else "organisation" for one in actors],
        operator_type=[("private", "municipal")[one % 2] for one in actors],
    )
    names = sorted(name for name, one in CATALOGUE.items() if one.targets)
    cells = {(name, entity): draw(CELLS) for name in names for entity in entities(frame, name)}
    weights = {
        target: {name: draw(WEIGHTS) for name in names if target in CATALOGUE[name].targets} for target in Target
    }
    return Example(frame, cells, profile(weights, draws=20))


def random_register(n, seed, as_of=AS_OF):
    """A large population with values, skewed and incomplete as real ones are."""
    rng = np.random.default_rng(seed)
    frame = population(
        n,
        actors=rng.integers(0, n // 4 + 1, n).tolist(),
        as_of=as_of,
        operator_type=rng.choice(["private", "municipal"], n, p=[0.6, 0.4]).tolist(),
        address_protected=(rng.random(n) < 0.01).tolist(),
    )
    return frame, pl.concat([_random_values(name, frame, rng, as_of) for name in CATALOGUE])


def _random_values(name, frame, rng, as_of):
    ids = entities(frame, name)
    z = np.maximum(rng.normal(0, 1, len(ids)) ** 3 / 2, -3)
    kind = rng.choice(["known", *REASONS], len(ids), p=[0.75, 0.13, 0.02, 0.1])
    missing = pl.Series(kind)
    known = missing == "known"
    has_posterior = known & (name in SHRUNK)
    a, b = rng.gamma(2.0, 2.0, len(ids)) + 0.5, rng.gamma(2.0, 3.0, len(ids)) + 0.5
    raw = pl.DataFrame({"entity_id": ids, "z": np.where(known, z, np.nan)}).with_columns(
        pl.col("z").fill_nan(None), value=pl.col("z").fill_nan(None), missing_reason=pl.when(~known).then(missing),
        as_of=pl.lit(as_of), indicator_id=pl.lit(name), level=pl.lit(CATALOGUE[name].level.value), version=pl.lit("0"),
        y=pl.lit(None, pl.Float64), exposure=pl.lit(None, pl.Float64), peer_group=pl.lit("HVB/private"),
        peer_level=pl.lit("form"), peer_n=pl.lit(120), peer_median=pl.lit(0.0), peer_percentile=pl.lit(None),
        **{column: pl.when(has_posterior).then(pl.Series(number)) for column, number in
           zip(POSTERIOR, (a, b, np.full(len(ids), SHRUNK.get(name, 1.0))), strict=True)},
    )  # fmt: skip
    return IndicatorValue.validate(raw, cast=True)
