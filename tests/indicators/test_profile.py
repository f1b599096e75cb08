"""Weight profiles: the one in use holds together, and each broken rule is an error that names where and what to do."""

import datetime as dt

import pytest

from indicators import registry
from indicators.definition import Direction, Target
from indicators.profile import FOLDER, ProfileError, Status, load
from tests.indicators.value_frames import CATALOGUE

HEAD = """
name = "prov"
decided_by = ["metodansvarig"]
decided_on = 2026-01-01
next_review = 2027-01-01
reason = "prov"
"""
WEIGHT = """
[targets.Q.sup_severity_points_36m]
weight = 2.0
status = "in_use"
reason = "skäl"
"""
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
def test_every_indicator_has_been_decided_about(path):
    decided = {decision.indicator for _, decision in load(path, registry.catalogue()).decisions()}
    assert set(registry.catalogue()) <= decided


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_context_indicator_has_no_weight(path):
    for _, decision in load(path, registry.catalogue()).decisions():
        if registry.catalogue()[decision.indicator].direction is Direction.CONTEXT:
            assert decision.weight == 0


def test_register_duty_never_lifts_quality_or_crime():
    profile = load("v1", registry.catalogue())
    for target in (Target.QUALITY, Target.CRIME):
        assert not [name for name in profile.weights(target) if name.startswith("reg_")]


def test_decisions_inherit_who_and_when_from_the_profile_unless_they_say_their_own(tmp_path):
    own = WEIGHT + 'decided_by = ["verksjurist"]\ndecided_on = 2026-03-01\n'
    for text, roles, day in ((WEIGHT, ("metodansvarig",), 1), (own, ("verksjurist",), 3)):
        ((decision,),) = load(written(tmp_path, HEAD + text), CATALOGUE).targets.values()
        assert (decision.decided_by, decision.decided_on) == (roles, dt.date(2026, day, 1))


def test_the_limits_have_defaults(tmp_path):
    profile = load(written(tmp_path, HEAD + WEIGHT), CATALOGUE)
    assert (profile.group_cap, profile.coverage_min, profile.draws, profile.relative_sd) == (0.4, 0.4, 200, 0.3)


def test_a_shadow_indicator_does_not_count(tmp_path):
    text = WEIGHT.replace("weight = 2.0\n", "").replace("in_use", "shadow")
    assert load(written(tmp_path, HEAD + text), CATALOGUE).weights(Target.QUALITY) == {}


def test_work_items_are_listed_by_status(tmp_path):
    text = WEIGHT + '[beside.fin_insolvency_state]\nstatus = "work_item"\nreason = "skäl"\n'
    assert load(written(tmp_path, HEAD + text), CATALOGUE).with_status(Status.WORK_ITEM) == ["fin_insolvency_state"]


def test_the_version_follows_from_the_text(tmp_path):
    first = load(written(tmp_path, HEAD + WEIGHT), CATALOGUE).version
    second = load(written(tmp_path, HEAD + WEIGHT.replace("2.0", "2.5")), CATALOGUE).version
    assert first != second
    assert load(written(tmp_path, HEAD + WEIGHT), CATALOGUE).version == first


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
    ("a value where a table belongs", HEAD + "[targets]\nQ = 1\n", "targets.Q: is not a table"),
]


@pytest.mark.parametrize(("text", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_rule_is_named_with_file_key_and_remedy(tmp_path, text, message):
    with pytest.raises(ProfileError) as error:
        load(written(tmp_path, text), CATALOGUE)
    told = str(error.value)
    assert told.startswith("prov.toml: ")
    assert message in told
    assert ";" in told


def test_a_profile_that_is_not_there_names_those_that_are():
    with pytest.raises(ProfileError, match=r"choose one of: .*v1"):
        load("v0", CATALOGUE)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "prov.toml"
    path.write_bytes((HEAD + WEIGHT).encode("latin-1"))
    with pytest.raises(ProfileError, match="UTF-8"):
        load(path, CATALOGUE)
