"""Queues go by the local AWS's clock.

moto: goes by the machine's.
AWS: has no clock that can be moved; `POST /local-aws/advance` makes visibility timeouts, delays and retention pass.
"""

from __future__ import annotations

from moto.sqs import models

from ..clock import CLOCK


def apply() -> None:
    """Replaces what moto's queues take the time from.

    Raises AttributeError if they take it from elsewhere (another version of moto).
    """
    for name in ("unix_time", "unix_time_millis"):
        if not callable(getattr(models, name)):
            raise AttributeError(f"moto.sqs.models.{name} is no function in this version of moto; look the patch over")
    setattr(models, "unix_time", CLOCK.now)
    setattr(models, "unix_time_millis", lambda: CLOCK.now() * 1000)
