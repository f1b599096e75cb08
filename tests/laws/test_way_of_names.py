"""Law: what something or someone is called decides nothing. Other names, foreign ones too: the same scores."""

import hashlib
import re

import polars as pl

from tests.laws.register import T
from tests.whole_way import way

#: Every column that holds a name as delivered.
NAMES = {"operator_name", "activity_name", "company_name"}
#: Beginnings of names from elsewhere; made up, like everything in the register.
_FOREIGN = ("Al Nur", "Nowak", "Đurić", "Osman", "Søndergård", "Hernández", "Yıldız", "Ng", "O'Hara", "Hopfgarten")


def renamed(name):
    """Another name, the same wherever and however the name is written, so that what agreed still agrees."""
    words = re.sub(r"[\W_]+", " ", name.lower().replace("&", " och "))
    written = re.sub(r"\b(ab|aktiebolag|aktiebolaget)\b", " ", words).split()
    digest = hashlib.blake2b(" ".join(written).encode(), digest_size=8)
    number = int.from_bytes(digest.digest(), "big")
    return f"{_FOREIGN[number % len(_FOREIGN)]} {digest.hexdigest()}"


def with_other_names(deliveries):
    changed = {}
    for table, rows in deliveries.items():
        names = [name for name in rows.columns if name in NAMES]
        distinct = {one: renamed(one) if one else one for name in names for one in rows[name].drop_nulls().unique()}
        changed[table] = rows.with_columns(pl.col(name).replace(distinct) for name in names) if distinct else rows
    return changed


def test_with_all_names_changed_every_score_is_the_same(delivered, base):
    other = with_other_names(delivered)
    assert not set(other["activity_version"]["activity_name"]) & set(delivered["activity_version"]["activity_name"]) - {
        ""
    }
    found = way(other, [T])
    for mart in ("indicator_value", "score", "contribution"):
        assert found.marts[mart].equals(base.marts[mart]), mart


def test_the_list_differs_in_names_alone(delivered, base):
    found = way(with_other_names(delivered), [T]).marts["ranked_list"]
    ours, theirs = (
        frame.drop("activity_name", "actor_name", strict=False) for frame in (found, base.marts["ranked_list"])
    )
    assert ours.equals(theirs)
    assert not found["activity_name"].equals(base.marts["ranked_list"]["activity_name"])
