"""What is planted in the small published run: who is who, and the secrets that no output may hold."""

import datetime as dt

ORGANISATION = "5560000001"
SECOND = "5560000019"
APPLICANT = "5560000027"
MUNICIPAL = "2120000142"
SOLE_TRADER = "P-50153be0000000000001"
STUB = "S-57b00000000000000001"

SOLE_TRADER_NAME = "Planterad Näringsidkarsson"
SOLE_TRADER_ACTIVITY = "Näringsidkarssons hemtjänst"
PROTECTED_NAME = "Hemliga härbärget"
ADDRESS_FROM_BEFORE_PROTECTION = "Gömda stigen 7"
ADDRESS_OF_SOLE_TRADER = "Hemma hos näringsidkaren 3"
MANAGER = "P-aaaaaaaaaaaaaaaaaaaa"
PERSON_IN_CIRCLE = "P-bbbbbbbbbbbbbbbbbbbb"
SENDER = "P-cccccccccccccccccccc"

SECRETS = (
    SOLE_TRADER_NAME,
    SOLE_TRADER_ACTIVITY,
    PROTECTED_NAME,
    ADDRESS_FROM_BEFORE_PROTECTION,
    ADDRESS_OF_SOLE_TRADER,
    MANAGER,
    PERSON_IN_CIRCLE,
    SENDER,
)

FORMULA_NAME = '=HYPERLINK("https://example.invalid","klicka")'
MARKUP_NAME = "<script>alert(1)</script> & Söner"


def day(text):
    """The day of an ISO date."""
    return dt.date.fromisoformat(text)
