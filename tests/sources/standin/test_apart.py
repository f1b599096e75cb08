"""The stand-in is a vendor: nothing that asks or computes knows it, and it shares no reader with what it tests."""

from tests.laws.source_tree import breaking, imported, label, modules

OWN, MAY_START_IT = "sources/standin/", "pipelines/cli/"
READERS = ("sources.bolagsverket", "sources.scb", "sources.kolada", "sources.facts", "sources.fetching.http")


def _of(*starts):
    """What finds the imports of a file that begin so."""
    return lambda path: [name for name in imported(path) if name.startswith(starts)]


def test_nothing_that_asks_or_computes_knows_it():
    others = [path for path in modules() if not label(path).startswith((OWN, MAY_START_IT))]
    assert breaking(others, _of("sources.standin")) == {}


def test_it_shares_no_reader_with_what_it_is_to_test():
    own = [path for path in modules() if label(path).startswith(OWN)]
    assert breaking(own, _of(*READERS)) == {}
