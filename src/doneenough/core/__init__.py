"""Worlds, decisions and consequences: what every exercise shares."""
