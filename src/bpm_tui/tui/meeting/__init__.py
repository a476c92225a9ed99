"""The meeting screen, and the follower's."""
