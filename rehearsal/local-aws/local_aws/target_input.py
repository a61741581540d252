"""What a target of a rule is given for an event.

Source: Amazon EventBridge User Guide, "Amazon EventBridge input transformation": a variable stands for a JSON value; within quotes,
for its text. Paths are names joined by dots (`$.detail.id`), and may end in an index of a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_PIECE = re.compile(r'\\.|"|<[^<>"\s]+>|[^\\"<]+|.', re.DOTALL)


def target_input(target: Mapping[str, Any], event: Mapping[str, Any], rule_arn: str) -> str:
    """The text for a target (as PutTargets has it): its Input, a part of the event, what its transformer makes, or the event."""
    if target.get("Input"):
        return str(target["Input"])
    if target.get("InputPath"):
        return json.dumps(at_path(event, target["InputPath"]))
    if target.get("InputTransformer"):
        return transform(target["InputTransformer"], event, rule_arn)
    return json.dumps(event)


def at_path(event: Any, path: str) -> Any:
    """The value at a path such as `$.detail.items[0]`; None where there is none."""
    for name, index in _STEP.findall(path.removeprefix("$")):
        if name:
            event = event.get(name) if isinstance(event, Mapping) else None
        else:
            event = event[int(index)] if isinstance(event, list) and int(index) < len(event) else None
    return event


def transform(transformer: Mapping[str, Any], event: Mapping[str, Any], rule_arn: str) -> str:
    """An InputTransformer's template, filled in."""
    values: dict[str, Any] = {
        "aws.events.rule-arn": rule_arn,
        "aws.events.rule-name": rule_arn.rsplit("/", 1)[1],
        "aws.events.event.ingestion-time": event["time"],
        "aws.events.event.json": event,
        "aws.events.event": {name: value for name, value in event.items() if name != "detail"},
    }
    values.update({name: at_path(event, path) for name, path in (transformer.get("InputPathsMap") or {}).items()})
    text, quoted = "", False
    for piece in _PIECE.findall(transformer["InputTemplate"]):
        quoted ^= piece == '"'
        name = piece[1:-1]
        text += _write(values[name], quoted) if piece.startswith("<") and name in values else piece
    return text


def _write(value: Any, quoted: bool) -> str:
    if not quoted:
        return json.dumps(value)
    plain = value if isinstance(value, str) else "" if value is None else json.dumps(value)
    return json.dumps(plain)[1:-1]
