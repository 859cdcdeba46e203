"""The gateway's stand-in inside the lanes, where the gateway itself is a process of the host.

For each socket "<address>.<port>" in the folder it listens there and passes bytes both ways, and does
nothing else. It answers one client only: the address after its own, which is the lane's sandbox.
"""
import os
import resource
import selectors
import signal
import socket
import sys
import time

FOLDER = sys.argv[1]
PER_LISTENER = 64
PIECE = 16 * 1024
LOOK = 0.2
IP_FREEBIND = 15

selector = selectors.DefaultSelector()
listeners = {}


def flags(key, events):
    """Sets what is waited for; a socket that waits for nothing is not registered."""
    if key.fileno() < 0:
        return
    try:
        if events:
            selector.modify(key, events, key_data[key])
        else:
            selector.unregister(key)
    except KeyError:
        if events:
            selector.register(key, events, key_data[key])


key_data = {}


class Pipe:
    """One connection: both ends, and at most one piece under way in each direction."""

    def __init__(self, listener, inside, outside):
        self.listener = listener
        self.ends = (inside, outside)
        self.pending = [b"", b""]  # what waits to be written to that end
        self.ended = [False, False]  # whether that end has said all
        for end in self.ends:
            key_data[end] = self
        listener.pipes.add(self)
        self.wait()

    def wait(self):
        for i in (0, 1):
            events = 0
            if not self.ended[i] and not self.pending[1 - i]:
                events |= selectors.EVENT_READ
            if self.pending[i]:
                events |= selectors.EVENT_WRITE
            flags(self.ends[i], events)

    def ready(self, end, events):
        i = 0 if end is self.ends[0] else 1
        try:
            if events & selectors.EVENT_WRITE and self.pending[i]:
                self.flush(i)
            if events & selectors.EVENT_READ and not self.ended[i] and not self.pending[1 - i]:
                data = self.ends[i].recv(PIECE)
                if data:
                    self.pending[1 - i] = data
                    self.flush(1 - i)
                else:
                    self.ended[i] = True
                    self.end_output(1 - i)
        except BlockingIOError:
            pass
        except OSError:
            self.close()
            return
        if all(self.ended) and not any(self.pending):
            self.close()
        else:
            self.wait()

    def flush(self, i):
        try:
            self.pending[i] = self.pending[i][self.ends[i].send(self.pending[i]) :]
        except BlockingIOError:
            return
        if not self.pending[i]:
            self.end_output(i)

    def end_output(self, i):
        if self.ended[1 - i] and not self.pending[i]:
            self.ends[i].shutdown(socket.SHUT_WR)

    def close(self):
        for end in self.ends:
            flags(end, 0)
            key_data.pop(end, None)
            end.close()
        self.listener.pipes.discard(self)


class Listener:
    def __init__(self, name, path):
        address, _, port = name.rpartition(".")
        last = address.rpartition(".")
        self.client = last[0] + "." + str(int(last[2]) + 1)
        self.path = path
        self.pipes = set()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # the lane may be joined a moment later
        self.socket.setsockopt(socket.SOL_IP, IP_FREEBIND, 1)
        self.socket.bind((address, int(port)))
        self.socket.listen(128)
        key_data[self.socket] = self
        flags(self.socket, selectors.EVENT_READ)

    def ready(self, _socket, _events):
        for _ in range(64):
            try:
                inside, peer = self.socket.accept()
            except OSError:
                return
            # Never left waiting: what waited would be served when another sandbox is in the lane.
            if peer[0] != self.client or len(self.pipes) >= PER_LISTENER:
                inside.close()
                continue
            try:
                inside.setblocking(False)
                inside.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                # a sandbox that was destroyed says no goodbye
                inside.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                inside.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 30)
                inside.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 10)
                inside.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3)
                inside.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 60000)
                outside = connect(self.path)
            except OSError:
                inside.close()
                continue
            Pipe(self, inside, outside)

    def close(self):
        flags(self.socket, 0)
        key_data.pop(self.socket, None)
        self.socket.close()
        for pipe in list(self.pipes):
            pipe.close()


def connect(path):
    outside = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    try:
        outside.connect(path)
        return outside
    except OSError:
        outside.close()
        raise


def hello(path):
    """Tells the gateway that this lane's socket was found."""
    with connect(path) as outside:
        outside.send(b"GET /healthz HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n")
        outside.settimeout(1)
        outside.recv(1)


greeted = {}


def look():
    found = {}
    for entry in os.scandir(FOLDER):
        stat = entry.stat(follow_symlinks=False)
        found[entry.name] = (entry.path, (stat.st_ino, stat.st_ctime_ns))
    for name in [name for name in listeners if name not in found]:
        listeners.pop(name).close()
        greeted.pop(name, None)
    for name, (path, identity) in found.items():
        try:
            if name not in listeners:
                listeners[name] = Listener(name, path)
            if greeted.get(name) != identity:
                hello(path)
                greeted[name] = identity
        except (OSError, ValueError):
            pass  # looked at again


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    due = 0.0
    while True:
        now = time.monotonic()
        if now >= due:
            look()
            due = time.monotonic() + LOOK
        for key, events in selector.select(max(0.0, due - time.monotonic())):
            owner = key_data.get(key.fileobj)
            if owner is not None:
                owner.ready(key.fileobj, events)


main()
