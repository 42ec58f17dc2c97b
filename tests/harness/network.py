"""Nothing leaves the machine in a test; refuses every address but the loopback."""

import ipaddress
import socket

LOCAL_NAMES = {"localhost", "", None}


class NetworkRefused(RuntimeError):
    """A test tried to reach another machine."""


def refuse_network() -> None:
    """From now on, in this process, sockets connect to this machine only."""
    _guard("connect")
    _guard("connect_ex")
    look_up = socket.getaddrinfo

    def getaddrinfo(host, *args, **kwargs):
        _check(host)
        return look_up(host, *args, **kwargs)

    socket.getaddrinfo = getaddrinfo


def free_port() -> int:
    """A TCP port of this machine that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _guard(name: str) -> None:
    original = getattr(socket.socket, name)

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _check(address[0])
        return original(self, address)

    setattr(socket.socket, name, guarded)


def _check(host) -> None:
    host = host.decode() if isinstance(host, bytes) else host
    if host in LOCAL_NAMES:
        return
    try:
        if ipaddress.ip_address(host).is_loopback or host == "0.0.0.0":
            return
    except ValueError:
        pass
    raise NetworkRefused(f"a test tried to reach {host!r}; only this machine is allowed")
