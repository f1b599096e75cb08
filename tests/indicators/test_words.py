"""Measures say themselves in Swedish, from the words that facts, columns and code lists declare."""

import pytest

from indicators.measures import (
    Count,
    CountAt,
    DaysSinceFirst,
    DecayedDistinct,
    Highest,
    Latest,
    MostPer,
    OfActor,
    Ongoing,
    WeightedCount,
    words,
)
from indicators.registry import catalogue
from indicators.windows import Days, Months
from tables.contracts import facts
from tables.core import (
    ActivityVersion,
    ActorLink,
    AnnualReport,
    Company,
    CompanyEvent,
    Decision,
    Finding,
    Inspection,
    PermitCase,
    Report,
)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (
            Count(Inspection, where={"on_site": (True,)}, last=Months(36)),
            "antal inspektioner (som har skett på plats), 36 månader bakåt",
        ),
        (
            Count(PermitCase, where={"is_final": (False,)}, date="applied_at", older=Months(1, 1)),
            "antal tillståndsärenden (som inte har fått laga kraft), minst en månad och en dag gamla, "
            "räknat efter ansökningsdagen",
        ),
        (
            CountAt(ActorLink, where={"relation": ("board_member", "deputy", "ceo")}, ago=Months(12)),
            "antal uppdrag och samband (styrelseledamot, suppleant eller verkställande direktör) som gällde "
            "för 12 månader sedan",
        ),
        (
            Ongoing(Decision, where={"effect": ("in_force",)}, starts="due_date", ends="complied_at", after=Days(1)),
            "antal beslut (verkan: gäller) där sista dagen har passerats med minst en dag och efterlevnad inte har "
            "inträffat",
        ),
        (
            WeightedCount(PermitCase, by="ground", weights={"suitability": 2, "insight": 1}, over=2),
            "antal tillståndsärenden vägda efter grund (lämplighet: 1, insikt: 0,5)",
        ),
        (
            DecayedDistinct(Report, where={"kind": ("tip",)}, by="sender_municipality"),
            "antal rapporter, tips och klagomål (tips), en gång per avsändande kommun; den senaste väger 1 i 365 "
            "dagar, avtar sedan till 0 vid 730 dagar",
        ),
        (
            OfActor(Latest(AnnualReport, column="has_audit_remark")),
            "om den senaste bland årsredovisningar har anmärkning i revisionsberättelsen, hos aktören",
        ),
        (
            MostPer(ActorLink, by="other_id", count="relation"),
            "flest uppdrag och samband som gällde med samma person eller aktör, en gång per slag",
        ),
        (
            Highest(CompanyEvent, by="kind", ranks={"bankruptcy_opened": 3}, ends="until"),
            "högsta rang bland bolagshändelser; konkurs inledd: 3",
        ),
        (
            DaysSinceFirst(Decision, date="due_date", ends="complied_at"),
            "dagar sedan den första bland beslut där efterlevnad inte har passerats, räknat efter sista dagen",
        ),
    ],
)
def test_sentences(measure, said):
    assert measure.says() == said


@pytest.mark.parametrize("name", list(catalogue()))
def test_what_an_indicator_reads_has_words(name):
    """A column that is not in Swedish would show up as its technical name."""
    kept_silent = {"known_to", "valid_from", "valid_to", "other_id", "actor_id", "activity_id"}
    for measure in catalogue()[name].measures.values():
        read = measure.columns() - kept_silent
        assert [column for column in read if words.column(measure.fact, column) == column] == []


def test_every_fact_is_called_something():
    assert [name for name, fact in facts().items() if fact.sv == name] == []


def test_many_codes_are_counted():
    measure = Count(CompanyEvent, where={"kind": tuple("abcdefghij")})
    assert measure.says() == "antal bolagshändelser (10 av värdena)"


def test_a_row_in_words_hides_persons_names_and_addresses():
    finding = {"activity_id": "V1", "area": "staffing", "severity": 3, "counts": True, "effect": None}
    assert words.row(Finding, finding) == "brister: område: bemanning och kompetens; allvar: 3; som räknas"
    version = {"activity_name": "Solgården", "address": "Storgatan 1", "manager_key": "P-00000000000000000000"}
    assert words.row(ActivityVersion, version) == "verksamheter i registret: föreståndare: fysisk person"
    company = {"company_name": "Bolaget AB", "postal_code": "11122", "describes_care": False}
    assert words.row(Company, company) == "uppgifter om bolaget: som inte har omsorg i verksamhetsbeskrivningen"
