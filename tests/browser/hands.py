"""Two ways to use what a notebook shows: with the mouse, or with the keyboard alone.

Both go from control to control in the order shown. What to do with each is a plan: a
function from a `Control` to an `Act`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desk import Desk
from playwright.sync_api import ElementHandle

from shared.patience import eventually

MOST = 600
"""More steps than any notebook takes; a walk that goes on longer is lost."""

MOVING = 2000
"""Milliseconds after which a page that never stands still is used all the same."""

_ABOUT = """e => {
  const output = e.closest('.jp-OutputArea-output');
  if (!output) return null;
  const group = e.type === 'radio' ? [...e.closest('fieldset').querySelectorAll('input')] : [e];
  const label = e.type === 'radio' ? e.closest('fieldset').querySelector('legend').textContent
    : e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent;
  const options = e.type === 'radio' ? group.map(i => i.parentNode.textContent.trim())
    : e.tagName === 'SELECT' ? [...e.options].map(o => o.text) : [];
  const fold = e.closest('.doneenough-fold');
  const kind = fold ? 'fold'
    : e.tagName === 'BUTTON' ? 'button' : e.tagName === 'SELECT' ? 'list' : e.type;
  return {
    kind, label: label.trim(), options,
    // The head of a group only opens it; what is open already is left so.
    form: fold ? '' : output.querySelector('[data-grade-id]')?.dataset.gradeId ?? '',
    usable: !e.disabled && e.getAttribute('aria-disabled') !== 'true'
      && !(fold && e.getAttribute('aria-expanded') === 'true'),
    used: group.some(i => i.dataset.used), chosen: group.findIndex(i => i.checked),
  };
}"""
_NEXT = f"""all => {{
  const about = {_ABOUT};
  return all.findIndex(e => {{ const c = about(e); return c && c.usable && !c.used; }});
}}"""
_MARK = """e => {
  const group = e.type === 'radio' ? e.closest('fieldset').querySelectorAll('input') : [e];
  for (const each of group) each.dataset.used = 'yes';
}"""

_SETTLED = f"""quiet => new Promise(done => {{
  const finish = () => {{ seen.disconnect(); clearTimeout(last); done(); }};
  let still = setTimeout(finish, quiet);
  const last = setTimeout(finish, {MOVING});
  const seen = new MutationObserver(() => {{
    clearTimeout(still);
    still = setTimeout(finish, quiet);
  }});
  seen.observe(document.body,
    {{subtree: true, childList: true, attributes: true, characterData: true}});
}})"""


@dataclass(frozen=True)
class Control:
    """One control as a reader meets it; ``form`` labels the answer it belongs to."""

    kind: str
    label: str
    options: list[str]
    form: str
    usable: bool
    used: bool
    chosen: int


Act = int | str | None
"""A number or a text to give, the position of an option, anything for a press, None to pass by."""
Plan = Callable[[Control], Act]


class Hands(ABC):
    """Someone who uses the controls of an open notebook."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.page = desk.page
        self.kinds: set[str] = set()
        self.at_each_section: Callable[[], object] = lambda: None

    def about(self, element: ElementHandle) -> Control | None:
        found: dict[str, Any] | None = element.evaluate(_ABOUT)
        return Control(**found) if found else None

    def do(self, element: ElementHandle, control: Control, plan: Plan) -> None:
        """Carry the plan out on one control, and wait for what follows."""
        # Whoever goes through everything opens what is folded.
        act = 1 if control.kind == "fold" else plan(control)
        # A file is chosen in a window of the browser's own, out of reach of these hands.
        if act is None or control.kind == "file":
            return
        self.kinds.add(control.kind)
        self.give(element, control, act)
        if control.kind == "button" and control.form:
            # A form answers in words once the kernel has read it.
            self.page.wait_for_function(
                """e => { const form = e.closest('.doneenough-form');
                  const said = form.querySelector('.doneenough-said').textContent;
                  return (said && said !== 'Writing.') || !form.querySelector('.de-confirm').hidden
                    || !form.querySelector('.de-copy').hidden; }""",
                arg=element,
            )
            self.look_up()
        self.settle(50)

    def settle(self, quiet: int) -> None:
        """Wait until nothing on the page has changed for ``quiet`` milliseconds."""
        self.page.evaluate(_SETTLED, quiet)

    def look_up(self) -> None:
        """Look at what follows, which is drawn again, as a person does before she goes on."""
        self.settle(100)
        bar = self.page.locator("#jp-main-statusbar")
        if bar.count():  # Notebook 7 has none; in the reading view it is out of sight
            bar.filter(has_text="| Idle").wait_for(state="attached")
        self.settle(100)

    def next(self) -> int:
        """Return the place of the first control not used yet among all; -1 when there is none."""
        place: int = self.desk.controls.evaluate_all(_NEXT)
        return place

    def more_comes(self, to_the_end: bool) -> bool:
        """Look up when all is used: whether there is more now.

        On a slow day a step opens late: while one is closed she waits for it.
        """
        self.look_up()
        if to_the_end:
            eventually(lambda: self.next() >= 0 or not self.desk.closed_here, "the next step")
        return self.next() >= 0

    def turn_over(self) -> bool:
        """Go on to the next section, where there is one; before that look at this one."""
        self.settle(100)
        self.at_each_section()
        if not self.desk.leads_to_a_section:
            return False
        where = self.desk.where
        self.press_next()
        eventually(lambda: self.desk.where != where, "the next section")
        heading = self.page.evaluate("document.activeElement.tagName")
        assert heading in ("H1", "H2"), f"the focus is on {heading}, not on the heading"
        return True

    @abstractmethod
    def press_next(self) -> None:
        """Press the button that leads on."""

    @abstractmethod
    def start(self) -> None:
        """Press the start button."""

    @abstractmethod
    def walk(self, plan: Plan, *, to_the_end: bool = True) -> None:
        """Use everything there is, also what opens on the way.

        ``to_the_end``: the plan opens every step.
        """

    @abstractmethod
    def give(self, element: ElementHandle, control: Control, act: int | str) -> None:
        """Use one control."""


