"""Keeps a process on this computer: every other address is refused."""

from __future__ import annotations

import socket
from typing import Any

HERE = {"127.0.0.1", "::1", "localhost", "", None}


class OtherComputer(OSError):
    """Something tried to reach another computer."""


def _check(host: Any) -> None:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host not in HERE and not str(host).startswith("127."):
        raise OtherComputer(f"a test tried to reach {host}")


def refuse_other_computers() -> None:
    """Let sockets connect to this computer only, names looked up included."""

    def guarded(original: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            # Unix sockets have a path for an address; internet ones a tuple.
            if isinstance(address, tuple):
                _check(address[0])
            return original(self, address)

        return connect

    if getattr(socket, "_stays_here", False):
        return
    socket._stays_here = True  # type: ignore[attr-defined]
    socket.socket.connect = guarded(socket.socket.connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded(socket.socket.connect_ex)  # type: ignore[method-assign]
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **options: Any) -> Any:
        _check(host)
        return look_up(host, *rest, **options)

    socket.getaddrinfo = getaddrinfo
