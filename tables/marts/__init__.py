"""What is published: values, scores, contributions, lists, monitors and the manifest that says how they came about.

No wall-clock time stands in any of these tables: the same deliveries, catalogue, profile and seed give the same bytes.
"""

from tables.marts.evaluation import EvaluationCurve, EvaluationFigure
from tables.marts.lists import ListInForce, RankedList
from tables.marts.manifest import Manifest, Source
from tables.marts.mart import Mart
from tables.marts.monitors import Distribution, Monitor
from tables.marts.offers import ActivityOffer
from tables.marts.overdispersion import Overdispersion
from tables.marts.proposals import LinkProposal
from tables.marts.results import Contribution, IndicatorValue, Score
from tables.marts.trends import Trend
from tables.marts.work import PermitCaseItem, WorkItem

__all__ = [
    "ActivityOffer",
    "Contribution",
    "Distribution",
    "EvaluationCurve",
    "EvaluationFigure",
    "IndicatorValue",
    "LinkProposal",
    "ListInForce",
    "Manifest",
    "Mart",
    "Monitor",
    "Overdispersion",
    "PermitCaseItem",
    "RankedList",
    "Score",
    "Source",
    "Trend",
    "WorkItem",
]
