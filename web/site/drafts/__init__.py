"""Reports of deficiencies that a municipality has begun and not sent. What is sent is kept by `sources.intake`."""
