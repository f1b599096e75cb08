"""Ways to answer the same eighty questions about the same facts: the engine's, and those a data scientist could pick.

Each peer is one module with `answer(task) -> Answered`; `python -m benchmarks.peers NAME` runs one in a process of its
own and prints what it cost and the check sums of what it found.
"""
