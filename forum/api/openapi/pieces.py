"""What all JSON Schemas of the API are made of; refuses to know any one answer."""

TEXT = {"type": "string"}
FLAG = {"type": "boolean"}
COUNT = {"type": "integer", "minimum": 0}
NUMBER = {"type": "integer", "minimum": 1}
MOMENT = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
    "description": "RFC 3339, in UTC",
}
DAY = {"type": "string", "format": "date"}
MONTH = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$", "description": "In UTC"}
SENT_MOMENT = {"type": "string", "format": "date-time", "description": "RFC 3339, with its zone"}
ADDRESS = {"type": "string", "format": "uri"}
VISIBILITY = {"enum": ["public", "pending", "hidden"]}


def one_of(words) -> dict:
    """A word of a closed list."""
    return {"type": "string", "enum": list(words)}


def ref(name: str) -> dict:
    """The schema of this name."""
    return {"$ref": f"#/components/schemas/{name}"}


def nullable(schema: dict) -> dict:
    """What the schema says, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def answer(**properties: dict) -> dict:
    """An object of an answer: always all of these, never another."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def request_body(required: tuple[str, ...], **properties: dict) -> dict:
    """An object that is sent: other names are refused."""
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def page_of(name: str, **more: dict) -> dict:
    """A page of a list with the cursor of the next one."""
    items = {"type": "array", "items": ref(name)}
    return answer(items=items, next=nullable(TEXT), **more)


def list_of(name: str) -> dict:
    """Several of these."""
    return {"type": "array", "items": ref(name)}
