"""The coach: sentences that judge with knowledge people did not have, and a neutral question for each."""

from bpm_tui.facilitation.coach.engine import Coach
from bpm_tui.facilitation.coach.finding import CATEGORIES, FIELDS, Category, Field, Finding, Severity

__all__ = ["CATEGORIES", "FIELDS", "Category", "Coach", "Field", "Finding", "Severity"]
