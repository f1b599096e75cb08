"""Digital annual reports: from the weekly archives, or one report from the API, to figures in kronor.

`containers` opens archives nobody vouches for, `inline` reads one document, `report` decides what a package of
documents says, `rows` makes deliveries of it, `fetching` walks the archives. Which companies are followed is decided
elsewhere.
"""
