"""The description says what the API does: every route, every answer, nothing else."""

import re

import pytest
from openapi_spec_validator import validate

from forum.api.openapi.operations import OPERATIONS
from forum.api.routes import ROUTES
from tests.data import REPOSITORY

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.mark.slow
def test_the_document_is_openapi(description):
    validate(description.document)
    assert description.document["openapi"].startswith("3.1")
    assert description.document["servers"] == [{"url": "http://localhost"}]


def test_every_route_is_described_and_nothing_else_is(app, description):
    existing = {
        (method.lower(), re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = {
        (method, path)
        for path, operations in description.document["paths"].items()
        for method in METHODS & set(operations)
    }
    assert described == existing
    assert set(OPERATIONS) == {view.__name__ for _method, _rule, view, _action in ROUTES}


def test_every_route_is_in_the_docs():
    documented = (REPOSITORY / "docs" / "api.md").read_text("utf-8")
    missing = []
    for method, rule, _view, _action in ROUTES:
        short = rule.replace("<int:number>", "N").replace("<int:position>", "P")
        short = short.replace("<int:grant_id>", "ID").replace("<int:version>", "V")
        if f"| `{method} {short}` |" not in documented:
            missing.append(f"{method} {short}")
    assert not missing, missing


def test_every_schema_is_used(description):
    text = str(description.document)
    unused = [
        name
        for name in description.document["components"]["schemas"]
        if f"#/components/schemas/{name}'" not in text
    ]
    assert not unused, unused


def test_what_is_accepted_fits_the_description_of_what_is_sent(program, cast, description):
    """The limits of the document are those of the door: at the limit in, one more out."""
    anna = program("anna")
    good = {"title": "a" * 150, "body": "b" * 20_000, "kind": "idea", "category": anna.category()}
    anna.post("/cases", good, 201)
    schema = {"$ref": "#/components/schemas/NewCase"}
    description.validate(schema, good)
    for wrong in ({"title": "a" * 151}, {"body": "b" * 20_001}, {"kind": "x"}, {"role": "admin"}):
        anna.post("/cases", {**good, **wrong}, 422)
        with pytest.raises(AssertionError):
            description.validate(schema, {**good, **wrong})


def test_answers_are_private_and_open_to_no_other_site(api, cast):
    answer = api().get("/api/v1/cases", headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Origin" not in answer.headers


LIMITED = {"RATELIMIT_ENABLED": True}


@pytest.mark.slow
@pytest.mark.parametrize("settings", [LIMITED], indirect=True)
def test_a_flood_of_writing_is_slowed_down_for_its_token_alone(program, cast):
    number = program("anna").open_case()["number"]
    ben, nora = program("ben"), program("nora")
    for _ in range(200):
        ben.post(f"/cases/{number}/posts", {}, 422)
    answer = ben.send("POST", f"/cases/{number}/affected", 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    ben.get("/cases")
    nora.post(f"/cases/{number}/affected")
