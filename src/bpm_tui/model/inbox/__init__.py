"""What was imported and waits to be taken into the timeline."""
