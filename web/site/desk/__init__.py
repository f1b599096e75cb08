"""What people keep on the page for their own work: selections of the lists, and who has taken which activity."""
