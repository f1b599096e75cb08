"""What may be sent, declared once: forms, messages and officers' notes are all held to these models.

Titles and help texts are what forms show and what the description of the interface says. Rules that need the register
are in `register_rules.py`. What is kept holds no number of a person: a manager's number, and that of a sole trader, are
made pseudonyms before anything is written (`unnamed.py`).
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sources.intake.afterwards import Completion, SameMatter, StateChange, Withdrawal
from sources.intake.content import MOST_ATTACHMENTS, Attaching, Content
from sources.intake.faults import Fault, Refused, faults_of
from sources.intake.notification import Notification
from sources.intake.report import DeficiencyReport

__all__ = [
    "CONTENTS",
    "FORM_VERSION",
    "MOST_ATTACHMENTS",
    "Attaching",
    "Completion",
    "Content",
    "DeficiencyReport",
    "Fault",
    "Notification",
    "Refused",
    "SameMatter",
    "StateChange",
    "Withdrawal",
    "read",
]

#: The version of these models; stands on every report as the form it came in by.
FORM_VERSION = "kommun-1"
#: Everything that may be sent, by what it is called in the book.
CONTENTS: Mapping[str, type[Content]] = {
    one.kind_of_content: one
    for one in (DeficiencyReport, Notification, Completion, Withdrawal, StateChange, SameMatter)
}


def read(kind: str, told: Any) -> Content:
    """What a form or a message told, held to the contract.

    Args:
        kind: a key of `CONTENTS`.
        told: the fields, or the bytes of a JSON object.

    Raises:
        Refused: a rule is broken.
    """
    model = CONTENTS[kind]
    try:
        return model.model_validate_json(told) if isinstance(told, bytes) else model.model_validate(told)
    except ValidationError as error:
        raise Refused(faults_of(error)) from None
