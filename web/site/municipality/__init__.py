"""The municipalities' own pages: what they have told, what they have to tell, and what became of it."""
