"""The JSON Schema takes every configuration of the checkout, and marks every bad value that a schema can see."""

import json
import pathlib
import re
import subprocess
import sys

from support import need, pont

yaml = need("yaml", "python3-yaml")
jsonschema = need("jsonschema", "python3-jsonschema")
PROGRAM, CHECKOUT, BAD = sys.argv[1:4]

# What no schema of one file can see: relations between keys, other files, marks of encoding.
UNSEEN = {
    "data: {type: images, path: x.idx, resize: area}",
    "train: {batch: 10, shard: 3}",
    "train: {batch: 12, shard: 24}",
    "train: {snapshots: [3, 3]}",
    "train: {snapshots: [5, 3]}",
    "train: {steps: 10, snapshots: [20]}",
    "network: {type: unet, dropout: -0.5}",
    "sample: {samplers: [{name: a}, {name: a}]}",
    "extends: nowhere.yaml",
    "data: {type: mixture, weights: [0.5], means: [[0], [1]], stds: [[1]]}",
    "\ufeffseed: 1",
}


def rows_of(written):
    """The configurations that the program of bad ones prints."""
    rows = []
    while written:
        length, written = written.split(b"\n", 1)
        rows.append(written[: int(length)].decode("utf-8", "surrogateescape"))
        written = written[int(length) :]
    return rows


class Loader(yaml.SafeLoader):
    """Numbers as YAML 1.2 has them: 1e-05 is one."""


Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$"),
    list("-+.0123456789"))


def main():
    schema = json.loads(pont(PROGRAM, "schema"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    files = [f for f in sorted((pathlib.Path(CHECKOUT) / "configs").rglob("*.yaml")) if f.parent.name != "cells"]
    for file in files:
        errors = list(validator.iter_errors(yaml.load(file.read_text(), Loader)))
        assert not errors, (file, errors[0].message, list(errors[0].absolute_path), [c.message for c in errors[0].context or ()][:5])
    rows = rows_of(subprocess.run([BAD], capture_output=True, check=True).stdout)
    missed = []
    for row in rows:
        try:
            if not list(validator.iter_errors(yaml.load(row, Loader))):
                missed.append(row.strip())
        except yaml.YAMLError:
            pass  # an editor marks it before any schema
    print(f"{len(files)} configurations hold; {len(rows) - len(missed)} of {len(rows)} bad ones are marked")
    assert set(missed) == UNSEEN, set(missed) ^ UNSEEN


main()
