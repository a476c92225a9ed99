"""The screens, one file each; the meeting's look is in its own .tcss."""
