"""Laws on what a computation may know: its arguments. Never the clock, the environment, or chance without a seed."""

import ast

from tests.laws.source_tree import COMPUTING, breaking, label, modules, nodes

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


def _others(*labels, among):
    return [path for path in among if not label(path).startswith(labels)]


def _clock_read(path):
    return [
        f"line {node.lineno}: {_owner(node)}.{node.attr}"
        for node in nodes(path, ast.Attribute)
        if node.attr in CLOCK.get(_owner(node), ())
    ]


def test_a_computation_never_reads_the_clock():
    found = breaking(_others(CLOCK_OF_THE_PAGE, among=modules(*COMPUTING)), _clock_read)
    assert found == {}, "take the day as an argument"


def _environment_read(path):
    return [f"line {node.lineno}" for node in nodes(path, ast.Attribute) if node.attr in ENVIRONMENT]


def test_only_the_settings_read_the_environment():
    found = breaking(_others(READS_THE_ENVIRONMENT, among=modules()), _environment_read)
    assert found == {}, f"add a setting in {READS_THE_ENVIRONMENT}"


def _unseeded(path):
    drawn = [
        f"line {node.lineno}"
        for node in nodes(path, ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr in SEEDED and not (node.args or node.keywords)
    ]
    of_the_process = [
        f"line {node.lineno}"
        for node in nodes(path, ast.Import, ast.ImportFrom)
        if any(alias.name in {"random", "secrets", "uuid"} for alias in node.names)
        and label(path) not in {MAKES_KEYS, NUMBERS_REQUESTS}
    ]
    return drawn + of_the_process


def test_chance_has_a_seed():
    assert breaking(modules("assets", *COMPUTING), _unseeded) == {}


def _printed(path):
    calls = nodes(path, ast.Call)
    return [node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id == "print"]


def test_nothing_is_printed_outside_the_command_line():
    assert breaking(_others(PRINTS, among=modules()), _printed) == {}
