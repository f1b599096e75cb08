"""How the work is started and followed: settings, resources, jobs, schedules, the run itself and the command line."""
