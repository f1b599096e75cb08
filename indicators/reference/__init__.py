"""What is shown of the definitions: pages, pictures and figures, all derived from the catalogue."""
