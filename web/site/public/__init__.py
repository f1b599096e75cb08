"""What everybody may see, without signing in: the pages, files and interface of the export `public`, and nothing else.

- `asked.py`: what somebody asks for, as it stands in an address
- `names.py`: which activities a name may mean
- `register.py`: the rows of the export in force
- `standing.py`: what courts have made of a decision, in words
- `search.py`, `activity.py`, `counts.py`, `about.py`: the pages
- `files.py`: the export as files, and its description for data portals
- `api.py`, `parameters.py`, `columns.py`, `description.py`: the interface for other systems, and its description
"""
