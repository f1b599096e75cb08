"""What everybody may see, without signing in: the pages, files and interface of the export `public`, and nothing else.

- `register.py`: the rows of the export in force
- `search.py`, `activity.py`, `counts.py`, `about.py`: the pages
- `files.py`: the export as files, and its description for data portals
- `api.py`, `parameters.py`, `columns.py`, `description.py`: the interface for other systems, and its description
"""
