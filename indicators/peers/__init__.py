"""Who is compared with whom, how small numbers are drawn towards them, and where a value then stands."""