class Mouse(Hands):
    """By mouse; only texts and numbers are typed."""

    def start(self) -> None:
        self.desk.start()

    def walk(self, plan: Plan, *, to_the_end: bool = True) -> None:
        for _ in range(MOST):
            place = self.next()
            if place < 0:
                if not self.more_comes(to_the_end) and not self.turn_over():
                    return
                continue
            element = self.desk.controls.nth(place).element_handle()
            control = self.about(element)
            # Between two looks a control may have been drawn again.
            if not control:
                continue
            element.evaluate(_MARK)
            element.scroll_into_view_if_needed()
            self.do(element, control, plan)
        raise AssertionError("the walk does not end")

    def press_next(self) -> None:
        self.desk.next_button.click()

    def give(self, element: ElementHandle, control: Control, act: int | str) -> None:
        match control.kind:
            case "range":
                # A hand goes to a place on the slider and lets go.
                box = element.bounding_box()
                assert box
                place = box["width"] * int(act) / 100
                self.page.mouse.click(box["x"] + place, box["y"] + box["height"] / 2)
            case "radio":
                name = element.get_attribute("name")
                self.page.locator(f'input[name="{name}"]').nth(int(act)).click()
            case "list":
                element.select_option(index=int(act))
            case "button" | "fold":
                element.click()
            case _:
                element.fill(str(act))


class Keys(Hands):
    """By keyboard alone, from the moment the notebook is open."""

    def start(self) -> None:
        self.page.keyboard.press("Shift+Tab")
        assert self.page.evaluate("document.activeElement.textContent").startswith("Start")
        self.page.keyboard.press("Enter")
        self.desk.wait_until_ready()

    def walk(self, plan: Plan, *, to_the_end: bool = True) -> None:
        while True:
            self._walk_once(plan)
            if self.more_comes(to_the_end):
                # On a slow day a step opens behind her: she goes back to the top.
                used = self.next()
                self.page.locator(".doneenough-start button:visible").last.focus()
                self._walk_once(plan)
                assert self.next() != used, "the keyboard does not reach everything"
            elif not self.turn_over():
                return

    def press_next(self) -> None:
        """Go on by Tab from wherever she is to the button, which comes after the text."""
        for _ in range(MOST):
            if self.page.evaluate("document.activeElement.classList.contains('de-next')"):
                self.page.keyboard.press("Enter")
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab does not reach Next")

    def _walk_once(self, plan: Plan) -> int:
        """Go from the top to the bottom; return how many controls were new."""
        used = 0
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            element = self.page.evaluate_handle("document.activeElement").as_element()
            assert element
            if not element.evaluate("e => e.closest('.jp-Notebook') !== null"):
                assert element.evaluate("e => e !== document.body"), "the focus got lost"
                return used
            control = self.about(element)
            if control and control.usable and not control.used:
                used += 1
                element.evaluate(_MARK)
                self.do(element, control, plan)
                # Where a confirmation opened, the focus has moved to it.
                self._confirm(plan)
        raise AssertionError("the walk does not end")

    def _confirm(self, plan: Plan) -> None:
        """Go back from the safe answer, which has the focus, to the one before it."""
        inside = "document.activeElement.closest('.de-confirm') !== null"
        if not self.page.evaluate(inside):
            return
        self.page.keyboard.press("Shift+Tab")
        element = self.page.evaluate_handle("document.activeElement").as_element()
        assert element
        control = self.about(element)
        assert control
        assert self.page.evaluate(inside)
        element.evaluate(_MARK)
        self.do(element, control, plan)

    def give(self, element: ElementHandle, control: Control, act: int | str) -> None:
        press = self.page.keyboard.press
        match control.kind:
            case "range":
                for _ in range(3):
                    press("ArrowRight")
            case "radio":
                press("Space")
                # The focus stands on what is chosen already, or on the first.
                way = int(act) - max(control.chosen, 0)
                for _ in range(abs(way)):
                    press("ArrowDown" if way > 0 else "ArrowUp")
            case "list":
                # A list may start with somebody's draft.
                way = int(act) - int(element.evaluate("e => e.selectedIndex"))
                for _ in range(abs(way)):
                    press("ArrowDown" if way > 0 else "ArrowUp")
            case "button" | "fold":
                press("Enter")
            case _:
                press("Control+A")
                self.page.keyboard.type(str(act))
