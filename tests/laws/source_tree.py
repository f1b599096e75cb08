"""The project's own source as laws see it: packages, modules, parsed trees, tracked text. No law stands here."""

import ast
import functools
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = ("assets", "indicators", "pipelines", "sources", "tables", "web")
#: Packages that compute; `as_of` is an argument there and the clock is unknown.
COMPUTING = ("indicators", "sources", "tables", "web")


def modules(*packages: str) -> list[Path]:
    """The Python files of the packages (all six unless some are named), sorted."""
    return sorted(path for package in packages or PACKAGES for path in (ROOT / package).rglob("*.py"))


def label(path: Path) -> str:
    """The path from the root, the way a person would write it."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_name(path: Path) -> str:
    """`tables/store.py` → `tables.store`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@functools.cache
def _walked(path: Path) -> dict[type[ast.AST], list[ast.AST]]:
    found: dict[type[ast.AST], list[ast.AST]] = {}
    for node in ast.walk(tree(path)):
        found.setdefault(type(node), []).append(node)
    return found


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of some kinds in a file."""
    return (node for kind in kinds for node in _walked(path).get(kind, ()))


def imported(path: Path) -> list[str]:
    """The full names that a file imports: `pathlib.Path` for `from pathlib import Path`."""
    return [
        f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
        for node in nodes(path, ast.Import, ast.ImportFrom)
        for alias in node.names
    ]


def breaking(paths: Iterable[Path], fault: Callable[[Path], Any]) -> dict[str, Any]:
    """The files in which `fault` finds something, with what it found; a law on many files is one test."""
    paths = list(paths)
    assert paths, "a law on no file holds nothing"
    return {label(path): found for path in paths if (found := fault(path))}


def tracked_text() -> Iterator[tuple[str, str]]:
    """Path and contents of every tracked text file, where this is a checkout; of the packages otherwise."""
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = found.stdout.split("\0") if found.returncode == 0 else [label(path) for path in modules()]
    for name in filter(None, names):
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
