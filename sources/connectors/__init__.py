"""One file per source that can be fetched: what is recorded about it, and where its connector is."""
