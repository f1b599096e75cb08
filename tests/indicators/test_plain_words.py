"""What an inspector reads is free of accusations and of words that judge: the catalogue, code lists and outputs."""

import ast
import re
from pathlib import Path

import pytest

from indicators.registry import catalogue
from tables import code_lists

ROOT = Path(__file__).parents[2]
#: Words that accuse, or that judge where a fact should be stated.
FORBIDDEN = re.compile(
    r"misstän|kriminell|fusk|bedräg|anmärkningsvärd|alarmerande|suspekt|tvivelaktig|oroande|farlig|slarv"
    r"|extrem|påfallande|uppenbar|\b(mycket )?(hög|låg) risk\b",
    re.IGNORECASE,
)
#: Said only to be denied.
DENIED = ("inte detsamma som låg risk",)
#: What is read outside the inspector's page, by reader.
ROOMS = tuple(
    f"web/{room}"
    for room in ("data_docs", "evaluation", "files", "learning", "method", "pack", "plans", "terminal", "weights")
)
#: Texts that are about the program itself or about figures, not about anybody who is supervised.
TEXTS = sorted(
    path
    for folder in (
        "indicators/learning",
        "indicators/scoring",
        "indicators/work",
        "web",
        "web/queries",
        *ROOMS,
        "pipelines/cli",
    )
    for path in (ROOT / folder).glob("*.py")
)
TEMPLATES = sorted((ROOT / "web" / "templates").glob("*.html"))


def constants(path):
    """Every text in a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if id(node) not in said]


def accusations(text):
    for one in DENIED:
        text = text.replace(one, "")
    return FORBIDDEN.findall(text)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_an_indicator_accuses_nobody(name):
    one = catalogue()[name]
    texts = (one.label, one.question, one.reason, one.usual, *one.explanations, one.cleared_by, *one.states.values())
    assert not [text for text in texts if accusations(text)]


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_reason_is_complete(name):
    """What, what is usual, what it may come from and what would clear it, in whole sentences."""
    one = catalogue()[name]
    assert one.reason
    assert one.usual
    assert one.explanations
    assert all(text[0].isupper() and text.endswith(".") for text in (*one.explanations, one.cleared_by))
    assert one.question.endswith("?")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_of_a_module_accuses_anybody(path):
    assert not [text for text in constants(path) if accusations(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_accuses_anybody(path):
    assert not accusations(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", code_lists.names())
def test_no_code_is_called_by_an_accusation(name):
    assert not [label for label in code_lists.labels_of(name).values() if accusations(label)]


def test_the_scan_finds_what_it_looks_for():
    assert accusations("Aktören misstänks.")
    assert accusations("Verksamheten har hög risk.")
    assert not accusations("Band U är inte detsamma som låg risk.")
