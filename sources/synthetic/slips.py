"""What the register's entries get wrong and keep: empty fields, contradictions, what lies outside the permit.

Mistakes that are corrected soon are in `activities.py`. Who runs what, and what the permit says, is untouched here, so
that an entry can stand against it; planted schemes and their look-alikes are left as they are.
"""

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Flags, Ints, Rng, chance, shifted
from sources.synthetic.population import Population
from sources.synthetic.schemes import NONE
from sources.synthetic.setting import Setting

#: Share of activities whose entry lacks the field.
EMPTY = {
    "activity_name": 0.002,
    "orientation": 0.05,
    "target_groups": 0.03,
    "age_from": 0.02,
    "age_to": 0.02,
    "max_places": 0.006,
    "address": 0.012,
    "permit_no": 0.012,
}
REVERSED_AGES, OTHER_GROUP, OLDER, MOVED, TWICE = 0.003, 0.004, 0.004, 0.003, 0.002
#: Share of entries said to last into the next one, of closures entered late, and of untold closures never entered.
OVERLAID, LATE_CLOSURE, NEVER_CLOSED = 0.003, 0.03, 0.25


def with_slips(setting: Setting, population: Population, rows: pl.DataFrame) -> pl.DataFrame:
    """The entries with what is wrong in them; `rows` has `activity` and `notified` beside the delivered columns."""
    rng = setting.stream("slips")
    operator = population.of_activity("operator")
    ordinary = (population.of_operator("scheme") == NONE)[operator]
    ordinary &= (population.of_operator("scheme") == NONE)[population.of_activity("next_operator")]
    activity = rows["activity"].to_numpy()

    def struck(share: float) -> pl.Series:
        return pl.Series((chance(rng, share, len(ordinary)) & ordinary)[activity])

    for field, share in EMPTY.items():
        rows = rows.with_columns(pl.when(~struck(share)).then(pl.col(field)).alias(field))
    swapped, older = struck(REVERSED_AGES), struck(OLDER)
    rows = rows.with_columns(
        age_from=pl.when(swapped).then("age_to").otherwise("age_from"),
        age_to=pl.when(swapped).then("age_from").when(older).then(pl.col("age_to") + 4).otherwise("age_to"),
        target_groups=pl.when(struck(OTHER_GROUP))
        .then(pl.col("target_groups") + "|missbruk")
        .otherwise("target_groups"),
        address=pl.when(struck(MOVED)).then(pl.col("address") + "99").otherwise("address"),
    )
    rows = _entered_twice(rng, population, ordinary, rows)
    return _never_closed(rng, population, ordinary, _overlaid(rng, _closed_late(rng, rows)))


def _entered_twice(rng: Rng, population: Population, ordinary: Flags, rows: pl.DataFrame) -> pl.DataFrame:
    """Some activities state the address of another one of the same form in the same municipality."""
    kind = np.unique(population.of_activity("form_code"), return_inverse=True)[1]
    place = population.of_activity("municipality") * 100 + kind
    order = np.lexsort((rng.random(len(place)), place))
    other = np.arange(len(place))
    same = np.flatnonzero(place[order][1:] == place[order][:-1])
    other[order[same + 1]] = order[same]
    chosen = chance(rng, TWICE, len(place)) & ordinary & (other != np.arange(len(place)))
    addresses = rows.unique("activity", keep="first", maintain_order=True).select("activity", theirs="address")
    pairs = pl.DataFrame({"activity": np.flatnonzero(chosen), "_other": other[chosen]})
    pairs = pairs.join(addresses, left_on="_other", right_on="activity").select("activity", "theirs")
    whole = rows.join(pairs, on="activity", how="left", maintain_order="left")
    stated = pl.col("address").is_not_null()
    return whole.with_columns(address=pl.when(stated).then(pl.coalesce("theirs", "address")).otherwise("address")).drop(
        "theirs"
    )


def _closed_late(rng: Rng, rows: pl.DataFrame) -> pl.DataFrame:
    """Closures that were told in time and entered much later."""
    late = pl.Series(chance(rng, LATE_CLOSURE, rows.height)) & (rows["operating_status"] == "closed")
    days: Ints = rng.integers(60, 400, rows.height)
    return rows.with_columns(known_at=pl.when(late).then(shifted("known_at", days)).otherwise("known_at"))


def _overlaid(rng: Rng, rows: pl.DataFrame) -> pl.DataFrame:
    """Entries that are to last, by their own last day, into the time of the next."""
    following = pl.col("valid_from").shift(-1).over("activity").cast(pl.Int32)
    until = (following + pl.Series(rng.integers(30, 250, rows.height))).cast(pl.Int32).cast(pl.Date)
    chosen = pl.Series(chance(rng, OVERLAID, rows.height))
    return rows.with_columns(valid_to=pl.when(chosen).then(until).otherwise("valid_to"))


def _never_closed(rng: Rng, population: Population, ordinary: Flags, rows: pl.DataFrame) -> pl.DataFrame:
    """Private closures that nobody told and that the register never learned of."""
    activity = rows["activity"].to_numpy()
    private = (
        (population.of_activity("operator_type") == "private") & ordinary & (population.of_activity("revoked") == NEVER)
    )
    unlearned = pl.Series(chance(rng, NEVER_CLOSED, rows.height) & private[activity])
    return rows.filter(~((pl.col("operating_status") == "closed") & ~pl.col("notified") & unlearned))
