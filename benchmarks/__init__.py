"""Ratios that say whether the program is as quick as the bare parts it is made of."""
