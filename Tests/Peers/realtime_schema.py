"""Whether what a server says is what the Realtime protocol's own schemas know."""

import csv
import json
import os
import pathlib

import jsonschema
import referencing
import referencing.jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("CODA_TEST_DATA", ROOT.parent / "shared/data")) / "protocol/openai_realtime/open"

# What Coda says beyond the schemas, each allowed by name only where a test asks for it.
DEVIATIONS = {
    "pcm at 16000 Hz": lambda error: error.validator == "enum" and error.instance == 16000 and list(error.path)[-1] == "rate",
    "session.person": lambda error: error.validator == "additionalProperties" and "('person' was unexpected)" in error.message,
}


def converted(node):
    """An OpenAPI schema as JSON Schema; an object may have no members but those it names.

    Of several variants any may match: two may describe the same value.
    """
    if isinstance(node, list):
        return [converted(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    node = {name: converted(value) for name, value in node.items()}
    if isinstance(node.get("oneOf"), list):
        node["anyOf"] = node.pop("oneOf")
    if isinstance(node.get("properties"), dict) and isinstance(node.get("type"), str):
        node.setdefault("additionalProperties", False)
    if node.pop("nullable", False) is True:
        node = {"anyOf": [node, {"type": "null"}]}
    return node


def leaves(errors):
    """Of an error in every variant of a choice, the errors of the variant that comes closest."""
    for error in errors:
        variants = {}
        for inner in error.context or []:
            variants.setdefault(inner.schema_path[0], []).append(inner)
        if not variants:
            yield error
            continue
        yield from min((list(leaves(inner)) for inner in variants.values()), key=weight)


def weight(errors):
    """A variant whose constants differ is another kind of thing, however little else is wrong."""
    constants = sum(error.validator in ("enum", "const") and list(error.path)[-1:] in (["type"], ["role"]) for error in errors)
    return constants, len(errors)


class Schemas:
    """The server events' schemas, by type."""

    def __init__(self, folder=DATA):
        document = converted(json.loads((folder / "schemas.json").read_text()))
        specification = referencing.jsonschema.DRAFT202012
        registry = referencing.Registry().with_resource("realtime", specification.create_resource(document))
        self.validators = {}
        with open(folder / "event_list.tsv", newline="") as rows:
            for side, kind, name in csv.reader(rows, delimiter="\t"):
                schema = {"$ref": f"realtime#/components/schemas/{name}"}
                validator = jsonschema.Draft202012Validator(schema, registry=registry)
                self.validators[side, kind] = validator

    def problems(self, event, side="server", allowed=()):
        """What is wrong with an event, as sentences without anybody's words; `coda.*` is ours."""
        kind = event.get("type", "")
        if kind.startswith("coda."):
            return []
        validator = self.validators.get((side, kind))
        if validator is None:
            return [f"{kind!r} is no event of the protocol"]
        rules = [DEVIATIONS[name] for name in allowed]
        found = leaves(validator.iter_errors(event))
        return [
            f"{kind}: {'.'.join(map(str, error.absolute_path)) or 'the event'}: {error.message[:200]}"
            for error in found
            if not any(rule(error) for rule in rules)
        ]

    @staticmethod
    def are_there(folder=DATA):
        return (folder / "schemas.json").exists()
