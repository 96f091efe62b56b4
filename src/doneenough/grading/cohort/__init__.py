"""A whole cohort: from an LMS zip to grades, feedback pages and debrief questions.

``collect`` brings submissions to where nbgrader expects them, ``grade`` scores them in
parallel with the one scorer, ``report`` says what came out. Every file ends with a status.
"""
