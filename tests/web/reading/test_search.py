"""Searching forgives spelling, says why, and finds no person."""

import pytest

from tables.reading.names import fold, grams
from web import listing
from web.reading import CannotSearch, search


@pytest.fixture(scope="module")
def day(reading):
    return listing.day_of(reading, None)


@pytest.fixture(scope="module")
def names(reading):
    return reading.asked("SELECT kind, id, name FROM name WHERE length(name) > 8 ORDER BY number")


def test_every_name_finds_its_own(reading, names, day):
    for kind, key, name in names:
        assert (kind, key) in {(hit.kind, hit.id) for hit in search(reading, name, day)}


def test_a_letter_missing_still_finds_it(reading, names, day):
    for kind, key, name in names:
        hits = search(reading, name[:4] + name[5:], day)
        assert (kind, key) in {(hit.kind, hit.id) for hit in hits}
        assert all(hit.why.startswith("namnet") for hit in hits)


def test_accents_capitals_and_spaces_do_not_matter():
    assert fold("  Åkers  ÄNGAR ") == "akers angar"
    assert grams("ab") == [" ab", "ab "]


def test_nobody_is_found_by_what_no_name_holds(reading, day):
    assert search(reading, "qzxjwq", day) == ()


@pytest.mark.parametrize("text", ["", "a", "19121212-1212"])
def test_what_cannot_be_searched_is_refused_in_words(reading, day, text):
    with pytest.raises(CannotSearch, match=r"Ange|personnummer") as refused:
        search(reading, text, day)
    assert "1212" not in str(refused.value)


def test_persons_and_protected_places_have_no_name_in_the_file(reading):
    held = {key for (key,) in reading.asked("SELECT id FROM name UNION SELECT actor_id FROM called")}
    natural = reading.rows(
        "SELECT DISTINCT actor_id AS id FROM core.actor WHERE id_type = 'person' OR actor_id LIKE 'P-%' "
        "UNION SELECT activity_id FROM core.activity_version WHERE address_protected OR actor_id LIKE 'P-%'"
    )["id"].to_list()
    assert natural
    assert not held & set(natural)
