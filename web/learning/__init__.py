"""What supervision has to teach, as a page that needs nothing else: words, tables and pictures.

Nothing is computed here; the figures come from `indicators/learning/`.
"""
