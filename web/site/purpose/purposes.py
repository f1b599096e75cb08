"""The purposes that there are, by the code that the log keeps."""

from collections.abc import Mapping

PURPOSES: Mapping[str, str] = {
    "plan_supervision": "planera tillsyn",
    "ongoing_supervision": "pågående tillsyn",
    "permit_case": "pröva tillstånd",
    "report": "handlägga tips eller klagomål",
    "evaluation": "utvärdera listor och metod",
    "log_review": "följa upp loggen",
    "other": "annat, enligt ärendet",
}
