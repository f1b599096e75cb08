"""From values to an order: scores with intervals, lists, and the reasons in words."""
