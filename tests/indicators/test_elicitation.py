"""Weights by those who know: medians by hand, too few answers, and the profile they become."""

import dataclasses

import pytest

from indicators.decisions import profile
from indicators.decisions.elicitation import Answer, Signature, TooFewAnswers, profile_text, weigh
from indicators.definition import Target
from indicators.registry import catalogue

TIPS = "rep_tip_rate_eb_12m"
SIGNATURE = Signature(
    "prov", ("metodansvarig",), "2026-07-01", "2027-01-01", "metodansvarig", 'Fem "svar"', "Ingen jurist har granskat."
)


def answers(*weights, indicator=TIPS, target=Target.QUALITY):
    return [
        Answer(f"inspektör {number}", target, indicator, weight, "sett i tillsynen")
        for number, weight in enumerate(weights)
    ]


def written(found, tmp_path):
    path = tmp_path / "prov.toml"
    path.write_text(profile_text(found, SIGNATURE, {one.indicator: "namn" for one in found}), encoding="utf-8")
    return profile.load(path, catalogue())


def test_the_weight_is_the_median_with_the_middle_half():
    (found,) = weigh(answers(0.5, 3.0, 1.0, 2.0, 1.5))
    assert (found.weight, found.low, found.high, found.n) == (1.5, 1.0, 2.0, 5)
    assert not found.is_contested


def test_answers_far_apart_are_said_to_be_so():
    (found,) = weigh(answers(0.0, 0.0, 1.5, 3.0, 3.0))
    assert (found.weight, found.is_contested) == (1.5, True)


def test_four_answers_make_no_weight_and_the_indicator_is_named():
    with pytest.raises(TooFewAnswers, match=f"Q/{TIPS} \\(4\\)"):
        weigh(answers(1, 1, 1, 1))


def test_one_person_answers_once():
    twice = answers(1, 1, 1, 1, 2)
    with pytest.raises(ValueError, match="två gånger"):
        weigh([*twice, dataclasses.replace(twice[0], weight=3.0)])


def test_the_profile_is_a_legal_one_with_the_medians_and_every_reason(tmp_path):
    found = weigh([*answers(1, 2, 2.5, 2, 0.5), *answers(0, 0, 0, 1, 3, indicator="sup_severity_points_36m")])
    made = written(found, tmp_path)
    assert made.weights(Target.QUALITY) == {TIPS: 2.0}
    assert made.reason == 'Fem "svar"'
    (trial,) = (one for one in made.targets[Target.QUALITY] if one.indicator == "sup_severity_points_36m")
    assert trial.status == "shadow"
    assert "inspektör 4: sett i tillsynen." in trial.reason


@pytest.mark.parametrize("reason", ['citat " och \\ streck', "två\nrader", "[targets.Q.x]", "slut'''"])
def test_no_reason_breaks_the_file(tmp_path, reason):
    found = weigh([dataclasses.replace(one, reason=reason) for one in answers(1, 1, 1, 1, 1)])
    (decision,) = written(found, tmp_path).targets[Target.QUALITY]
    assert " ".join(reason.split()).rstrip(". ") in decision.reason
