"""What Bolagsverket publishes: its APIs, the weekly files and the digital annual reports."""
