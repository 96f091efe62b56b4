"""JupyterLab as the course's learners and instructors meet it."""
