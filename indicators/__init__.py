"""What is measured and what it leads to: definitions, engine, peers, scores, lists, reasons. Knows only tables."""
