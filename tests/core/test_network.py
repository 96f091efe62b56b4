"""The guard that keeps tests on this computer works."""

from __future__ import annotations

import socket
import threading

import pytest

from offline.no_network import OtherComputer
from shared.patience import SOON


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1", b"example.org"])
def test_another_computer_is_refused(host):
    with pytest.raises(OtherComputer):
        socket.create_connection((host, 80), timeout=1)


@pytest.mark.parametrize("connect", ["connect", "connect_ex"])
def test_a_bare_socket_is_refused(connect):
    with socket.socket() as plain, pytest.raises(OtherComputer):
        getattr(plain, connect)(("192.0.2.1", 80))


def test_this_computer_may_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        accepting = threading.Thread(target=server.accept)
        accepting.start()
        socket.create_connection(server.getsockname(), timeout=SOON).close()
        accepting.join(SOON)
