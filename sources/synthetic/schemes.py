"""Planted schemes of unserious actors, and for each an honest look-alike that shares its outer signs.

A scheme sets what is true of a few operators and activities; their traces in registers and reports then come from the
same modules as everybody's. Nothing of the labels written here is ever delivered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sources.synthetic.draws import NEVER, Ints, Rng
from sources.synthetic.population import STRAW_PERSONS, Population
from sources.synthetic.setting import Setting

#: Cases of each scheme at full scale; as many look-alikes. Small registers have at least two.
CASES = {"takeover_of_dormant": 12, "serial_bankruptcy": 10, "straw_board": 15, "rapid_growth": 12, "moved_away": 12}
_MEMBERS = {"takeover_of_dormant": 1, "serial_bankruptcy": 3, "straw_board": 1, "rapid_growth": 3, "moved_away": 2}
NONE = "none"


@dataclass
class Board:
    """The columns that schemes write to while they are planted, as plain arrays."""

    rng: Rng
    setting: Setting
    activity: dict[str, Any]
    operator: dict[str, Any]

    def day(self, margin: int = 500) -> int:
        """A day with room for a prelude before and for traces after."""
        low = self.setting.first_day + min(400, margin)
        return int(self.rng.integers(low, max(low + 1, self.setting.last_day - margin // 2)))

    def copy_site(self, source: int, target: int) -> None:
        """Let the target activity be the same house, form and size as the source."""
        for column in ("form_code", "municipality", "places", "house", "children", "protected", "first_manager"):
            self.activity[column][target] = self.activity[column][source]

    def forget(self, operators: Ints) -> None:
        """Let operators play no part after all."""
        self.operator["scheme"][operators], self.operator["look_alike"][operators] = NONE, False
        self.operator["scheme_case"][operators], self.operator["scheme_day"][operators] = 0, NEVER

    def temper(self, row: int, operator: int, *, honest: bool) -> None:
        """Set quality of care and integrity."""
        self.activity["risk"][row] = self.rng.normal(-0.4, 0.4) if honest else self.rng.normal(2.4, 0.4)
        self.activity["knowledge"][row] = self.rng.normal(0.2, 0.6) if honest else self.rng.normal(1.0, 0.8)
        self.operator["integrity_risk"][operator] = self.rng.normal(-0.4, 0.3) if honest else self.rng.normal(2.2, 0.3)


def plant(setting: Setting, population: Population) -> Population:
    """Put every scheme and its look-alikes into the population."""
    n, n_operators = population.activities.height, population.operators.height
    board = Board(
        rng=setting.stream("schemes"),
        setting=setting,
        activity={column: population.of_activity(column).copy() for column in population.activities.columns}
        | {
            "dormant_from": np.full(n, NEVER),
            "dormant_until": np.full(n, NEVER),
            "grows": np.full(n, NEVER),
            "criticised": np.full(n, NEVER),
        },
        operator={column: population.of_operator(column).copy() for column in population.operators.columns}
        | {
            "scheme": np.full(n_operators, NONE, dtype="<U24"),
            "look_alike": np.zeros(n_operators, dtype=bool),
            "scheme_case": np.zeros(n_operators, dtype=np.int64),
            "scheme_day": np.full(n_operators, NEVER),
            "decisive": np.full(n_operators, -1),
        },
    )
    homes, agencies = _free_activities(board)
    for scheme, full in CASES.items():
        for case in range(2 * max(2, round(full * setting.scale))):
            pool = agencies if scheme == "straw_board" else homes
            members, rest = pool[: _MEMBERS[scheme]], pool[_MEMBERS[scheme] :]
            agencies, homes = (rest, homes) if scheme == "straw_board" else (agencies, rest)
            if len(members) == _MEMBERS[scheme]:
                _plant_one(board, scheme, case, members)
    return population.with_activities(**board.activity).with_operators(**board.operator)


def _free_activities(board: Board) -> tuple[Ints, Ints]:
    """Homes and agencies, alone in a limited company, that began well before the period and have met nothing yet."""
    a, o = board.activity, board.operator
    operator = a["operator"]
    untouched = (a["revoked"] == NEVER) & (a["taken_over"] == NEVER) & (a["end"] == NEVER)
    alone = (o["size"][operator] == 1) & (o["legal_form"][operator] == "AB") & (o["procedure"][operator] == "none")
    early = a["start"] < board.setting.first_day - 60
    successors = np.unique(a["next_operator"][a["taken_over"] < NEVER])
    free = untouched & alone & early & ~np.isin(operator, successors)
    homes = board.rng.permutation(np.flatnonzero(free & (a["places"] > 0) & (a["form_code"] != "SKYDD")))
    agencies = board.rng.permutation(np.flatnonzero(free & np.isin(a["form_code"], ["LSS2", "HTJ", "KONS"])))
    return homes, agencies


def _plant_one(board: Board, scheme: str, case: int, members: Ints) -> None:
    honest = case % 2 == 1
    operators = board.activity["operator"][members]
    day = board.day()
    board.operator["scheme"][operators], board.operator["look_alike"][operators] = scheme, honest
    board.operator["scheme_case"][operators], board.operator["scheme_day"][operators] = case // 2 + 1, day
    for row, operator in zip(members.tolist(), operators.tolist(), strict=True):
        board.temper(row, operator, honest=honest)
    _PLANTERS[scheme](board, members, day, honest=honest)


def _takeover_of_dormant(board: Board, members: Ints, day: int, *, honest: bool) -> None:
    """A company whose permit lies unused gets new owners and starts again; the honest one does it openly."""
    row = members[0]
    board.activity["dormant_from"][row] = day - int(board.rng.integers(150, 380))
    board.activity["dormant_until"][row] = day + int(board.rng.integers(20, 80) + 60 * honest)


def _serial_bankruptcy(board: Board, members: Ints, _day: int, *, honest: bool) -> None:
    """One person's companies go bankrupt in turn and the home goes on; the honest one failed once, long before."""
    rows = members[:2] if honest else members
    board.forget(board.activity["operator"][members[len(rows) :]])
    operators = board.activity["operator"][members]
    board.operator["decisive"][operators[: len(rows)]] = STRAW_PERSONS + 50_000 + int(members[0])
    ends = board.setting.first_day + int(board.rng.integers(120, 300))
    for before, after in zip(rows[:-1].tolist(), rows[1:].tolist(), strict=True):
        pause = int(board.rng.integers(420, 520)) if honest else int(board.rng.integers(15, 60))
        _go_bankrupt(board, before, ends)
        _move_in(board, before, after, ends + pause, founded=ends + pause - int(board.rng.integers(80, 160)))
        if honest:
            continue
        ends += pause + int(board.rng.integers(330, 560))
    if not honest and ends < board.setting.last_day - 30 and board.rng.random() < 0.3:
        _go_bankrupt(board, int(rows[-1]), ends)


