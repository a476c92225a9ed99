"""What every screen is made of; knows no session screen."""
