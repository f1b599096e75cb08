"""Weight profiles: the one in use holds together, and each broken rule is an error that names where and what to do."""

import datetime as dt

import pytest

from indicators import registry
from indicators.decisions.life_cycle import LegalReview, Status
from indicators.decisions.profile import FOLDER, load
from indicators.decisions.profile_table import ProfileError
from indicators.definition import Direction, Target
from tests.indicators.value_frames import CATALOGUE, indicator

HEAD = """
name = "prov"
decided_by = ["metodansvarig"]
decided_on = 2026-01-01
next_review = 2027-01-01
reason = "prov"
legal_review = { on = 2026-01-01, by = ["verksjurist"] }
"""
WEIGHT = """
[targets.Q.sup_severity_points_36m]
weight = 2.0
status = "in_use"
reason = "skäl"
"""
OUTSTANDING = '{ outstanding = "ingen har hunnit" }\n'
REVIEWED = '[beside.rep_tip_rate_eb_12m]\nstatus = "reviewed"\nreason = "skäl"\n'
SENSITIVE = WEIGHT.replace("sup_severity_points_36m", "net_beneficial_owner_gap").replace("targets.Q", "targets.W")
OFF = WEIGHT.replace("sup_severity_points_36m", "fin_tax_debt_or_gap") + 'legal_basis = "lagrum"\n'
#: Indicators that the catalogue of plain declarations lacks: one with a limit, one that is off without a basis.
DECLARED = CATALOGUE | {
    one.name: one
    for one in (
        indicator("net_beneficial_owner_gap", targets=(Target.CRIME,), limits=("L1", "L5")),
        indicator("fin_tax_debt_or_gap", needs_basis=True),
    )
}
PROFILES = sorted(FOLDER.glob("*.toml"))


def written(tmp_path, text):
    path = tmp_path / "prov.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_of_the_project_fits_the_catalogue(path):
    profile = load(path, registry.catalogue())
    assert profile.name == path.stem
    assert all(profile.weights(target) for target in Target)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_context_indicator_has_no_weight(path):
    for _, decision in load(path, registry.catalogue()).decisions():
        if registry.catalogue()[decision.indicator].direction is Direction.CONTEXT:
            assert decision.weight == 0


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_register_duty_never_lifts_quality_or_crime(path):
    profile = load(path, registry.catalogue())
    for target in (Target.QUALITY, Target.CRIME):
        assert not [name for name in profile.weights(target) if name.startswith("reg_")]


def test_decisions_inherit_who_and_when_from_the_profile_unless_they_say_their_own(tmp_path):
    own = WEIGHT + 'decided_by = ["verksjurist"]\ndecided_on = 2026-03-01\n'
    for text, roles, day in ((WEIGHT, ("metodansvarig",), 1), (own, ("verksjurist",), 3)):
        ((decision,),) = load(written(tmp_path, HEAD + text), DECLARED).targets.values()
        assert (decision.decided_by, decision.decided_on) == (roles, dt.date(2026, day, 1))


def test_the_limits_have_defaults(tmp_path):
    profile = load(written(tmp_path, HEAD + WEIGHT), DECLARED)
    assert (profile.group_cap, profile.coverage_min, profile.draws, profile.relative_sd) == (0.4, 0.4, 1000, 0.3)


def test_a_shadow_indicator_does_not_count(tmp_path):
    text = WEIGHT.replace("weight = 2.0\n", "").replace("in_use", "shadow")
    assert load(written(tmp_path, HEAD + text), DECLARED).weights(Target.QUALITY) == {}


def test_work_items_are_listed_by_status(tmp_path):
    text = WEIGHT + '[beside.fin_insolvency_state]\nstatus = "work_item"\nreason = "skäl"\n'
    assert load(written(tmp_path, HEAD + text), DECLARED).with_status(Status.WORK_ITEM) == ["fin_insolvency_state"]


def test_the_version_follows_from_the_text(tmp_path):
    first = load(written(tmp_path, HEAD + WEIGHT), DECLARED).version
    second = load(written(tmp_path, HEAD + WEIGHT.replace("2.0", "2.5")), DECLARED).version
    assert first != second
    assert load(written(tmp_path, HEAD + WEIGHT), DECLARED).version == first


