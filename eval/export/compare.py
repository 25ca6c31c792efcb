"""Reads rows that `midiq export` wrote with one tool in one form, and compares every value with JSON lines.

compare.py FOLDER: prints one JSON object a reader: tool, version, form, rows, columns, values, and what differs.
"""

import csv
import datetime
import importlib.metadata
import json
import math
import os
import sys

folder = sys.argv[1]
at = lambda name: os.path.join(folder, name)
schema = json.load(open(at("rows.jsonl.schema.json"), encoding="utf-8"))["properties"]
names = list(schema)
types = {name: about["x-type"] for name, about in schema.items()}
with open(at("rows.jsonl"), encoding="utf-8") as lines:
    truth = [json.loads(line) for line in lines]


def plain(value):
    """A value of a reader as JSON has it: times as text, what is no number as nothing, arrays as lists."""
    if value is None:
        return None
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, datetime.datetime):
        if value != value:  # NaT
            return None
        utc = value.astimezone(datetime.timezone.utc)
        return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"
    if isinstance(value, float) and math.isnan(value):
        return None
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    return value


def of_text(name, text):
    """A cell of CSV as its column's type."""
    if text is None or text == "" or (isinstance(text, float) and math.isnan(text)):
        return None
    kind = types[name]
    if kind == "bool":
        return {"true": True, "false": False}[str(text).lower()]
    if kind in ("int32", "int64"):
        return int(text)
    if kind == "float64":
        return float(text)
    return json.loads(text) if kind.startswith("list") else text


def unescaped(text):
    """A cell of TSV without its escapes."""
    out, letters = [], iter(text)
    for letter in letters:
        out.append({"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[next(letters)] if letter == "\\" else letter)
    return "".join(out)


def compare(tool, version, form, rows, empty_is_unknown=False):
    differing, first = 0, None
    if len(rows) != len(truth):
        differing, first = abs(len(rows) - len(truth)), f"{len(rows)} rows, not {len(truth)}"
    for number, (row, wanted) in enumerate(zip(rows, truth)):
        if list(row) != names:
            differing, first = differing + 1, first or f"row {number}: columns {list(row)[:5]}"
            continue
        for name in names:
            value, right = row[name], wanted[name]
            if empty_is_unknown and right == "":
                right = None
            if value != right or isinstance(value, bool) != isinstance(right, bool):
                differing, first = differing + 1, first or f"row {number}, {name}: {value!r}, not {right!r}"
    about = {"tool": tool, "version": version, "form": form, "rows": len(rows), "columns": len(names)}
    print(json.dumps({**about, "values": len(rows) * len(names), "differing": differing, "first": first}), flush=True)


def described(columns, rows):
    return [{name: plain(value) for name, value in zip(columns, row)} for row in rows]


def arrow_rows(table):
    table.validate(full=True)
    return [{name: plain(value) for name, value in row.items()} for row in table.to_pylist()]


import jsonschema

whole = json.load(open(at("rows.jsonl.schema.json"), encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(whole)
validator = jsonschema.Draft202012Validator(whole)
wrong = [(number, error) for number, row in enumerate(truth) for error in validator.iter_errors(row)]
about = {"tool": "jsonschema", "version": importlib.metadata.version("jsonschema"), "form": "jsonl", "rows": len(truth)}
first = f"row {wrong[0][0]}: {wrong[0][1].message}" if wrong else None
values = {"columns": len(names), "values": len(truth) * len(names), "differing": len(wrong), "first": first}
print(json.dumps({**about, **values}), flush=True)

with open(at("rows.csv"), encoding="utf-8", newline="") as lines:
    cells = [{name: of_text(name, text) for name, text in row.items()} for row in csv.DictReader(lines)]
compare("Python csv", sys.version.split()[0], "csv", cells, empty_is_unknown=True)
with open(at("rows.tsv"), encoding="utf-8", newline="") as lines:
    split = [[unescaped(cell) for cell in line.rstrip("\n").split("\t")] for line in lines]
cells = [{name: of_text(name, text) for name, text in zip(split[0], row)} for row in split[1:]]
compare("Python split", sys.version.split()[0], "tsv", cells, empty_is_unknown=True)

import pyarrow
import pyarrow.feather
import pyarrow.ipc
import pyarrow.parquet

compare("pyarrow", pyarrow.__version__, "parquet", arrow_rows(pyarrow.parquet.read_table(at("rows.parquet"))))
compare("pyarrow", pyarrow.__version__, "arrow", arrow_rows(pyarrow.feather.read_table(at("rows.arrow"))))
with pyarrow.ipc.open_stream(at("rows.arrows")) as stream:
    compare("pyarrow", pyarrow.__version__, "arrow stream", arrow_rows(stream.read_all()))

import polars

for form, frame in (("parquet", polars.read_parquet(at("rows.parquet"))), ("arrow", polars.read_ipc(at("rows.arrow")))):
    compare("polars", polars.__version__, form, described(frame.columns, frame.rows()))

import pandas


def pandas_rows(frame):
    """Columns with unknown values: whole numbers come as floats, which pandas has no other way for by itself."""
    columns = [frame[name].tolist() for name in frame.columns]
    rows = described(frame.columns, zip(*columns)) if columns else []
    for row in rows:
        for name, value in row.items():
            if isinstance(value, float) and types[name].startswith("int"):
                row[name] = int(value)
    return rows


compare("pandas", pandas.__version__, "parquet", pandas_rows(pandas.read_parquet(at("rows.parquet"))))
frame = pandas.read_csv(at("rows.csv"), dtype=str, keep_default_na=False, na_values=[""])
cells = [{name: of_text(name, plain(value)) for name, value in row.items()} for row in frame.to_dict("records")]
compare("pandas", pandas.__version__, "csv", cells, empty_is_unknown=True)

import duckdb

duckdb.sql("set timezone = 'UTC'")
for form, source in (
    ("parquet", f"read_parquet('{at('rows.parquet')}')"),
    ("csv", f"read_csv('{at('rows.csv')}', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"),
):
    found = duckdb.sql(f"select * from {source}")
    rows = described(found.columns, found.fetchall())
    if form == "csv":
        rows = [{name: of_text(name, value) for name, value in row.items()} for row in rows]
    compare("duckdb", duckdb.__version__, form, rows, empty_is_unknown=form == "csv")
