"""The same arguments give the same bytes; another seed gives another register."""


def _bytes(made):
    return {str(path.relative_to(made.folder)): path.read_bytes() for path in sorted(made.folder.rglob("*.*"))}


def test_the_same_seed_gives_the_same_bytes(make):
    assert _bytes(make("one")) == _bytes(make("two"))


def test_the_same_seed_gives_the_same_truth(make):
    one, two = make("one"), make("two")
    assert one.truth_of("activities").equals(two.truth_of("activities"))


def test_another_seed_gives_other_contents_in_every_table(make):
    one, two = _bytes(make("one")), _bytes(make("two", seed=2))
    same = {name for name in one if one[name] == two.get(name)}
    assert same == set()