def _go_bankrupt(board: Board, row: int, day: int) -> None:
    operator = board.activity["operator"][row]
    board.operator["procedure"][operator], board.operator["procedure_day"][operator] = "bankruptcy", day
    board.activity["end"][row] = day + 14


def _move_in(board: Board, before: int, after: int, start: int, *, founded: int) -> None:
    operator = board.activity["operator"][after]
    board.copy_site(before, after)
    board.activity["start"][after] = min(start, board.setting.last_day - 30)
    board.operator["founded"][operator] = founded
    board.operator["registered"][operator] = founded + 3


def _straw_board(board: Board, members: Ints, day: int, *, honest: bool) -> None:
    """Straw persons follow one another on the board; in the honest firm a generation hands over, once."""
    if not honest:
        operator = board.activity["operator"][members[0]]
        board.operator["decisive"][operator] = STRAW_PERSONS + int(board.rng.integers(0, 6))
        board.operator["scheme_day"][operator] = min(day, board.setting.first_day + 600)


def _rapid_growth(board: Board, members: Ints, day: int, *, honest: bool) -> None:
    """Four times the places within a year and new homes; whether care follows is what differs."""
    owner = board.activity["operator"][members[0]]
    board.activity["grows"][members[0]] = day
    for step, row in enumerate(members[1:].tolist(), start=1):
        former = board.activity["operator"][row]
        board.forget(np.array([former]))
        board.operator["size"][former] = 0
        board.activity["operator"][row] = board.activity["next_operator"][row] = owner
        board.activity["start"][row] = day + 70 * step
        board.activity["form_code"][row] = board.activity["form_code"][members[0]]
        board.activity["risk"][row] = board.activity["risk"][members[0]] + board.rng.normal(0, 0.2 + 0.1 * honest)
    board.operator["size"][owner] = len(members)


def _moved_away(board: Board, members: Ints, day: int, *, honest: bool) -> None:
    """After criticism the home closes and opens again in a sister company; honestly, another wins the contract."""
    before, after = members.tolist()
    board.activity["end"][before] = day
    if not honest:
        board.activity["criticised"][before] = day - int(board.rng.integers(60, 150))
        operators = board.activity["operator"][members]
        board.operator["decisive"][operators] = STRAW_PERSONS + 60_000 + before
    _move_in(board, before, after, day + int(board.rng.integers(5, 40)), founded=day - int(board.rng.integers(60, 300)))


_PLANTERS: dict[str, Callable[..., None]] = {
    "takeover_of_dormant": _takeover_of_dormant,
    "serial_bankruptcy": _serial_bankruptcy,
    "straw_board": _straw_board,
    "rapid_growth": _rapid_growth,
    "moved_away": _moved_away,
}
