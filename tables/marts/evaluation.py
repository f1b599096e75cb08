"""What an evaluation gives: figures with limits, and the points of curves, both long and tidy.

They are made when somebody asks for an evaluation, not in every run, and are no part of what is published with lists.
How to read a row: `value` with `low` and `high` is `measure` of `method`, against `label`, among the units of
`stratum`, for the `group` of kind `group_kind`, on `list_date`. What does not apply is null.
`k` is the length of one list's top; over all list dates, what it is on average.

Measures, and what else is filled in for them:

- `precision_at_k`, `lift` (over the stratum; on `drawn` everyone weighs by the chance of being drawn in either arm),
  `recall_at_k`, `auc`, `average_precision`: by stratum and list date.
- `precision_among_inspected`, `share_inspected`, `precision_bounds`: the first k, of which some were inspected; the
  bounds are `low` and `high` of the whole k.
- `precision_weighted`, `weight_effective_size`, `share_not_estimable`, `imbalance` and `imbalance_weighted` (largest
  standardised difference between those inspected and everyone), `propensity_lowest`, `propensity_p05`,
  `propensity_median`, `propensity_p95`, `propensity_highest` (`group_kind` `overlap`).
- `within_region_auc`, `within_inspector_auc`: pairs within one region or inspector only.
- `hit_rate`: by `group_kind` `origin`; `note` says which other origins' limits overlap.
- `calibration_slope`, `calibration_intercept`, `brier`, `base_rate`.
- `rank_correlation`, `turnover`, `turnover_without_new_facts`: against the list date before.
- `auc_alone`, `auc_change_when_removed`: `group_kind` `indicator`, on `unchosen`.
- `inspections_per_hit`, `hours_per_hit` (on `drawn`, by arm, and by group), `no_finding_share`: burden.
- `share_of_top`, `share_of_population`, `selection_ratio`, `hit_rate_of_selected`, `false_alarm_share`, `coverage`,
  `share_of_score_from_reports`: fairness, by `group_kind` and `group`; `is_alarm` where a ratio is outside 0.8 to 1.25
  and its limits exclude 1.
- `facts_before_known`: must be 0. `n_labels`, `n_undecided`, `n_inspected`: what there was to go by.
- `picked_by_both`: share of the first k of two methods that is the same; `group` is the other method.
"""

import dataframely as dy

from tables import fields
from tables.base import Table, note

#: The methods that an evaluation knows, version 1 first; every one-variable baseline stands among them.
METHODS = {
    "version_1": "poängen i bruk",
    "shadow_logistic": "skuggmodell: logistisk regression",
    "shadow_boosting": "skuggmodell: monotona träd",
    "shadow_points": "skuggmodell: bristpoäng i stället för ja eller nej",
    "inspectors_choice": "inspektörernas eget val",
    "random": "slump",
    "last_outcome": "senaste utfallet",
    "own_history": "egen historik, krympt",
    "authority_level": "myndighetens egen risknivå",
    "size": "storlek",
    "tips": "antal tips",
    "region_only": "endast region",
    "inspector_only": "endast inspektör",
    "own_score": "poäng i filen",
}
#: On which units a figure rests.
STRATA = {
    "random_arm": "slumpmässigt urval",
    "duty": "frekvenstillsyn",
    "unchosen": "slumpmässigt urval och frekvenstillsyn",
    "drawn": "alla som en plan har valt",
    "risk_arm": "valda efter risk",
    "inspected": "inspekterade",
    "all": "alla",
    "complaint": "bekräftade klagomål, oberoende av inspektion",
}


class Evaluated(Table):
    """Base of the tables of an evaluation."""


class EvaluationFigure(
    Evaluated,
    layer="evaluation",
    grain="one figure of one method, on one label, stratum, group and list date",
    owner="analysis",
    sv="utvärderingens tal",
):
    """Figures of an evaluation with limits of 95 %. A null value says that the figure cannot be estimated; `note` why.

    Every column but the last six is part of the key; which measures there are stands at the top of the module.
    """

    target = fields.code("targets", "What the score is about.", nullable=True)
    label = dy.String(
        description="The outcome: Q, W, points, or complaint.", metadata=note(example="Q", sv="utfall som mäts")
    )
    method = dy.Enum([*METHODS, "none"], description="What put the units in order; none for figures of no order.")
    measure = dy.String(description="The measure.", metadata=note(example="precision_at_k"))
    stratum = dy.Enum(list(STRATA), description="The units it rests on.")
    group_kind = dy.String(description="What kind of group it is for.", nullable=True, metadata=note(example="form"))
    group = dy.String(description="The group; null for everyone.", nullable=True, metadata=note(example="HVB"))
    list_date = fields.date("The list date; null over all of them.", nullable=True)
    variant = dy.Enum(
        ["later", "other_owners"],
        description="Tested on later days only, or on owners that were left out of the training as well.",
    )
    k = dy.Int64(nullable=True, min=1, description="Length of the list.", metadata=note(example=50))
    value = dy.Float64(nullable=True, description="The figure.", metadata=note(example=0.36))
    low = dy.Float64(nullable=True, description="Lower limit, 95 %.", metadata=note(example=0.24))
    high = dy.Float64(nullable=True, description="Upper limit, 95 %.", metadata=note(example=0.49))
    n = dy.Int64(nullable=True, min=0, description="Units it rests on.", metadata=note(example=60))
    is_alarm = fields.flag("A figure that has to be explained or corrected.")
    note = fields.text("What has to be said beside it, Swedish.", max_length=1000)


class EvaluationCurve(
    Evaluated,
    layer="evaluation",
    grain="one point of one curve of one method on one label",
    owner="analysis",
    sv="utvärderingens kurvor",
):
    """Points of curves, in the order in which they are drawn.

    `lift`: x is the share of the list gone through, y the lift over the stratum as a whole. `recall`: x the same, y
    the share of all hits found. `calibration`: x the mean predicted probability of a tenth, y the share of hits.
    `funnel`: x the number of inspections of a group, y its hit rate, low and high the exact limits around the rate of
    all; `point` is the group. `overlap`: x a tenth of the chance of inspection, y the share of those inspected, or of
    the others, that have it; `point` is which.
    """

    target = fields.code("targets", "What the score is about.", nullable=True)
    label = dy.String(description="The outcome: Q, W, points, or complaint.", metadata=note(example="Q"))
    method = dy.Enum([*METHODS, "none"], description="What put the units in order; none for curves of no order.")
    curve = dy.Enum(["lift", "recall", "calibration", "funnel", "overlap"], description="The curve.")
    stratum = dy.Enum(list(STRATA), description="The units it rests on.")
    point = dy.String(nullable=True, description="The group a point stands for.", metadata=note(example="municipal"))
    order = dy.Int64(min=1, description="Place along the curve.", metadata=note(example=1))
    x = dy.Float64(description="Along the axis.", metadata=note(example=0.05))
    y = dy.Float64(nullable=True, description="The height.", metadata=note(example=2.1))
    low = dy.Float64(nullable=True, description="Lower limit, 95 %.", metadata=note(example=1.4))
    high = dy.Float64(nullable=True, description="Upper limit, 95 %.", metadata=note(example=3.0))
    n = dy.Int64(nullable=True, min=0, description="Units it rests on.", metadata=note(example=60))
