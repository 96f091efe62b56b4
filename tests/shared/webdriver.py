"""Firefox, and WebKit, Safari's engine: the system's own, each by its own remote control.

Playwright drives neither of those that Debian has, and Firefox's usual go-between is no
package there. Both know WebDriver's commands: Firefox as Marionette, on a socket of its own,
WebKit through ``WebKitWebDriver``, by HTTP.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.request import Request, urlopen

import pytest

from shared.patience import SOON, eventually
from shared.server import answers, end, free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""How WebDriver marks a reference to an element."""


class Driver(ABC):
    """One window of a browser."""

    @abstractmethod
    def command(self, name: str, path: str, values: dict[str, Any]) -> Any:
        """Send a command by its name, or to its path, and return what comes back."""

    def go(self, address: str) -> None:
        """Open a page."""
        self.command("Navigate", "url", {"url": address})

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a script returns."""
        return self.command("ExecuteScript", "execute/sync", {"script": script, "args": arguments})

    def wait(self, script: str, *arguments: Any, what: str) -> Any:
        """Return what a script returns once that is true."""
        return eventually(lambda: self.run(script, *arguments), what)

    def click(self, element: dict[str, str]) -> None:
        """Click in the middle of an element, as a mouse does."""
        self._to(element, "ElementClick", "click", {})

    def type(self, element: dict[str, str], keys: str) -> None:
        """Type into a field, in place of what it holds."""
        self._to(element, "ElementClear", "clear", {})
        self._to(element, "ElementSendKeys", "value", {"text": keys})

    def _to(self, element: dict[str, str], name: str, path: str, values: dict[str, Any]) -> None:
        place = element[ELEMENT]
        self.command(name, f"element/{place}/{path}", {"id": place, **values})


class Refused(AssertionError):
    """The browser did not carry a command out."""


class Marionette(Driver):
    """Firefox."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SOON)
        self._stream = self._socket.makefile("rb")
        self._receive()  # it says who it is
        self._number = 0
        self.command("NewSession", "", {})

    def command(self, name: str, path: str, values: dict[str, Any]) -> Any:
        self._number += 1
        sent = json.dumps([0, self._number, f"WebDriver:{name}", values])
        self._socket.sendall(f"{len(sent.encode())}:{sent}".encode())
        _, _, error, result = self._receive()
        if error:
            raise Refused(f"{name}: {error}")
        return result.get("value") if isinstance(result, dict) else result

    def _receive(self) -> Any:
        length = b""
        while (letter := self._stream.read(1)) != b":":
            assert letter, "Firefox has gone"
            length += letter
        return json.loads(self._stream.read(int(length)))


class WebKit(Driver):
    """GTK's own small browser."""

    def __init__(self, port: int, browser: str) -> None:
        self._address = f"http://127.0.0.1:{port}/session"
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = self._send("", {"capabilities": wanted})["sessionId"]
        self._address += f"/{session}"

    def command(self, name: str, path: str, values: dict[str, Any]) -> Any:
        return self._send(f"/{path}", values)

    def close(self) -> None:
        """End the session, and with it the browser."""
        with urlopen(Request(self._address, method="DELETE"), timeout=SOON):
            pass

    def _send(self, path: str, values: dict[str, Any]) -> Any:
        request = Request(self._address + path, json.dumps(values).encode(), method="POST")
        request.add_header("Content-Type", "application/json")
        try:
            with urlopen(request, timeout=SOON) as answer:
                return json.load(answer)["value"]
        except OSError as error:
            said = error.read().decode() if hasattr(error, "read") else str(error)
            raise Refused(said) from error


def _found(*names: str) -> list[str]:
    """Return where these programs are. Without one: a failure in CI, a named skip elsewhere."""
    places = [shutil.which(name) or next(iter(_aside(name)), None) for name in names]
    missing = [name for name, place in zip(names, places, strict=True) if place is None]
    if missing:
        words = f"no {' and no '.join(missing)} found"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(f"OTHER BROWSERS LEFT OUT: {words}")
    return cast(list[str], places)


def _aside(name: str) -> Iterator[str]:
    """Yield programs that Debian keeps outside of the search path."""
    yield from map(str, Path("/usr/lib").glob(f"*/webkit2gtk-4.*/{name}"))


PREFERENCES = {
    # It asks its maker's computers for nothing.
    "app.normandy.enabled": False,
    "browser.aboutConfig.showWarning": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,none",
    "toolkit.telemetry.enabled": False,
}


@contextmanager
def firefox(folder: Path) -> Iterator[Driver]:
    """Open Firefox with a profile of its own below a folder."""
    (program,) = _found("firefox-esr")
    port = free_port()
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
    lines.append(f'user_pref("marionette.port", {port});')
    (folder / "profile").mkdir(parents=True)
    (folder / "profile" / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [program, "--headless", "--marionette", "--no-remote", "--width=1280"]
    command += ["--height=900", "--profile", str(folder / "profile")]
    with _running(command, port, folder):
        yield Marionette(port)


@contextmanager
def webkit(folder: Path) -> Iterator[Driver]:
    """Open WebKit's browser, on a screen that nobody sees."""
    screen, driver, browser = _found("Xvfb", "WebKitWebDriver", "MiniBrowser")
    folder.mkdir(parents=True)
    port = free_port()
    reading, writing = os.pipe()
    # It takes the first free number for its screen, and says which.
    shown = subprocess.Popen(
        [screen, "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        os.close(writing)
        display = os.read(reading, 20).decode().strip()
        with _running([driver, f"--port={port}"], port, folder, DISPLAY=f":{display}"):
            opened = WebKit(port, browser)
            yield opened
            opened.close()
    finally:
        os.close(reading)
        end(shown)


@contextmanager
def _running(command: list[str], port: int, folder: Path, **environment: str) -> Iterator[None]:
    """Run a program that can be spoken to on a port."""
    environ = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), **environment}
    log = folder / "browser.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environ, stdout=output, stderr=output)
    try:
        eventually(lambda: answers(port), command[0])
        yield
    except BaseException as error:
        error.add_note(log.read_text(encoding="utf-8", errors="replace")[-2000:])
        raise
    finally:
        end(process)
