"""What is shown, without a screen: from a session and a view state to words and cells."""
