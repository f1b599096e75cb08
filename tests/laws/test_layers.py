"""Laws on who knows whom: `pipelines > assets|web > indicators|sources > tables`; only two packages know Dagster."""

import ast
import importlib.util
import subprocess
import sys

import pytest

from tests.laws.source_tree import PACKAGES, ROOT, breaking, imported, modules, nodes

IMPORTS_ONCE = """
import pathlib, pkgutil, socket, sys, tempfile

def refused(*_arguments, **_named):
    raise AssertionError("a module reached for the network while it was imported")

socket.socket.connect = socket.socket.connect_ex = refused
socket.getaddrinfo = socket.create_connection = refused

from web.site.application import prepare
from web.site.configuration import Configuration, Provider

nobody = Provider("http://127.0.0.1:1", "-", "-")
prepare(Configuration(pathlib.Path(tempfile.mkdtemp()), bytes(32), nobody, ("127.0.0.1",), demo=True))
for name in sys.argv[1:]:
    __import__(name)
    for module in pkgutil.walk_packages(sys.modules[name].__path__, name + "."):
        if not module.name.endswith("__main__"):
            __import__(module.name)
"""


def test_layers_hold():
    linter = importlib.import_module("importlinter.cli")
    assert linter.lint_imports(no_cache=True) == linter.EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_the_one_of_this_source(package):
    found = importlib.util.find_spec(package)
    assert found is not None
    assert found.origin is not None
    assert found.origin.startswith(str(ROOT / package))


def _not_production(path):
    return [name for name in imported(path) if name.split(".")[0] in {"tests", "benchmarks", "notebooks"}]


def test_production_code_never_imports_tests_or_benchmarks():
    assert breaking(modules(), _not_production) == {}


def _relative(path):
    return [f"line {node.lineno}" for node in nodes(path, ast.ImportFrom) if node.level]


def test_imports_name_the_module_in_full():
    assert breaking(modules(), _relative) == {}


def _fresh(code, *arguments):
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_importing_everything_calls_nobody():
    ran = _fresh(IMPORTS_ONCE, *PACKAGES)
    assert ran.returncode == 0, ran.stderr[-2000:]


@pytest.mark.parametrize(
    ("module", "slow"),
    [
        ("pipelines.definitions", {"great_expectations"}),
        ("pipelines.cli.reading", {"dagster", "great_expectations", "sklearn"}),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_slow_library_is_imported_when_it_is_used_and_no_earlier(module, slow):
    ran = _fresh(f"import sys, {module}; print(sorted({slow!r} & set(sys.modules)))")
    assert ran.stdout.strip() == "[]", ran.stderr[-2000:]
