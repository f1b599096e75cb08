"""Laws on what a computation may know: its arguments. Never the clock, the environment, or chance without a seed."""

import ast

import pytest

from tests.laws.source_tree import COMPUTING, label, modules, nodes

#: Owner → what reads the clock on it; `dt.time` is a type and reads nothing.
CLOCK = {
    "date": {"today", "fromtimestamp"},
    "datetime": {"today", "now", "utcnow"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
ENVIRONMENT = {"environ", "getenv", "putenv"}
READS_THE_ENVIRONMENT = "pipelines/settings.py"
MAKES_KEYS = "sources/identity.py"
#: The id of a request goes to the other side, for its support to find it by, and into nothing that is computed.
NUMBERS_REQUESTS = "sources/fetching/http/session.py"
PRINTS = "pipelines/cli/"
#: Sessions, the log of look-ups and the age of a run; nothing that is computed.
CLOCK_OF_THE_PAGE = "web/site/clock.py"
SEEDED = {"default_rng", "Random", "RandomState", "SeedSequence"}


def _owner(node):
    value = node.value
    return value.id if isinstance(value, ast.Name) else value.attr if isinstance(value, ast.Attribute) else ""


@pytest.mark.parametrize("path", [path for path in modules(*COMPUTING) if label(path) != CLOCK_OF_THE_PAGE], ids=label)
def test_a_computation_never_reads_the_clock(path):
    read = [
        f"line {node.lineno}: {_owner(node)}.{node.attr}"
        for node in nodes(path, ast.Attribute)
        if node.attr in CLOCK.get(_owner(node), ())
    ]
    assert not read, f"{label(path)}: {read}; take the day as an argument"


@pytest.mark.parametrize("path", [path for path in modules() if label(path) != READS_THE_ENVIRONMENT], ids=label)
def test_only_the_settings_read_the_environment(path):
    read = [f"line {node.lineno}" for node in nodes(path, ast.Attribute) if node.attr in ENVIRONMENT]
    assert not read, f"{label(path)}: {read}; add a setting in {READS_THE_ENVIRONMENT}"


@pytest.mark.parametrize("path", modules("assets", *COMPUTING), ids=label)
def test_chance_has_a_seed(path):
    unseeded = [
        f"line {node.lineno}"
        for node in nodes(path, ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr in SEEDED and not (node.args or node.keywords)
    ]
    of_the_process = [
        f"line {node.lineno}"
        for node in nodes(path, (ast.Import, ast.ImportFrom))
        if any(alias.name in {"random", "secrets", "uuid"} for alias in node.names)
        and label(path) not in {MAKES_KEYS, NUMBERS_REQUESTS}
    ]
    assert not unseeded + of_the_process, f"{label(path)}: {unseeded + of_the_process}"


@pytest.mark.parametrize("path", [path for path in modules() if not label(path).startswith(PRINTS)], ids=label)
def test_nothing_is_printed_outside_the_command_line(path):
    calls = [node for node in nodes(path, ast.Call) if isinstance(node.func, ast.Name) and node.func.id == "print"]
    assert not calls
