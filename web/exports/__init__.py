"""What leaves the inspectorate, computed from a published run, by profile."""
