"""The inspector's page: a Django application that shows what is published and writes only in its own database.

Nothing here computes a score. `configuration.py` says what the page is told from outside, `settings.py` turns that into
the library's settings, `access/` decides who may do what, `audit/` writes down who looked at whom, `purpose/` asks why,
and `pages/` holds the views. How a page is added is told in docs/explanation/web.md.
"""
