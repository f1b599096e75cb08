"""Which weight profile the program is shipped with: used by every run, page and form that names no other."""

#: A file in `profiles/`. `TILLSYNSRADAR_PROFILE` names another.
PROFILE = "v2"
