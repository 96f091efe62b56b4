"""Simulated years of a live model, as counts a day: worlds, drawn once, watched by any plan."""

from doneenough.statistics.streams.bank import Bank
from doneenough.statistics.streams.world import CHANGE_DAY, DAYS, Regime, World, standard_worlds

__all__ = ["CHANGE_DAY", "DAYS", "Bank", "Regime", "World", "standard_worlds"]
