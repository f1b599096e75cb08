"""What Statistics Sweden (SCB) publishes: the weekly file of legal entities."""
