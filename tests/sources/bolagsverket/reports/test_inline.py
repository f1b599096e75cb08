"""One inline XBRL document: what is fetched out of it, and how names, contexts and units are resolved."""

from decimal import Decimal

import pytest

from sources.bolagsverket.reports.faults import ReportFault
from sources.bolagsverket.reports.inline import Scope, read
from tests.sources.bolagsverket.reports.inline_documents import (
    CONTEXTS,
    FIRST,
    LAST,
    context,
    document,
    number,
    text,
    year,
)

NUMBER = "se-cd-base:Organisationsnummer"


def numbers(*facts, **options):
    return {each.tag: each for each in read(document(*facts, **options), {NUMBER}).numbers}


def test_a_number_has_tag_period_unit_amount_and_precision():
    found = numbers(number("Soliditet", "33,7", "balans0", "procent", scale="-2", decimals="3", form="ixt:numcomma"))
    fact = found["se-gen-base:Soliditet"]
    assert (fact.amount, fact.decimals, fact.unit) == (Decimal("0.337"), 3, "xbrli:pure")
    assert (fact.context.start, fact.context.end.isoformat(), fact.context.scope) == (None, LAST, Scope.COMPANY)


def test_what_contexts_are_named_does_not_matter():
    contexts = context("balans0", FIRST, LAST) + context("d2022", LAST)
    found = numbers(number("Nettoomsattning", "1", "balans0"), number("Tillgangar", "2", "d2022"), contexts=contexts)
    assert found["se-gen-base:Nettoomsattning"].context.start.isoformat() == FIRST
    assert found["se-gen-base:Tillgangar"].context.start is None


def test_names_are_resolved_by_namespace_whatever_the_prefix_and_wherever_it_is_declared():
    inner = (
        '<span xmlns:g="http://www.taxonomier.se/se/fr/gen-base/2024-09-12" xmlns:se-gen-base="http://example.org/other">'
        f"{number('Nettoomsattning', '7', family='g')}{number('Rorelseresultat', '8')}</span>"
    )
    assert set(numbers(inner)) == {"se-gen-base:Nettoomsattning", "{http://example.org/other}:Rorelseresultat"}


def test_a_format_of_another_namespace_is_not_guessed():
    found = read(document(number("Nettoomsattning", "1,5", form="mine:numcomma"), namespaces={"mine": "urn:x"}), ())
    assert found.numbers == ()
    assert found.unreadable == ("se-gen-base:Nettoomsattning",)


def test_a_fact_within_a_fact_is_both():
    inner = number("Rorelseresultat", "12")
    found = numbers(number("Nettoomsattning", inner, scale="3", decimals="-3"))
    assert found["se-gen-base:Nettoomsattning"].amount == 12_000
    assert found["se-gen-base:Rorelseresultat"].amount == 12


def test_nil_is_no_figure_and_no_fault():
    found = read(document(number("Nettoomsattning", "", **{"xsi:nil": "true"})), ())
    assert (found.numbers, found.unreadable) == ((), ())


@pytest.mark.parametrize("broken", [{"on": "nowhere"}, {"unit": "nothing"}, {"scale": "many"}])
def test_what_refers_to_nothing_is_told_as_unreadable(broken):
    found = read(document(number("Nettoomsattning", "1", **broken)), ())
    assert (found.numbers, found.unreadable) == ((), ("se-gen-base:Nettoomsattning",))


def test_words_are_read_with_what_continues_them_and_without_what_is_excluded():
    begun = (
        f'<ix:nonNumeric name="{NUMBER}" contextRef="period0" continuedAt="more">556<ix:exclude>sidan 1</ix:exclude>000'
        '</ix:nonNumeric><b>mellan</b><ix:continuation id="more" continuedAt="more">-0001</ix:continuation>'
    )
    assert {each.text[:11] for each in read(document(begun), {NUMBER}).texts} == {"556000-0001"}


def test_no_other_words_are_read():
    found = read(document(year(), text("se-gen-base:UnderskriftHandlingTilltalsnamn", "Förnamnet")), {NUMBER})
    assert [each.tag for each in found.texts] == [NUMBER]
    assert "Förnamnet" not in repr(found)


@pytest.mark.parametrize(
    ("member", "scope"),
    [
        ("RedovisningInformationJuridiskPersonSegment", Scope.COMPANY),
        ("RedovisningInformationKoncernSegment", Scope.GROUP),
        ("RedovisningInformationGenerellSegment", Scope.COMMON),
        ("GeografisktOmradeMember", Scope.OTHER),
    ],
)
def test_whom_a_context_is_about_is_told_by_its_member(member, scope):
    contexts = CONTEXTS + context("period0_jur", FIRST, LAST, member=member)
    assert numbers(number("Nettoomsattning", "1", "period0_jur"), contexts=contexts)[
        "se-gen-base:Nettoomsattning"
    ].context.scope == (scope)


def test_one_name_for_two_periods_is_refused():
    with pytest.raises(ReportFault) as refused:
        read(document(contexts=CONTEXTS + context("period0", "2021-01-01", "2021-12-31")), ())
    assert refused.value.rule == "ambiguous_context"


def test_layouts_are_told():
    assert read(document(layout="k3k/risab"), ()).layouts == {("k3k", "risab")}
