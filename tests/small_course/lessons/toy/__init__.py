"""A lesson for tests: how many umbrellas to carry."""
