"""`python -m benchmarks.sweeps …`: the program as people start it, with its own commands, from the source tree."""

from pipelines.cli import main

if __name__ == "__main__":
    main()
