"""One file per source, each with a `SOURCE`. What a source is: `sources/source.py`."""
