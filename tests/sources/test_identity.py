"""Identity numbers: organisations are kept, persons become pseudonyms, everything else is refused."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.se import orgnr

from sources.identity import (
    DEMO_SECRET,
    KEY_FILE,
    TEST_NUMBERS,
    KeyFault,
    PseudonymKey,
    identity_check,
    is_person_like,
    masked,
    read_operator,
    read_person,
    ten_digits,
)
from tests.sources.delivering import KEY, PERSON

PSEUDONYM = KEY.pseudonym("8501011236")
OPERATORS = [
    ("ten digits", "5560000001", "5560000001"),
    ("with a hyphen", "556000-0001", "5560000001"),
    ("with 16 first", "165560000001", "5560000001"),
    ("with 16 and a hyphen", "16556000-0001", "5560000001"),
    ("a person with ten digits", "8501011236", PSEUDONYM),
    ("a person with hyphen", PERSON, PSEUDONYM),
    ("a person over a hundred", "850101+1236", PSEUDONYM),
    ("a person with century", "198501011236", PSEUDONYM),
    ("a person with century and hyphen", "19850101-1236", PSEUDONYM),
    ("a person with 16 first", "168501011236", PSEUDONYM),
    ("a pseudonym", "P-0123456789abcdef0123", "P-0123456789abcdef0123"),
]
REFUSED = [
    ("a wrong check digit", "5560000003", "wrong_check_digit"),
    ("a person's wrong check digit", "8501011234", "wrong_check_digit"),
    ("nine digits", "556000000", "not_an_identity_number"),
    ("eleven digits", "55600000012", "not_an_identity_number"),
    ("twelve digits with another century", "215560000001", "not_an_identity_number"),
    ("letters", "SE556000000101", "not_an_identity_number"),
    ("third digit below two, and no month", "5500000004", "not_an_identity_number"),
    ("digits of another script", "٥٥٦٠٠٠٠٠٠١", "not_an_identity_number"),
    ("a pseudonym too short", "P-0123", "not_an_identity_number"),
]


@pytest.mark.parametrize(("_how", "text", "value"), OPERATORS)
def test_an_operator_is_read_however_it_is_written(_how, text, value):
    assert read_operator(text, KEY).value == value


@pytest.mark.parametrize(("_how", "text", "rule"), REFUSED)
def test_what_is_no_identity_number_is_refused_by_rule(_how, text, rule):
    reading = read_operator(text, KEY)
    assert (reading.value, reading.fault) == (None, rule)


CHECKS = [
    ("5560000001", "ok"),
    ("2120000142", "ok"),
    ("5560000003", "wrong_check_digit"),
    ("5500000004", "wrong_third_digit"),
    ("8501011236", "person_like"),
    ("556000000", "wrong_length"),
    ("SE556000000101", "foreign"),
    (PSEUDONYM, "pseudonym"),
    ("S-0123456789abcdef0123", "stub"),
]


@pytest.mark.parametrize(("identifier", "check"), CHECKS)
def test_what_is_wrong_with_an_identifier_is_said_as_data(identifier, check):
    assert identity_check(identifier) == check


@given(st.integers(0, 10**10 - 1))
def test_the_check_is_that_of_the_library_where_no_rule_of_ours_comes_first(number):
    text = f"{number:010d}"
    if text[2] >= "2" and text not in TEST_NUMBERS:
        assert identity_check(text) == ("ok" if orgnr.is_valid(text) else "wrong_check_digit")


@pytest.mark.parametrize("number", sorted(TEST_NUMBERS))
def test_official_test_numbers_flow_through_and_are_marked(number):
    assert not luhn.is_valid(number)
    for text in (number, f"{number[:6]}-{number[6:]}", f"16{number}"):
        assert read_operator(text, KEY).value == number
    assert identity_check(number) == "test_number"


def test_a_persons_test_number_is_still_refused():
    assert read_operator("198210300002", KEY).fault == "wrong_check_digit"


person_digits = st.builds(
    lambda year, month, day, number: f"{year:02d}{month:02d}{day:02d}{number:03d}",
    st.integers(0, 99), st.integers(1, 12), st.one_of(st.integers(1, 31), st.integers(61, 91)), st.integers(0, 999),
).map(lambda nine: nine + luhn.calc_check_digit(nine))  # fmt: skip


@given(person_digits, st.sampled_from(["18", "19", "20", "16", ""]), st.sampled_from(["", "-", "+", " "]))
def test_all_ways_to_write_one_person_give_one_pseudonym_and_never_the_number(digits, century, separator):
    text = century + digits[:6] + separator + digits[6:]
    assert read_operator(text, KEY).value == KEY.pseudonym(digits) == read_person(text, KEY).value


@given(person_digits, st.text(alphabet="abc -.,", max_size=8), st.sampled_from(["", "19", "20"]))
def test_a_persons_number_in_a_text_is_masked(digits, around, century):
    said = masked(around + century + digits + around)
    assert digits not in said
    assert "[personnummer]" in said


@given(st.integers(0, 9), st.integers(20, 99), st.integers(0, 999_999))
def test_an_organisation_number_is_kept_as_it_is(first, third_and_fourth, rest):
    nine = f"5{first}{third_and_fourth}{rest:06d}"[:9]
    number = nine + luhn.calc_check_digit(nine)
    assert read_operator(number, KEY).value == number
    assert masked(f"nr {number}.") == f"nr {number}."


def test_dates_and_case_numbers_are_not_taken_for_persons():
    for text in ("2026-03-01", "2026-03-01 – 2026-04-01", "8.5-29206/2014", "08-123 45 67", "20260301"):
        assert masked(text) == text


def test_a_pseudonym_in_a_text_is_left_alone_even_when_its_digits_look_like_a_person():
    text = "P-8501011236a850101123"
    assert masked(f"se {text}.") == f"se {text}."


def test_person_like_needs_a_month_and_a_day():
    assert is_person_like("8501011236")
    assert is_person_like("8501611236")
    assert not is_person_like("8513011236")
    assert not is_person_like("8501321236")
    assert ten_digits("850101-1236") == "8501011236"


def test_another_key_gives_another_pseudonym():
    other = PseudonymKey(b"another secret of some length")
    assert other.pseudonym("8501011236") != PSEUDONYM
    assert other.fingerprint() != KEY.fingerprint()


def test_the_key_is_not_shown_when_printed():
    assert DEMO_SECRET.decode() not in repr(KEY)


def test_a_home_gets_a_key_of_its_own_that_only_its_owner_can_read(tmp_path):
    key = PseudonymKey.load(tmp_path / "home", tmp_path)
    path = tmp_path / "home" / KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert PseudonymKey.load(tmp_path / "home", tmp_path) == key
    assert PseudonymKey.load(tmp_path / "another", tmp_path) != key


def test_a_key_that_others_can_read_is_refused(tmp_path):
    PseudonymKey.load(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)
    with pytest.raises(KeyFault, match="chmod 600"):
        PseudonymKey.load(tmp_path)


def test_synthetic_deliveries_get_the_open_key_and_so_do_their_corrections(tmp_path):
    (tmp_path / "SYNTHETIC.json").write_text("{}")
    assert PseudonymKey.load(tmp_path / "home", tmp_path) == PseudonymKey(DEMO_SECRET)
    assert PseudonymKey.load(tmp_path / "home") == PseudonymKey(DEMO_SECRET)
    assert not (tmp_path / "home" / KEY_FILE).exists()


def test_a_given_key_file_wins_over_everything(tmp_path):
    (tmp_path / "SYNTHETIC.json").write_text("{}")
    (tmp_path / "key").write_bytes(b"a secret of thirty-two characters\n")
    assert (
        PseudonymKey.load(tmp_path / "home", tmp_path, tmp_path / "key").secret == b"a secret of thirty-two characters"
    )


def test_a_home_made_with_one_key_refuses_another(tmp_path):
    (tmp_path / "SYNTHETIC.json").write_text("{}")
    PseudonymKey.load(tmp_path / "home", tmp_path)
    (tmp_path / "SYNTHETIC.json").unlink()
    with pytest.raises(KeyFault, match="annan pseudonymnyckel"):
        PseudonymKey.load(tmp_path / "home", tmp_path)


def test_a_short_key_is_refused(tmp_path):
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(KeyFault, match="kortare"):
        PseudonymKey.load(tmp_path / "home", key_file=tmp_path / "key")


@pytest.mark.parametrize("text", ["vakant", "Vakant ", "SAKNAS", "okänd", "ej tillsatt", "******-****", "-"])
def test_a_word_for_nobody_is_nobody(text):
    assert read_person(text, KEY).value is None


def test_a_name_that_holds_such_a_word_is_somebody():
    assert read_person("Saknas Larsson", KEY).value is not None
