"""Replacing moto's methods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def replace(owner: type, name: str, method: Callable[..., Any]) -> None:
    """Makes `method` the method `name` of a class of moto's.

    Raises AttributeError if the class has no such method (another version of moto): a patch of nothing would go unnoticed.
    """
    if name not in vars(owner):
        raise AttributeError(f"{owner.__name__}.{name} does not exist in this version of moto; look the patch over")
    setattr(owner, name, method)
