"""The prioritised lists as frozen values: what terminal, workbook, report and JSON all show.

One row, one place, the same words in every output. What a row's figures rest on belongs in `explanation.py`.
"""

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.registry import catalogue
from indicators.work.rules import RULES
from tables.code_lists import code_list, codes_of
from tables.serving import Published
from web import queries, wording, work
from web.freshness import Freshness, freshness, lateness
from web.held import Held, held_lists
from web.queries import Filters
from web.work import Trend

TARGETS = codes_of("targets")
#: The basis of an activity that is not scored at all, because a natural person runs it.
SOLE_TRADER = "sole_trader"


class NotComputed(LookupError):
    """The lists are not computed for that day."""


class UnknownFilter(ValueError):
    """There is no such division, county or form."""


@dataclass(frozen=True)
class ListRow:
    """One activity in one list; `reaches` and `flag_reaches` say how far the oldest source of each reaches."""

    target: str
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    rank_interval: str
    band: str
    p_top: float | None
    activity_id: str
    activity_name: str | None
    actor_number: str
    actor_name: str | None
    form_code: str
    form: str
    operator_type: str
    municipality: str
    county: str
    division: str
    status: str
    legal_state: str | None
    score: Decimal | None
    coverage: float | None
    rank_in_operator_type: int | None
    position: str
    flags: tuple[str, ...]
    reasons: tuple[str, ...]
    reaches: tuple[str, ...]
    flag_reaches: tuple[str, ...]
    trends: tuple[Trend, ...] = ()

    @property
    def has_number(self) -> bool:
        """The actor is a legal person, whose name and number may be shown."""
        return self.actor_number[:1].isdigit()

    @property
    def trend(self) -> str:
        """The trends in brief: an arrow with points for each span, a dash where one may not be shown."""
        return ", ".join(f"{one.brief} {one.span}" for one in self.trends) or "–"

    @property
    def dated_reasons(self) -> tuple[str, ...]:
        """The reasons, each with the day its oldest source reaches to."""
        return _dated(self.reasons, self.reaches)

    @property
    def dated_flags(self) -> tuple[str, ...]:
        """The work items, each with the day its oldest source reaches to."""
        return _dated(self.flags, self.flag_reaches)


@dataclass(frozen=True)
class Listing:
    """One list, or the top of it, as of a day: where the list asked for is `held`, the day of the one in its place."""

    target: str
    target_label: str
    as_of: dt.date
    run_id: str
    n_ranked: int
    n_insufficient: int
    n_sole_traders: int
    filters: Filters
    late: tuple[str, ...]
    rows: tuple[ListRow, ...]
    disclaimer: str = wording.DISCLAIMER
    held: Held | None = None


def day_of(published: Published, as_of: dt.date | None) -> dt.date:
    """The computed day that is asked for, the latest where none is.

    Raises:
        NotComputed: the published run holds no lists for the day.
    """
    days = queries.days(published)
    if as_of is None:
        return max(days)
    if as_of not in days:
        held = ", ".join(str(day) for day in days)
        raise NotComputed(f"Listan är inte beräknad per {as_of}. Den publicerade körningen har: {held}.")
    return as_of


def listing(
    published: Published, target: str, as_of: dt.date, filters: Filters | None = None, top: int | None = None
) -> Listing:
    """The list for one target, narrowed, at most `top` rows."""
    narrowed = filters or Filters()
    _check(narrowed)
    held = held_lists(published, as_of).get(target)
    day = as_of if held is None or held.list_as_of is None else held.list_as_of
    counted = queries.basis_counts(published, day, narrowed).filter(target=target)
    counts = dict(counted.select("basis", "n").iter_rows())
    rows = queries.ranked(published, target, day, narrowed, top)
    late = lateness(freshness(published, as_of).fetched)
    fresh = freshness(published, day)
    found = work.trends(published, as_of, rows["activity_id"].to_list()) if held is None else {}
    return Listing(
        target=target,
        target_label=wording.sentence(wording.label("targets", target)),
        as_of=day,
        run_id=queries.manifest(published).item(0, "run_id"),
        n_ranked=counts.get("ranked", 0),
        n_insufficient=counts.get("insufficient", 0),
        n_sole_traders=counts.get("sole_trader", 0),
        filters=narrowed,
        late=late,
        rows=tuple(
            shown_row(row, fresh, found.get((row["activity_id"], target), ())) for row in rows.iter_rows(named=True)
        ),
        held=held,
    )