def test_an_indicator_nobody_has_decided_about_is_proposed_and_has_no_weight(tmp_path):
    profile = load(written(tmp_path, HEAD + WEIGHT), DECLARED)
    assert profile.status("rep_tip_rate_eb_12m") is Status.PROPOSED
    assert "rep_tip_rate_eb_12m" not in profile.weights(Target.QUALITY)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.IN_USE])
def test_every_step_of_the_life_cycle_can_be_decided_and_only_use_has_weight(tmp_path, status):
    text = f'{WEIGHT}[beside.rep_tip_rate_eb_12m]\nstatus = "{status}"\nreason = "skäl"\n'
    profile = load(written(tmp_path, HEAD + text), DECLARED)
    assert profile.status("rep_tip_rate_eb_12m") is status
    assert set(profile.weights(Target.QUALITY)) == {"sup_severity_points_36m"}


def test_a_decision_has_an_owner_its_own_or_the_profiles(tmp_path):
    for text, owner in ((WEIGHT, "metodansvarig"), (WEIGHT + 'owner = "enhetschef"\n', "enhetschef")):
        ((_, decision),) = load(written(tmp_path, HEAD + text), DECLARED).decided("sup_severity_points_36m")
        assert decision.owner == owner


def test_a_legal_review_is_made_or_its_absence_is_explained_and_told(tmp_path):
    done = load(written(tmp_path, HEAD + WEIGHT), DECLARED)
    waiting = load(written(tmp_path, HEAD + WEIGHT + f"legal_review = {OUTSTANDING}"), DECLARED)
    ((_, decision),) = done.decided("sup_severity_points_36m")
    assert decision.legal_review == LegalReview(dt.date(2026, 1, 1), ("verksjurist",))
    assert done.not_reviewed() == []
    assert waiting.not_reviewed() == ["sup_severity_points_36m"]


def test_a_review_is_overdue_from_the_day_after(tmp_path):
    profile = load(written(tmp_path, HEAD + WEIGHT), DECLARED)
    assert profile.overdue(dt.date(2027, 1, 1)) == []
    assert [one.indicator for one in profile.overdue(dt.date(2027, 1, 2))] == ["sup_severity_points_36m"]


def test_an_indicator_that_needs_a_legal_basis_is_off_until_one_is_recorded(tmp_path):
    off = load(written(tmp_path, HEAD + WEIGHT), DECLARED)
    on = load(written(tmp_path, HEAD + OFF), DECLARED)
    assert off.switched_off(DECLARED) == {"fin_tax_debt_or_gap"}
    assert on.switched_off(DECLARED) == frozenset()


@pytest.mark.parametrize("name", [n for n, one in registry.catalogue().items() if one.direction is Direction.CONTEXT])
def test_a_context_indicator_can_never_be_given_weight(tmp_path, name):
    for target in Target:
        text = f'[targets.{target}.{name}]\nweight = 1.0\nstatus = "in_use"\nreason = "skäl"\n'
        with pytest.raises(ProfileError, match="a context indicator never counts"):
            load(written(tmp_path, HEAD + text), registry.catalogue())


