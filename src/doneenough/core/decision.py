"""A decision: a handful of plain values a manager would choose.

A :class:`Decision` is a pydantic model whose fields carry what a learner needs
to fill them in: a meaning in plain words, a unit, a range or options. From that
one description come the blank answer, the written-out answer and every message
about a slip.
"""

from __future__ import annotations

import difflib
import json
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from doneenough.core.typed import clean, number_meant

MANY_OPTIONS = 4
"""More options than this are not repeated in the comments of an answer."""


@dataclass(frozen=True)
class FieldSpec:
    """What one field of a decision takes.

    ``kind`` is ``"whole"`` (a whole number from ``low`` to ``high``, counted in
    ``unit``), ``"option"`` (one key of ``options``; the values explain them) or
    ``"text"`` (up to ``high`` characters).
    """

    name: str
    kind: str
    meaning: str
    unit: str = ""
    low: int = 0
    high: int = 0
    options: Mapping[str, str] | None = None

    @property
    def short(self) -> str:
        """What the field is called in a sentence: its meaning up to a colon or a bracket."""
        return re.split(r":| \(", self.meaning, maxsplit=1)[0]

    @property
    def takes(self) -> str:
        """What may be written, as a phrase."""
        if self.kind == "whole":
            unit = f" ({self.unit})" if self.unit else ""
            return f"a whole number from {self.low:,} to {self.high:,}{unit}"
        if self.kind == "option":
            return "one of " + ", ".join(f'"{key}"' for key in self.options or {})
        return f"a text of up to {self.high} characters, in quotes"


@dataclass(frozen=True)
class Slip:
    """One thing wrong with the form of an answer, in a sentence for the learner."""

    field: str
    message: str


class DecisionError(ValueError):
    """An answer that is not a valid decision; ``slips`` names each field."""

    def __init__(self, slips: list[Slip]) -> None:
        self.slips = tuple(slips)
        super().__init__(" ".join(slip.message for slip in slips))


def whole(meaning: str, *, unit: str, low: int, high: int) -> Any:
    """Declare a field that takes a whole number from ``low`` to ``high``, in ``unit``."""
    return Field(
        ge=low,
        le=high,
        json_schema_extra={"kind": "whole", "meaning": meaning, "unit": unit},
    )


def option(meaning: str, **options: str) -> Any:
    """Declare a field that takes one of ``options`` (key -> what it means)."""
    return Field(json_schema_extra={"kind": "option", "meaning": meaning, "options": {**options}})


class Option(NamedTuple):
    """One option of a field, in one place.

    ``form``: what the form says. ``said``: how a sentence read back says it. ``value``:
    what the world computes with.
    """

    form: str
    said: str = ""
    value: Any = None


def forms(options: Mapping[str, Option]) -> dict[str, str]:
    """Return what a form says for each option, as :func:`option` takes it."""
    return {key: item.form for key, item in options.items()}


def text(meaning: str, *, longest: int) -> Any:
    """Declare a field that takes a text of at most ``longest`` characters."""
    return Field(max_length=longest, json_schema_extra={"kind": "text", "meaning": meaning})


