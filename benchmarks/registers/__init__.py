"""Large made-up warehouses for benchmarks, filled by SQL."""
