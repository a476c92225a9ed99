"""Times as documents write them, and the day and zone they belong to."""