class Decision(BaseModel):
    """Base class of all decisions; see the module's docstring."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    blanks: ClassVar[Mapping[str, Any]] = {}
    """Values of fields that are not None in the blank answer."""
    groups: ClassVar[Mapping[str, Sequence[str]]] = {}
    """Fields by the id of the group that a long form folds them into, in reading order.

    What is in none is always in sight. Their titles are words of the exercise,
    ``groups.<id>``.
    """

    @field_validator("*", mode="before")
    @classmethod
    def _whole_numbers_may_end_in_point_zero(cls, value: Any) -> Any:
        # 300.0 means 300; spreadsheets write it so.
        return int(value) if isinstance(value, float) and value.is_integer() else value

    @field_validator("*", mode="after")
    @classmethod
    def _only_listed_options(cls, value: Any, info: Any) -> Any:
        spec = cls.spec(info.field_name)
        if spec.kind == "option" and value not in (spec.options or {}):
            raise ValueError("not an option")
        return value

    def but(self, **changes: Any) -> Self:
        """Return this decision with some fields changed; what is new is not checked."""
        return self.model_copy(update=changes)

    def disagreements(self) -> Iterator[Slip]:
        """Yield slips that concern several fields together."""
        yield from ()

    @classmethod
    def so_far(cls, values: Mapping[str, Any]) -> str:
        """Return what a form says below fields filled in so far, such as their sum."""
        return ""

    @classmethod
    def specs(cls) -> tuple[FieldSpec, ...]:
        """Return what each field takes, in order."""
        return tuple(cls.spec(name) for name in cls.model_fields)

    @classmethod
    def spec(cls, name: str) -> FieldSpec:
        """Return what the field ``name`` takes."""
        field = cls.model_fields[name]
        extra = field.json_schema_extra
        assert isinstance(extra, dict), f"{cls.__name__}.{name} needs whole(), option() or text()"
        limits = {
            key: getattr(item, key)
            for item in field.metadata
            for key in ("ge", "le", "max_length")
            if hasattr(item, key)
        }
        options = extra.get("options")
        return FieldSpec(
            name=name,
            kind=str(extra["kind"]),
            meaning=str(extra["meaning"]),
            unit=str(extra.get("unit", "")),
            low=limits.get("ge", 0),
            high=limits.get("le", limits.get("max_length", 0)),
            options={str(k): str(v) for k, v in options.items()}
            if isinstance(options, dict)
            else None,
        )

    @classmethod
    def is_blank(cls, value: object) -> bool:
        """Whether ``value`` is the untouched blank: every field empty, or nothing at all."""
        if value is None or value == {}:
            return True
        return isinstance(value, dict) and all(
            item is None or (name in cls.blanks and item == cls.blanks[name])
            for name, item in value.items()
        )

    @classmethod
    def read(cls, value: object) -> Self:
        """Return the decision that ``value`` (a plain dictionary) writes down.

        Raises
        ------
        DecisionError
            With one slip per faulty field: its name, what it takes, what was written.
        """
        if not isinstance(value, dict):
            raise DecisionError(
                [
                    Slip(
                        "",
                        f"The answer is a list of fields in curly brackets, not {_shown(value)}.",
                    )
                ]
            )
        value = cls._as_meant(value)
        slips = [cls._slip_unknown(key, value) for key in value if key not in cls.model_fields]
        known = {key: item for key, item in value.items() if key in cls.model_fields}
        empty = [key for key in cls.model_fields if known.get(key) is None]
        slips += [cls._slip_empty(key, key in known) for key in empty]
        try:
            decision = cls.model_validate({**known})
        except ValidationError as error:
            faulty = dict.fromkeys(str(item["loc"][0]) for item in error.errors() if item["loc"])
            slips += [
                cls._slip_value(key, known[key])
                for key in faulty
                if key not in empty and key in known
            ]
            raise DecisionError(slips) from None
        if not slips:
            slips = list(decision.disagreements())
        if slips:
            raise DecisionError(slips)
        return decision

    @classmethod
    def _as_meant(cls, value: Mapping[Any, Any]) -> dict[Any, Any]:
        """Return the fields with names and options as meant: without spaces that nobody sees."""
        made = {}
        for key, item in value.items():
            name = key
            if isinstance(key, str) and key not in cls.model_fields:
                near = clean(key)
                name = near if near in cls.model_fields and near not in value else key
            if name in cls.model_fields and isinstance(item, str):
                options = cls.spec(name).options
                near = clean(item)
                item = near if options and near in options else item
            made[name] = item
        return made

    @classmethod
    def blank(cls, name: str) -> str:
        """Return the source of the empty answer: each field None with its comment."""
        return cls.written(name, {})

    def render(self, name: str) -> str:
        """Return the source of this answer, with the same comments as the blank."""
        return self.written(name, self.model_dump())

    @classmethod
    def written(cls, name: str, values: Mapping[str, Any]) -> str:
        """Return the source of an answer of which only ``values`` are filled in so far."""
        values = {key: cls.blanks.get(key) for key in cls.model_fields} | dict(values)
        # The first line is all that a folded cell shows.
        lines = ["# Your answer, as it's graded", f"{name} = {{"]
        for spec in cls.specs():
            value = values[spec.name]
            shown = "None" if value is None else _literal(value)
            # A long list of options stands in the table beside the brief.
            long = spec.kind == "option" and len(spec.options or {}) > MANY_OPTIONS
            takes = "one of the words in the table, in quotes" if long else spec.takes
            comment = textwrap.wrap(f"{spec.meaning}: {takes}", 84)
            lines += [f"    # {line}" for line in comment] + [f'    "{spec.name}": {shown},']
        return "\n".join([*lines, "}"])

    @classmethod
    def _slip_unknown(cls, key: object, value: Mapping[str, Any]) -> Slip:
        free = [name for name in cls.model_fields if name not in value]
        folded = unicodedata.normalize("NFKD", str(key)).strip().lower()
        near = difflib.get_close_matches(folded, free, n=1, cutoff=0.7)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        if near and not str(key).isascii():
            hint += " One of its characters comes from a different alphabet."
        allowed = ", ".join(f'"{name}"' for name in cls.model_fields)
        shown = f'"{str(key)[:60]}"'
        return Slip(
            str(key)[:60], f"{shown} isn't one of the fields.{hint} The fields are {allowed}."
        )

    @classmethod
    def _slip_empty(cls, key: str, present: bool) -> Slip:
        state = "is still empty" if present else "is missing"
        return Slip(key, f'The field "{key}" {state}. It takes {cls.spec(key).takes}.')

    @classmethod
    def _slip_value(cls, key: str, value: object) -> Slip:
        spec = cls.spec(key)
        message = f'"{key}" takes {spec.takes}. You wrote {_shown(value)}.'
        if spec.kind == "whole" and isinstance(value, str):
            meant = number_meant(value)
            message += (
                " Write only the number."
                if meant is None
                else f" Write only {meant}, without quotes, words or signs."
            )
        elif spec.kind == "option" and isinstance(value, str):
            near = difflib.get_close_matches(
                value.strip().lower(), spec.options or {}, n=1, cutoff=0.7
            )
            message += f' Did you mean "{near[0]}"?' if near else ""
        return Slip(key, message)


def _literal(value: object) -> str:
    # JSON writes a text as Python reads it, control characters included.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'the text "{value[:40]}{"…" if len(value) > 40 else ""}"'
    if isinstance(value, bool):
        return f"{value}"
    if isinstance(value, int | float):
        return f"{value:,}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of fields"
    return "nothing" if value is None else f"a {type(value).__name__}"
