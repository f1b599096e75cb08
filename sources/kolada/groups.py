"""Groups of similar municipalities, by their titles in Kolada and the codes of the list `skr_groups`.

Kolada has many groups, and keeps earlier divisions beside the one in force. One of ours is known by its title alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tables.code_lists import code_list, codes_of

_ASIDE = re.compile(r"\([^)]*\)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True)
class Groups:
    """Municipality → code of its group; and what was left out, in Swedish."""

    members: Mapping[str, str]
    remarks: tuple[str, ...]


def read_groups(rows: Iterable[Mapping[str, Any]]) -> Groups:
    """The groups among Kolada's; of several divisions the latest year's. Nobody is put in two groups."""
    newest: dict[str, tuple[int, list[frozenset[str]]]] = {}
    for row in rows:
        title = row.get("title")
        code, year = (_TITLES.get(_plain(title)), _year(title)) if isinstance(title, str) else (None, 0)
        if code is None or newest.get(code, (year, []))[0] > year:
            continue
        found = newest[code][1] if newest.get(code, (None,))[0] == year else []
        newest[code] = (year, [*found, _members(row)])
    unclear = {code for code, (_, found) in newest.items() if len(set(found)) > 1}
    placed = defaultdict(set)
    for code in newest.keys() - unclear:
        for member in newest[code][1][0]:
            placed[member].add(code)
    doubled = {member for member, codes in placed.items() if len(codes) > 1}
    members = {member: min(codes) for member, codes in placed.items() if member not in doubled}
    told = Counter(
        {
            "kommungrupper finns i flera olika lydelser och läses inte": len(unclear),
            "kommuner står i flera kommungrupper och får ingen": len(doubled),
            "kommungrupper saknas i svaret": len(set(codes_of("skr_groups")) - newest.keys()),
        }
    )
    return Groups(members, tuple(f"{number} {words}" for words, number in told.items() if number))


def _year(title: str) -> int:
    years = _YEAR.findall(title)
    return int(years[-1]) if years else 0


def _plain(title: str) -> str:
    """A title without what stands in brackets, the year, and the name of who made the division."""
    bare = _YEAR.sub(" ", _ASIDE.sub(" ", title)).casefold()
    words = [word for word in re.split(r"[\s,:]+", bare) if word not in ("skr", "skl", "")]
    return " ".join(words)


def _titles() -> Iterator[tuple[str, str]]:
    for code, label, titles in code_list("skr_groups").select("code", "label_sv", "titles").iter_rows():
        for title in (label, *titles.split("|")):
            yield _plain(title), code


_TITLES = dict(_titles())


def _members(row: Mapping[str, Any]) -> frozenset[str]:
    listed = row.get("members")
    found = {each.get("member_id") for each in listed if isinstance(each, Mapping)} if isinstance(listed, list) else ()
    return frozenset(each for each in found if each in codes_of("municipalities"))
