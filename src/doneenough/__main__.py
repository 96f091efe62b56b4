"""Lets ``python -m doneenough`` do what the ``doneenough`` command does."""

from doneenough.cli import main

if __name__ == "__main__":
    main(prog_name="doneenough")
