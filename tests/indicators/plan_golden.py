"""The engine's plan for the whole catalogue as text, so that a change of it is seen and read in review.

`python -m tests.indicators.plan_golden` writes it anew.
"""

from pathlib import Path

from indicators.engine.plan_text import plan_text

GOLDEN = Path(__file__).with_name("plan.txt")

if __name__ == "__main__":
    GOLDEN.write_text(plan_text(), encoding="utf-8")
