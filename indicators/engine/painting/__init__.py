"""Painting lanes: rows laid out narrowly and by class, a compiled walk over them, and nothing known of measures."""
