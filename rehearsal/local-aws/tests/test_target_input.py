"""What targets are given."""

import json
from typing import Any

import pytest

from local_aws.target_input import at_path, target_input

RULE = "arn:aws:events:us-west-2:123456789012:rule/changes"
EVENT = {
    "time": "2026-01-01T00:00:00Z",
    "source": "shop",
    "detail": {"id": 1, "name": 'a "b"', "items": ["x", {"y": 2}], "dashed-name": True},
}


@pytest.mark.parametrize(("path", "value"), [
    ("$.source", "shop"),
    ("$.detail.items[1].y", 2),
    ("$.detail.dashed-name", True),
    ("$.detail.none", None),
    ("$.detail.items[5]", None),
])  # fmt: skip
def test_a_path_leads_to_a_value(path: str, value: Any) -> None:
    assert at_path(EVENT, path) == value


@pytest.mark.parametrize(("template", "text"), [
    ('{"n": <name>, "i": <id>, "none": <none>}', {"n": 'a "b"', "i": 1, "none": None}),
    ('{"said": "<name> is <id>, \\"<id>\\""}', {"said": 'a "b" is 1, "1"'}),
    ('"<name> of <aws.events.rule-name>"', 'a "b" of changes'),
    ('{"all": <aws.events.event.json>}', {"all": EVENT}),
    ('["<unknown>", "1 < 2"]', ["<unknown>", "1 < 2"]),
])  # fmt: skip
def test_a_transformer_fills_its_template_in(template: str, text: Any) -> None:
    paths = {"name": "$.detail.name", "id": "$.detail.id", "none": "$.detail.none"}
    target = {"InputTransformer": {"InputPathsMap": paths, "InputTemplate": template}}
    assert json.loads(target_input(target, EVENT, RULE)) == text


def test_without_any_of_it_a_target_gets_the_event() -> None:
    assert json.loads(target_input({}, EVENT, RULE)) == EVENT


def test_an_input_is_sent_as_it_was_written() -> None:
    assert target_input({"Input": '{"a":  1}'}, EVENT, RULE) == '{"a":  1}'
