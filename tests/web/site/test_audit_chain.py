"""The chain of the log: whole, changed, cut in the middle, cut at the end, and written anew."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.site.audit import anchor
from web.site.audit.chain import BEGINNING, CHAINED, Anchor, digest_of, verify

AT = dt.datetime(2026, 6, 30, 8, 0, tzinfo=dt.UTC)


def chained(n_rows):
    rows, previous = [], BEGINNING
    for number in range(1, n_rows + 1):
        row = dict.fromkeys(CHAINED, "") | {
            "number": number,
            "at": AT,
            "is_refused": False,
            "rows": 3,
            "previous": previous,
        }
        row["digest"] = previous = digest_of(row)
        rows.append(row)
    return rows


def anchors_of(rows):
    return [Anchor(row["number"], row["digest"]) for row in rows]


def test_a_whole_log_is_whole():
    rows = chained(5)
    verdict = verify(rows, anchors_of(rows))
    assert verdict.is_whole
    assert (verdict.rows, verdict.head) == (5, rows[-1]["digest"])


def test_an_empty_log_is_whole():
    assert verify([], []).is_whole


@settings(max_examples=30, deadline=None)
@given(
    at=st.integers(0, 4), name=st.sampled_from([name for name in CHAINED if name not in {"number", "previous", "at"}])
)
def test_a_change_is_found_at_its_row(at, name):
    rows = chained(5)
    kept = anchors_of(rows)
    rows[at] = rows[at] | {name: "other" if isinstance(rows[at][name], str) else 99}
    verdict = verify(rows, kept)
    assert verdict.broken_at == at + 1
    assert "ändrad" in verdict.fault


def test_a_change_of_time_is_found():
    rows = chained(3)
    kept = anchors_of(rows)
    rows[1] = rows[1] | {"at": AT + dt.timedelta(microseconds=1)}
    assert verify(rows, kept).broken_at == 2


@pytest.mark.parametrize("gone", [0, 1, 3])
def test_a_row_gone_from_the_middle_is_named(gone):
    rows = chained(5)
    verdict = verify([row for row in rows if row["number"] != gone + 1], anchors_of(rows))
    assert verdict.broken_at == gone + 1
    assert "borttagen" in verdict.fault


def test_rows_gone_from_the_end_are_named():
    rows = chained(5)
    verdict = verify(rows[:3], anchors_of(rows))
    assert verdict.broken_at == 4
    assert verdict.fault == "raderna 4 till 5 är borttagna från slutet"


def test_all_rows_gone_is_found():
    assert verify([], anchors_of(chained(2))).broken_at == 1


def test_a_chain_that_is_written_anew_is_found_by_the_anchor():
    rows = chained(4)
    anew = chained(1)
    for row in chained(4)[1:]:
        changed = row | {"user": "somebody else", "previous": anew[-1]["digest"]}
        anew.append(changed | {"digest": digest_of(changed)})
    assert verify(anew, anchors_of(anew)).is_whole
    verdict = verify(anew, anchors_of(rows))
    assert verdict.broken_at == 2
    assert "ankaret" in verdict.fault


def test_a_log_without_any_anchor_is_not_called_whole():
    assert not verify(chained(2), []).is_whole


def test_anchors_are_read_as_they_were_appended(tmp_path):
    path = tmp_path / "anchor.jsonl"
    assert list(anchor.read(path)) == []
    assert anchor.last(path) is None
    for one in anchors_of(chained(3)):
        anchor.append(path, one)
    assert list(anchor.read(path)) == anchors_of(chained(3))
    assert anchor.last(path) == anchors_of(chained(3))[-1]
    with path.open("a", encoding="utf-8") as file:
        file.write('{"rows": 4, "dig')
    assert len(list(anchor.read(path))) == 3
    assert path.stat().st_mode & 0o077 == 0