BROKEN = [
    ("not TOML", "name = ", "not readable as TOML"),
    ("no target at all", HEAD, "targets: is missing"),
    ("no name", HEAD.replace('name = "prov"', "") + WEIGHT, "name: is missing"),
    ("nobody decided", HEAD.replace('["metodansvarig"]', "[]") + WEIGHT, "decided_by: names no role"),
    ("a day as text", HEAD.replace("2026-01-01", '"2026-01-01"') + WEIGHT, "decided_on: has the wrong type"),
    ("a time of day", HEAD.replace("2026-01-01", "2026-01-01T10:00:00") + WEIGHT, "decided_on: has the wrong type"),
    ("a target that is none", HEAD + WEIGHT.replace("targets.Q", "targets.X"), "targets.X: is not a target"),
    ("an unknown key", HEAD + "cap = 0.5\n" + WEIGHT, "cap: is not a known key"),
    ("a misspelt key", HEAD + WEIGHT + "wieght = 1\n", "wieght: is not a known key"),
    ("no weight", HEAD + WEIGHT.replace("weight = 2.0", ""), "weight: is missing"),
    ("weight zero", HEAD + WEIGHT.replace("2.0", "0.0"), "weight: must lie between"),
    ("weight below zero", HEAD + WEIGHT.replace("2.0", "-1.0"), "weight: must lie between"),
    ("weight not a number", HEAD + WEIGHT.replace("2.0", "nan"), "weight: must lie between"),
    ("weight as text", HEAD + WEIGHT.replace("2.0", '"2"'), "weight: has the wrong type"),
    ("weight as a truth value", HEAD + WEIGHT.replace("2.0", "true"), "weight: has the wrong type"),
    ("no reason", HEAD + WEIGHT.replace('"skäl"', '" "'), "reason: is empty"),
    ("an unknown status", HEAD + WEIGHT.replace("in_use", "on"), "status: is 'on'"),
    ("review before decision", HEAD + WEIGHT + "next_review = 2025-01-01\n", "next_review: is not after decided_on"),
    ("cap above one", HEAD + "group_cap = 1.5\n" + WEIGHT, "group_cap: must lie between"),
    ("an indicator that is none", HEAD + WEIGHT.replace("sup_severity", "sup_sevrity"), "there is no such indicator"),
    ("a target the indicator lacks", HEAD + WEIGHT.replace("targets.Q", "targets.W"), "the indicator is defined for Q"),
    (
        "weight on a context indicator",
        HEAD + WEIGHT.replace("sup_severity_points_36m", "sup_days_since_inspection"),
        "a context indicator never counts",
    ),
    (
        "a context indicator as a work item",
        HEAD + WEIGHT + '[beside.sup_days_since_inspection]\nstatus = "work_item"\nreason = "skäl"\n',
        "a context indicator never counts",
    ),
    (
        "weight beside the score",
        HEAD + WEIGHT + '[beside.fin_insolvency_state]\nstatus = "work_item"\nweight = 1.0\nreason = "skäl"\n',
        "weight: an indicator that is work_item has no weight",
    ),
    (
        "in the score and beside it",
        HEAD + WEIGHT + '[beside.sup_severity_points_36m]\nstatus = "work_item"\nreason = "skäl"\n',
        "also stands under beside",
    ),
    (
        "in use without a word on legal review",
        HEAD.replace('legal_review = { on = 2026-01-01, by = ["verksjurist"] }\n', "") + WEIGHT,
        "legal_review is missing",
    ),
    (
        "a legal review by nobody",
        HEAD.replace('["verksjurist"]', "[]") + WEIGHT,
        "legal_review.by: names no role",
    ),
    ("a legal review without a day", HEAD.replace("on = 2026-01-01, ", "") + WEIGHT, "legal_review.on: is missing"),
    ("a legal review as text", HEAD + WEIGHT + 'legal_review = "ja"\n', "legal_review: has the wrong type"),
    (
        "reviewed without a review",
        HEAD + WEIGHT + f"{REVIEWED}legal_review = {OUTSTANDING}",
        "reviewed without a review",
    ),
    ("L5 in use before a review", HEAD + SENSITIVE + f"legal_review = {OUTSTANDING}", "limit L5"),
    ("off and in use", HEAD + OFF.replace('legal_basis = "lagrum"\n', ""), "off until a legal basis is recorded"),
    ("a basis where none is needed", HEAD + WEIGHT + 'legal_basis = "lagrum"\n', "legal_basis on an indicator"),
    ("a basis that says nothing", HEAD + OFF.replace('"lagrum"', '" "'), "legal_basis: is empty"),
    ("nobody owns it", HEAD + WEIGHT + 'owner = ""\n', "owner: is empty"),
    ("a value where a table belongs", HEAD + "[targets]\nQ = 1\n", "targets.Q: is not a table"),
]


@pytest.mark.parametrize(("text", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_rule_is_named_with_file_key_and_remedy(tmp_path, text, message):
    with pytest.raises(ProfileError) as error:
        load(written(tmp_path, text), DECLARED)
    told = str(error.value)
    assert told.startswith("prov.toml: ")
    assert message in told
    assert ";" in told


def test_a_profile_that_is_not_there_names_those_that_are():
    with pytest.raises(ProfileError, match=r"choose one of: .*v1"):
        load("v0", DECLARED)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "prov.toml"
    path.write_bytes((HEAD + WEIGHT).encode("latin-1"))
    with pytest.raises(ProfileError, match="UTF-8"):
        load(path, DECLARED)
