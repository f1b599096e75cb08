"""Which of the two kernels does the work: compiled where numba can be had, otherwise in numpy."""

from types import ModuleType

from indicators.engine.painting.work import Work


def steps(work: Work) -> ModuleType:
    """The module with the steps; both have the same names and give the same numbers."""
    if work.is_compiled:
        from indicators.engine.painting import compiled

        return compiled
    from indicators.engine.painting import plain

    return plain
