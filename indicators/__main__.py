"""`python -m indicators`: compile everything once, at installation, so that no user waits for it."""

import sys
import time

from indicators.engine.painting import warming
from indicators.peers import medians
from indicators.scoring import drawing


def compile_all() -> float:
    """Compile what paints facts, counts medians and draws scores; seconds it took."""
    begun = time.perf_counter()
    warming.warm_up()
    medians.warm_up()
    drawing.warm_up()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.stdout.write(f"kernels: compiled in {compile_all():.0f} s\n")
