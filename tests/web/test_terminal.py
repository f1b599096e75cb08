"""What stands on the screen, at the widths people have and when it is piped."""

import datetime as dt

import pytest

from web import evidence, finding, listing, lookup
from web.terminal import layout
from web.terminal import lookup as terminal_lookup

LATER = dt.date(2026, 6, 30)


def printed(capsys, *parts, width=None):
    layout.show(*parts, width=width)
    return capsys.readouterr().out


def test_a_row_shows_place_interval_band_name_form_place_score_coverage_and_the_two_strongest_reasons(
    published, capsys
):
    text = printed(capsys, layout.listing(listing.listing(published, "Q", LATER, top=1)))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "1 1–5 A Björkens hem 59,2 82 %" in lines
    assert "hem för vård eller boende, Stockholm · V000001 · Exempelomsorg AB (556000-0001)" in lines
    assert "• Viktade bristpoäng 10 (vanligt: 3,5), senast 2025-04-01" in lines
    assert "• Ett avslag (vanligt: 0)" in lines
    assert "Ett tredje skäl" not in text


def test_work_items_stand_with_the_activity(published, capsys):
    assert "! Öppen konkurs" in printed(capsys, layout.listing(listing.listing(published, "Q", LATER, top=1)))


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_line_is_wider_than_the_screen_and_nothing_is_cut(published, capsys, width):
    found = listing.listing(published, "Q", LATER)
    text = printed(capsys, layout.listing(found), width=width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "…" not in text
    assert all(row.activity_id in text for row in found.rows)


@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_look_up_fits_the_screen(published, capsys, width):
    answer = lookup.look_up(published, finding.find(published, "V000001", LATER)[0], None)
    text = printed(capsys, terminal_lookup.lookup(answer), width=width)
    assert max(len(line) for line in text.splitlines()) <= width


def test_piped_output_has_neither_colours_nor_trailing_space(published, capsys):
    text = printed(capsys, layout.listing(listing.listing(published, "Q", LATER)))
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_a_figure_is_never_broken_over_two_lines(published, capsys):
    answer = lookup.look_up(published, finding.find(published, "V000001", LATER)[0], None)
    for width in range(80, 121):
        assert "12\u00a0500\u00a0000" in printed(capsys, terminal_lookup.lookup(answer), width=width)


def test_identity_and_legal_state_come_before_the_figures(published, capsys):
    answer = lookup.look_up(published, finding.find(published, "V000001", LATER)[0], None)
    text = printed(capsys, terminal_lookup.lookup(answer))
    order = ["Exempelomsorg AB", "Rättsläge", "Uppgifternas ålder", "Plats i listorna", "Indikatorer", "Tidslinje"]
    assert [text.index(word) for word in order] == sorted(text.index(word) for word in order)


def test_a_short_timeline_says_how_much_is_left_out(published, capsys):
    answer = lookup.look_up(published, finding.find(published, "V000001", LATER)[0], None)
    text = printed(capsys, terminal_lookup.lookup(answer, 3))
    assert f"… och {len(answer.timeline) - 3} tidigare; visa alla med --all." in text


def test_evidence_names_file_and_row(published, capsys):
    text = printed(capsys, layout.evidence(evidence.evidence(published, "sup_severity_points_36m", "V000001", LATER)))
    assert "inspection_2026-06.csv, rad 4" in text
    assert "Värde: 10" in text
    assert "En ny inspektion utan brister" in text
