"""Both replays: how the meeting went, and how the incident looked from inside."""
