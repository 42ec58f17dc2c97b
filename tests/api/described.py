"""Asks the API's own description whether an answer is what it promises; refuses to be lenient."""

import re

from jsonschema import Draft202012Validator


class Description:
    """The OpenAPI document, as a judge of answers."""

    def __init__(self, document: dict):
        self.document = document
        self._patterns = [
            (re.compile(re.sub(r"\{\w+\}", r"[0-9]+", path)), path) for path in document["paths"]
        ]

    def check(self, method: str, path: str, answer) -> None:
        """Fail unless status, content type and body of `answer` stand in the description."""
        operation = self.operation(method, path)
        described = operation["responses"].get(str(answer.status_code))
        assert described, f"{method} {path} must not answer {answer.status_code}: {answer.text}"
        content = described["content"]
        assert answer.mimetype in content, f"{method} {path}: {answer.mimetype}"
        self.validate(content[answer.mimetype]["schema"], answer.get_json(force=True))

    def operation(self, method: str, path: str) -> dict:
        """The operation that this address leads to."""
        bare = path.partition("?")[0]
        for pattern, template in self._patterns:
            if pattern.fullmatch(bare):
                return self.document["paths"][template][method.lower()]
        raise AssertionError(f"{path} is not in the description")

    def validate(self, schema: dict, value) -> None:
        """Fail with every deviation of `value` from `schema`."""
        whole = {**schema, "components": self.document["components"]}
        errors = list(Draft202012Validator(whole).iter_errors(value))
        assert not errors, "\n".join(f"{error.json_path}: {error.message}" for error in errors)


class Program:
    """A program with somebody's token; every answer it gets is held against the description."""

    def __init__(self, client, description: Description):
        self.client = client
        self.description = description

    def get(self, path: str, status: int = 200, **kwargs) -> dict:
        """The body of the answer to a GET, which must have this status."""
        return self.send("GET", path, status, **kwargs).get_json(force=True)

    def post(self, path: str, body=None, status: int = 200, **kwargs) -> dict:
        """The body of the answer to a POST of JSON, which must have this status."""
        return self.send("POST", path, status, json=body, **kwargs).get_json(force=True)

    def delete(self, path: str, status: int = 200, **kwargs) -> dict:
        """The body of the answer to a DELETE, which must have this status."""
        return self.send("DELETE", path, status, **kwargs).get_json(force=True)

    def send(self, method: str, path: str, status: int, **kwargs):
        """The whole answer, which must have this status and be as described."""
        if kwargs.get("json") is None:
            kwargs.pop("json", None)
        answer = self.client.open("/api/v1" + path, method=method, **kwargs)
        assert answer.status_code == status, f"{method} {path}: {answer.status} {answer.text}"
        self.description.check(method, "/api/v1" + path, answer)
        return answer

    def open_case(self, title="The line is dead since Monday", **others) -> dict:
        """A case opened with usual values."""
        usual = {"body": "No tone at all.", "category": self.category(), "kind": "outage"}
        return self.post("/cases", {"title": title, **usual, **others}, 201)

    def category(self, place: int = 0) -> str:
        """The slug of one of the categories there are."""
        return self.get("/categories")["items"][place]["slug"]
