"""What the pages about one actor or activity show: sections made ready for templates, and what is drawn in them."""
