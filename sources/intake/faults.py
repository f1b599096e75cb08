"""What is wrong with something that was sent: field, rule and remedy, in Swedish. What was written is not told."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        field: the name of the field in the contract; empty when it is about the whole.
        rule: which rule is broken, as a code.
        remedy: a Swedish sentence that says what to do.
    """

    field: str
    rule: str
    remedy: str


class Refused(ValueError):
    """Something that was sent and cannot be taken.

    Attributes:
        faults: everything that is wrong with it.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{one.field}: {one.remedy}" if one.field else one.remedy for one in faults))


#: Rule of the validation library → our rule, and the remedy with what the library tells in it.
_RULES = {
    "missing": ("missing_value", "Fyll i fältet."),
    "extra_forbidden": ("unknown_field", "Fältet finns inte i formuläret. Ta bort det."),
    "string_type": ("wrong_type", "Skriv text."),
    "string_too_long": ("too_long", "Skriv högst {max_length} tecken."),
    "string_too_short": ("missing_value", "Fyll i fältet."),
    "string_pattern_mismatch": ("wrong_form", "Skriv på det sätt som hjälptexten visar."),
    "string_unicode": ("wrong_type", "Skriv vanlig text."),
    "int_type": ("not_a_whole_number", "Skriv ett heltal."),
    "int_parsing": ("not_a_whole_number", "Skriv ett heltal."),
    "int_from_float": ("not_a_whole_number", "Skriv ett heltal."),
    "int_parsing_size": ("out_of_range", "Skriv ett mindre tal."),
    "greater_than_equal": ("out_of_range", "Skriv ett värde som är minst {ge}."),
    "less_than_equal": ("out_of_range", "Skriv ett värde som är högst {le}."),
    "bool_type": ("not_yes_or_no", "Svara ja eller nej (true eller false)."),
    "bool_parsing": ("not_yes_or_no", "Svara ja eller nej (true eller false)."),
    "date_type": ("not_a_date", "Skriv ett datum som 2026-03-01."),
    "date_parsing": ("not_a_date", "Skriv ett datum som 2026-03-01."),
    "date_from_datetime_parsing": ("not_a_date", "Skriv ett datum som 2026-03-01."),
    "date_from_datetime_inexact": ("not_a_date", "Skriv ett datum utan klockslag, som 2026-03-01."),
    "tuple_type": ("not_a_list", "Skriv en lista."),
    "too_long": ("too_many", "Ange högst {max_length}."),
    "too_short": ("too_few", "Ange minst {min_length}."),
    "literal_error": ("unknown_code", "Välj ett av de tillåtna värdena."),
    "model_type": ("wrong_type", "Skriv ett objekt med fält."),
    "model_attributes_type": ("wrong_type", "Skriv ett objekt med fält."),
    "json_invalid": ("not_json", "Skicka JSON i UTF-8."),
}
_OTHER = ("wrong_form", "Skriv på det sätt som hjälptexten visar.")


#: What our own rules are raised as; the rule stands in the context beside the remedy.
OWN = "own_rule"


def rule_broken(rule: str, remedy: str, field: str = "") -> PydanticCustomError:
    """The error that a rule of ours raises within a model: a Swedish remedy, and the field where a whole is judged."""
    return PydanticCustomError(OWN, "{remedy}", {"rule": rule, "remedy": remedy, "field": field})


def faults_of(error: ValidationError) -> list[Fault]:
    """What a validation found, each with a Swedish remedy; what was written is left out."""
    return [_fault(one) for one in error.errors(include_url=False, include_input=False)]


def _fault(error: ErrorDetails) -> Fault:
    told = error.get("ctx", {})
    if error["type"] == OWN:
        field = told.get("field") or _field(error)
        return Fault(field, told["rule"], told["remedy"])
    rule, remedy = _RULES.get(error["type"], _OTHER)
    return Fault(_field(error), rule, remedy.format_map(told))


def _field(error: ErrorDetails) -> str:
    """The field; the name of one that the contract does not have is the sender's words, and is not repeated."""
    return "" if error["type"] == "extra_forbidden" else ".".join(str(part) for part in error["loc"])
