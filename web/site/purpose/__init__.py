"""Why somebody looks: purpose and case number, asked once for a case, remembered in the session."""
