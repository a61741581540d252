"""Replacing moto's methods."""

from __future__ import annotations

from typing import Any


def replace(owner: type, name: str, method: Any) -> None:
    """Makes `method` the method `name` of a class of moto's.

    Raises AttributeError if the class has no such method (another version of moto): a patch of nothing would go unnoticed.
    """
    if name not in vars(owner):
        raise AttributeError(f"{owner.__name__}.{name} does not exist in this version of moto; look the patch over")
    setattr(owner, name, method)


def add(owner: type, name: str, method: Any) -> None:
    """Gives a class of moto's the method `name`, which it lacks.

    Raises AttributeError if it has one (another version of moto): its own may be the better one.
    """
    if hasattr(owner, name):
        raise AttributeError(f"{owner.__name__}.{name} exists in this version of moto; look the patch over")
    setattr(owner, name, method)
