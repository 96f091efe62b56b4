"""Lesson 6, "What exactly do we accept?": the calls its notebooks make."""
