"""The HTTP server: one moto application behind one socket."""

from __future__ import annotations

import os
import socket

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class CannotListen(Exception):
    """The address can't be bound; the message names it, the reason and what to do."""


class _QuietHandler(WSGIRequestHandler):
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


def listen(host: str, port: int, verbose: bool = False) -> BaseWSGIServer:
    """A server that is bound and listening: connections queue until `serve_forever()`. Port 0 takes a free one.

    Raises CannotListen. Apply the patches first.
    """
    listener = _bind(host, port)
    bound_port = listener.getsockname()[1]
    # moto reads this to call itself.
    os.environ["MOTO_PORT"] = str(bound_port)
    handler: type[WSGIRequestHandler] | None = None if verbose else _QuietHandler
    application = DomainDispatcherApplication(create_backend_app)
    return make_server(host, bound_port, application, threaded=True, request_handler=handler, fd=listener.detach())


def url_of(server: BaseWSGIServer) -> str:
    """The server's address, as a client's endpoint."""
    host = f"[{server.host}]" if ":" in server.host else server.host
    return f"http://{host}:{server.port}"
