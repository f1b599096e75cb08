"""One measure or more of every kind, with every setting that changes what is counted, whatever the catalogue asks."""

from indicators.measures import (
    AgedSum,
    Count,
    CountAt,
    DaysSince,
    DaysSinceFirst,
    DecayedCount,
    DecayedDistinct,
    Distinct,
    HeldBoth,
    HeldDays,
    Highest,
    Latest,
    MonthsSinceFirst,
    MostPer,
    MostSumPer,
    OfActor,
    Ongoing,
    Recurring,
    SpacedCount,
    SumAt,
    SumOfHighest,
    WeightedAt,
    WeightedCount,
    WindowDays,
)
from indicators.windows import Days, Months
from tables.core import ActivityVersion, ActorLink, AnnualReport, CompanyEvent, Decision, Finding, PermitCase, Report

TIPS = {"kind": ("tip",)}
SEATS = {"other_kind": ("person",)}
HALF = {"severity": (1,)}

EVENTS = (
    Count(Report),
    Count(Report, where={"kind": ("tip",), "counts": (True,)}, last=Months(12)),
    Count(Report, last=Months(12, 30), older=Months(1)),
    Count(Report, last=Days(90), closed=True),
    Count(Finding, where={"severity": (2, 3)}, last=Months(36), closed=True, older=Days(31)),
    Count(CompanyEvent, last=Months(24), beyond=("days_since_formation", 1)),
    Count(PermitCase, date="applied_at", last=Months(24)),
    DecayedCount(Report),
    DecayedCount(Report, where=TIPS, full=30, gone=365),
    WeightedCount(
        PermitCase, by="ground", weights={"suitability": 2, "economy": 2, "insight": 1}, over=2, last=Months(60)
    ),
    WeightedCount(Finding, where={"severity": (1, 2)}, by="severity", weights={1: 3, 2: -1, 3: 5}, older=Days(366)),
    WeightedCount(Decision, by="effect_class", weights={"order": 1, "ban": 3, "none": 0}, over=3),
    AgedSum(Finding, column="points", steps=((Months(12), 3), (Months(24), 2), (Months(36), 1)), over=6),
    AgedSum(Report, column="severity", steps=((Days(90), 1), (Months(24), 2))),
    SpacedCount(Report, where=TIPS),
    SpacedCount(Report, last=Months(24), days=365, halved=HALF),
    SpacedCount(Report, last=Months(24), older=Days(90), days=31, halved={"kind": ("tip",)}),
)
LATEST = (
    DaysSince(Report, where=TIPS),
    DaysSince(CompanyEvent, ends="until"),
    DaysSince(PermitCase, date="applied_at"),
    DaysSinceFirst(Decision, date="due_date", ends="complied_at"),
    MonthsSinceFirst(PermitCase),
    Latest(AnnualReport, column="equity_sek", last=Months(24)),
    Latest(AnnualReport, column="net_turnover_sek", date="filed_at"),
    Latest(AnnualReport, column="has_audit_remark", last=Months(36), older=Months(12)),
    Latest(Report, column="severity"),
    Highest(Decision, by="effect_class", ranks={"order": 1, "ban": 2, "revocation": 3}, last=Months(60)),
    Highest(CompanyEvent, by="kind", ranks={"registered": 2, "name_changed": 1}, ends="until"),
    Highest(Finding, by="severity", ranks={1: 1, 2: 4, 3: 2}, last=Months(36), older=Days(30)),
)
HELD = (
    CountAt(ActorLink, where=SEATS),
    CountAt(ActorLink, ago=Months(12)),
    SumAt(ActivityVersion, column="max_places"),
    SumAt(ActivityVersion, column="max_places", ago=Months(12)),
    WeightedAt(ActorLink, by="other_kind", weights={"person": 3, "actor": 1}, over=4),
    WeightedAt(ActivityVersion, by="form_code", weights={"HVB": 1, "HTJ": 2}, ago=Days(100)),
    HeldDays(ActorLink, last=Months(24)),
    HeldDays(ActorLink, where=SEATS, last=Days(1)),
    Ongoing(Decision, starts="due_date", ends="complied_at"),
    Ongoing(Decision, starts="due_date", ends="complied_at", after=Days(1)),
    Ongoing(Decision, where={"effect": ("in_force",)}, starts="event_date", ends="ends_at", after=Months(1, 30)),
    WindowDays(ActorLink, last=Months(24)),
)
PER_VALUE = (
    Distinct(Report, by="sender_municipality", last=Months(24)),
    Distinct(Report, by="kind", older=Days(90)),
    Distinct(PermitCase, by="via_person", date="applied_at", last=Months(60)),
    DecayedDistinct(Report, by="sender_municipality"),
    DecayedDistinct(Report, where=TIPS, by="sender_key", full=30, gone=1096),
    Recurring(Finding, by="area", last=Months(36)),
    Recurring(Report, by="sender_key", apart=Days(31), last=Months(24), older=Days(1)),
    HeldBoth(ActorLink, by="other_id", ago=Months(12)),
    HeldBoth(ActorLink, by="other_id", ago=Days(100)),
    MostPer(ActorLink, by="other_id"),
    MostPer(ActorLink, by="other_id", count="relation"),
    MostPer(ActivityVersion, by="form_code", count="manager_key"),
    MostSumPer(ActivityVersion, by="form_code", column="max_places"),
    SumOfHighest(Finding, by="area", column="points", last=Months(36), over=6),
    SumOfHighest(Report, by="sender_key", column="severity"),
)
ABOUT = (
    Count(Report, about="sender_municipality", last=Months(24)),
    Count(CompanyEvent, else_actor=True, last=Months(24)),
    Count(Report, else_actor=True, last=Months(24)),
    OfActor(Count(CompanyEvent, last=Months(24))),
    OfActor(MostPer(ActorLink, by="other_id")),
)
#: The measures that a painter can be held against, since one entity's rows define them.
BY_ROWS = EVENTS + LATEST + HELD + PER_VALUE
