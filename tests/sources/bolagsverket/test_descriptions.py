"""What counts as care in the description of a business."""

import pytest

from sources.bolagsverket.descriptions import describes_care


@pytest.mark.parametrize(
    "text",
    [
        "Bolaget ska bedriva hemtjänst.",
        "Driva HVB-hem för ungdomar",
        "\\n       PERSONLIG ASSISTANS ENLIGT LSS",
        "konsultation inom vård\noch omsorg samt fastighetsförvaltning",
        "Hem för vård eller boende",
        "Stöd till personer med funktionsnedsättning",
    ],
)
def test_care_is_seen_however_it_is_written(text):
    assert describes_care(text) is True


@pytest.mark.parametrize(
    "text", ["Bedriva handel med cyklar", "Bilvård och hudvård", "Vägassistans", "Fastighetsvård", "Testverksamhet "]
)
def test_other_business_is_not_care(text):
    assert describes_care(text) is False


@pytest.mark.parametrize("text", [None, "", "  \n ", "\\n      "])
def test_no_description_says_nothing(text):
    assert describes_care(text) is None
