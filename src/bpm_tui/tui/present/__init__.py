"""What the screen says, as pure functions: session in, lines of spans out. Colours are roles, text is made visible."""
