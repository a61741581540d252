"""`python -m local_aws`: serves the local AWS until it is told to end.

Prints one line of JSON, {"url": ...}, when it accepts connections. Ends with 0 on SIGTERM, SIGINT or (with --exit-with-stdin)
when standard input closes; with 1 and a message if it can't listen.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import threading
from collections.abc import Sequence

from .functions.pool import POOL
from .options import OPTIONS
from .patches import PATCHES, apply_patches
from .queue_poller import QueuePoller
from .scheduler import Scheduler
from .server import CannotListen, listen, url_of


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="local_aws", description="A local AWS for the rehearsal: moto's server, corrected"
    )
    parser.add_argument("--port", type=int, required=True, help="port to listen on; 0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--exit-with-stdin", action="store_true", help="end when standard input closes")
    parser.add_argument("--verbose", action="store_true", help="log requests and functions to standard error")
    parser.add_argument("--node", help="Node that runs functions (default: the one on the PATH)")
    parser.add_argument(
        "--organization-trail",
        action="store_true",
        help="log calls to CloudTrail in every account, as an organization's trail does",
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=sorted(PATCHES),
        help="leave a patch out, to see moto's own behaviour",
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the server; returns the process's exit code."""
    arguments = _arguments(argv)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO if arguments.verbose else logging.ERROR)
    apply_patches(leave_out=arguments.without)
    OPTIONS.node, OPTIONS.organization_trail = arguments.node, arguments.organization_trail
    scheduler, poller = Scheduler(), QueuePoller()
    try:
        server = listen(arguments.host, arguments.port, scheduler, arguments.verbose)
    except CannotListen as error:
        sys.stderr.write(f"local_aws: {error}\n")
        return 1

    def end(*_: object) -> None:
        # shutdown() waits for serve_forever(), which runs in this thread.
        threading.Thread(target=server.shutdown, daemon=True).start()

    def end_with_stdin() -> None:
        sys.stdin.buffer.read()
        end()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if arguments.exit_with_stdin:
        threading.Thread(target=end_with_stdin, daemon=True).start()
    OPTIONS.url = url_of(server)
    scheduler.start()
    poller.start()
    sys.stdout.write(json.dumps({"url": OPTIONS.url}) + "\n")
    sys.stdout.flush()
    # moto prints warnings to standard output, which is for the one line above.
    sys.stdout = sys.stderr
    server.serve_forever()
    scheduler.stop()
    poller.stop()
    POOL.close()
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
