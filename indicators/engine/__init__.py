"""From facts to measures: views, plan, painting and what peers would have, for all entities and days at once."""
