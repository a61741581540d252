"""The HTTP server: one moto application behind one socket."""

from __future__ import annotations

import io
import os
import socket
from typing import Any

from moto import backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from .control import Control
from .scheduler import Scheduler


class CannotListen(Exception):
    """The address can't be bound; the message names it, the reason and what to do."""


class _KeepAliveHandler(WSGIRequestHandler):
    """Takes many requests over one connection. werkzeug closes each after the first, since what an application leaves unread of a
    body would be taken for the next request: here the body is read whole beforehand.
    """

    protocol_version = "HTTP/1.1"
    # Head and body of an answer are written apart: the second would wait for the first one's acknowledgement.
    disable_nagle_algorithm = True
    # Whether the connection ends with the answer: also with that to what is no request.
    _ends = True

    def run_wsgi(self) -> None:
        connection = self.rfile
        # Of a body in chunks, only the application knows the end.
        self._ends = "Transfer-Encoding" in self.headers
        if not self._ends:
            self.rfile = io.BytesIO(connection.read(int(self.headers.get("Content-Length") or 0)))
        # Answered already: `parse_request` of HTTP/1.1 does it.
        del self.headers["Expect"]
        try:
            super().run_wsgi()
        finally:
            self.rfile = connection
            self.close_connection = self.close_connection or self._ends
            self._ends = True

    def make_environ(self) -> dict[str, Any]:
        environ = super().make_environ()
        if not self._ends:
            # What lies in memory ends by itself: so nobody copies it piece by piece in order not to read past the body's end.
            environ["wsgi.input_terminated"] = True
        return environ

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Connection" and value == "close" and not self._ends:
            return
        super().send_header(keyword, value)


class _QuietHandler(_KeepAliveHandler):
    """Logs no requests."""

    def log_request(self, code: object = "-", size: object = "-") -> None:
        return None


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # Listening here, not later, makes the second of two servers that bound one port at the same time fail.
        listener.listen(128)
    except OSError as error:
        listener.close()
        advice = "choose another port, or 0 for a free one"
        raise CannotListen(f"cannot listen on {host}:{port}: {error.strerror or error}; {advice}") from error
    return listener


def listen(host: str, port: int, scheduler: Scheduler, verbose: bool = False) -> BaseWSGIServer:
    """A server that is bound and listening: connections queue until `serve_forever()`. Port 0 takes a free one.

    Raises CannotListen. Apply the patches first.
    """
    listener = _bind(host, port)
    bound_port = listener.getsockname()[1]
    # moto reads this to call itself.
    os.environ["MOTO_PORT"] = str(bound_port)
    handler = _KeepAliveHandler if verbose else _QuietHandler
    # moto looks its own folder through at every request.
    modules = frozenset(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: modules
    application = Control(DomainDispatcherApplication(create_backend_app), scheduler)
    return make_server(host, bound_port, application, threaded=True, request_handler=handler, fd=listener.detach())


def url_of(server: BaseWSGIServer) -> str:
    """The server's address, as a client's endpoint."""
    host = f"[{server.host}]" if ":" in server.host else server.host
    return f"http://{host}:{server.port}"