def filters_of(division: str | None, county: str | None, form: str | None) -> Filters:
    """Filters from codes or from the words an inspector writes.

    Raises:
        UnknownFilter: a code or a word is in no list.
    """
    return Filters(
        division=_code("regional_divisions", division),
        county=_code("counties", county),
        form=_code("forms", form),
    )


def _check(filters: Filters) -> None:
    filters_of(filters.division, filters.county, filters.form)


def _code(list_name: str, text: str | None) -> str | None:
    if text is None:
        return None
    wanted = text.casefold().removesuffix(" län").removesuffix("s")
    for code, label in code_list(list_name).select("code", "label_sv").iter_rows():
        name = label.casefold().removesuffix(" län").removesuffix("s")
        if wanted in {code.casefold(), code.casefold().removesuffix("s"), name}:
            return str(code)
    known = ", ".join(
        f"{code} ({label})" for code, label in code_list(list_name).select("code", "label_sv").iter_rows()
    )
    raise UnknownFilter(f"Det finns inget urval som heter {text!r}. Välj bland: {known}.")


def shown_row(row: Mapping[str, Any], fresh: Freshness, trends: tuple[Trend, ...]) -> ListRow:
    """A row of `marts.ranked_list` in words, with its trends."""
    flags = flags_of(row)
    reasons = tuple(line for line in (row["reasons"] or "").splitlines() if line.strip())
    return ListRow(
        target=row["target"],
        rank=row["rank"],
        rank_low=row["rank_low"],
        rank_high=row["rank_high"],
        rank_interval=wording.interval(row["rank_low"], row["rank_high"]),
        band=row["band"],
        p_top=row["p_top"],
        activity_id=row["activity_id"],
        activity_name=row["activity_name"],
        actor_number=wording.organisation_number(row["actor_id"]),
        actor_name=row["actor_name"],
        form_code=row["form_code"],
        form=wording.label("forms", row["form_code"]),
        operator_type=wording.label("operator_types", row["operator_type"]),
        municipality=wording.place("municipalities", row["municipality_code"]),
        county=wording.place("counties", row["county_code"]),
        division=wording.place("regional_divisions", row["division"]),
        status=wording.label("operating_statuses", row["operating_status"]),
        legal_state=wording.label("legal_states", row["legal_state"]) if row["legal_state"] else None,
        score=None if row["basis"] == SOLE_TRADER else row["score"],
        coverage=None if row["basis"] == SOLE_TRADER else row["coverage"],
        rank_in_operator_type=row["rank_in_operator_type"],
        position=wording.position(row["basis"], row["rank"]),
        flags=flags,
        reasons=reasons,
        reaches=tuple(_reach(reason, fresh) for reason in reasons),
        flag_reaches=tuple(_reach(flag, fresh) for flag in flags),
        trends=trends,
    )


def flags_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The work items of a row of the lists."""
    return tuple(part.strip() for part in (row["flags"] or "").split("|") if part.strip())


def _dated(texts: Iterable[str], reaches: Iterable[str]) -> tuple[str, ...]:
    pairs = zip(texts, reaches, strict=True)
    return tuple(f"{text} T.o.m. {reach}." if reach else text for text, reach in pairs)


def _reach(reason: str, fresh: Freshness) -> str:
    """How far the oldest source behind a reason reaches; it begins with the label of its indicator or rule."""
    labels = _labels()
    name = labels.get(reason.split(": ", 1)[0])
    if name is None:
        name = next((name for label, name in labels.items() if reason.startswith(f"{label}: ")), None)
    oldest = fresh.oldest(name) if name else None
    return oldest.brief if oldest else ""


@functools.cache
def _labels() -> dict[str, str]:
    beside = {rule.label: rule.indicator for rule in RULES if rule.indicator is not None}
    return {indicator.label: name for name, indicator in catalogue().items()} | beside
