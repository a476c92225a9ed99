"""What every command and every mode of the line does, without a screen."""
