"""The local AWS's own routes."""

import json
from datetime import datetime
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from conftest import post


def get(endpoint: str, route: str) -> dict[str, object]:
    with urlopen(f"{endpoint}/local-aws/{route}") as answer:
        return json.load(answer)


def test_time_moves_by_what_was_asked_and_goes_on(endpoint: str) -> None:
    before = datetime.fromisoformat(str(get(endpoint, "advance")["time"]).replace("Z", "+00:00"))
    after = datetime.fromisoformat(post(endpoint, "advance", {"seconds": 3600})["time"].replace("Z", "+00:00"))
    assert 3600 <= (after - before).total_seconds() < 3660


@pytest.mark.parametrize(
    ("route", "body"), [("advance", {"seconds": -1}), ("advance", {}), ("advance", []), ("drop-events", {"count": "all"})]
)
def test_what_a_route_does_not_take_is_refused(endpoint: str, route: str, body: object) -> None:
    with pytest.raises(HTTPError) as refused:
        post(endpoint, route, body)
    assert refused.value.code == 400 and "message" in json.load(refused.value)


def test_other_routes_do_not_exist(endpoint: str) -> None:
    with pytest.raises(HTTPError) as refused:
        post(endpoint, "tables", {})
    assert refused.value.code == 404
