"""Numbers of natural persons in what is sent, made pseudonyms before anything is kept."""

from sources.identity import PseudonymKey, read_operator, read_person, ten_digits
from sources.intake.contract import Content, DeficiencyReport, Notification
from sources.intake.faults import Fault, Refused

_ORGANISATION = "Kontrollera organisationsnumret: det ska ha tio siffror och rätt kontrollsiffra."
_PERSON = "Kontrollera personnumret: det ska ha tio eller tolv siffror och rätt kontrollsiffra."


def needs_key(submission: Content) -> bool:
    """Whether there is a number that may be a person's."""
    return bool(getattr(submission, "organisation_number", None) or getattr(submission, "manager_number", None))


def unnamed(submission: Content, key: PseudonymKey) -> Content:
    """The same, with a pseudonym for each person and ten digits for each organisation.

    Raises:
        Refused: a number is not one.
    """
    changed: dict[str, str | None] = {}
    if isinstance(submission, DeficiencyReport | Notification) and submission.organisation_number:
        reading = read_operator(submission.organisation_number.replace(" ", ""), key)
        if reading.value is None:
            raise Refused([Fault("organisation_number", reading.fault or "wrong_form", _ORGANISATION)])
        changed["organisation_number"] = reading.value
    if isinstance(submission, Notification) and submission.manager_number:
        changed["manager_number"] = _person(submission.manager_number, key)
    return submission.model_copy(update=changed)


def _person(number: str, key: PseudonymKey) -> str | None:
    as_operator = read_operator(number.replace(" ", ""), key)
    if as_operator.fault is not None or (as_operator.value or "")[:2] != "P-":
        raise Refused([Fault("manager_number", as_operator.fault or "not_a_person", _PERSON)])
    return read_person(number, key).value if ten_digits(number) else as_operator.value
