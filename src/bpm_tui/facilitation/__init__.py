"""What a good facilitator does: questions, agenda. Pure functions of the model and of content given as values."""
