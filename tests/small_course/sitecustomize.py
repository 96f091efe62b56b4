import small_lessons  # noqa: F401
