#!/usr/bin/env python3
"""Makes the files of this folder: small tables of every shape as Parquet, and the same records as JSON Lines.

Needs pyarrow. Run it in this folder; the files are kept, so that the tests need nothing but Swift.
"""
import datetime
import decimal
import json

import pyarrow as pa
import pyarrow.parquet as pq

MESSAGE = pa.struct([("content", pa.string()), ("role", pa.string())])
TURN = pa.struct([("from", pa.string()), ("value", pa.string()), ("weight", pa.float64())])


def message(role, content):
    return {"role": role, "content": content}


def table(schema, rows):
    return pa.Table.from_pylist(rows, schema=pa.schema(schema))


TABLES = {
    "chat": table(
        [("messages", pa.list_(MESSAGE)), ("source", pa.int64()), ("text", pa.string())],
        [{"messages": [message("system", "s"), message("user", "hello"), message("assistant", "hi")], "source": 7},
         {"messages": None, "source": None, "text": "only text"},
         {"messages": [], "source": -1, "text": ""},
         {"messages": [None, message(None, "nobody"), message("user", None), message("", "unnamed")], "source": 0},
         {"messages": [message("user", "grüße \"x\"\n\t𝄞"), message("tool", "t")], "source": 2**62, "text": "t"},
         {"messages": [message("user", ""), message("user", "again"), message("user", "again")], "source": 7}]),
    "preference": table(
        [("day", pa.date32()), ("chosen", pa.list_(MESSAGE)), ("rejected", pa.list_(MESSAGE)), ("prompt", pa.string()),
         ("source", pa.string()), ("score", pa.decimal128(9, 2)), ("raw", pa.binary())],
        [{"day": datetime.date(2026, 1, k + 1), "chosen": [message("user", f"q{k}"), message("assistant", "good")],
          "rejected": [message("user", f"q{k}"), message("assistant", "bad")], "prompt": f"q{k}" if k % 2 else None,
          "source": ("web", "", None)[k % 3], "score": decimal.Decimal(k), "raw": b"\xff\x00"} for k in range(7)]),
    "single": table(
        [("conversations", pa.list_(TURN)), ("chosen", TURN), ("rejected", TURN), ("source", pa.bool_())],
        [{"conversations": [{"from": "human", "value": "q"}], "chosen": {"from": "gpt", "value": "a"},
          "rejected": {"from": "human", "value": "b", "weight": 1.5}, "source": True},
         {"chosen": None, "rejected": {"from": None, "value": "c"}, "source": False}]),
    "flat": table(
        [("instruction", pa.large_string()), ("input", pa.string()), ("output", pa.string()), ("text", pa.string()),
         ("source", pa.float32())],
        [{"instruction": "do", "input": "this", "output": "done", "source": 0.5},
         {"instruction": "do", "input": "", "output": None, "text": "t", "source": 1e-7},
         {"output": "done", "text": "t", "source": 1e22}, {"text": "t", "source": float("nan")},
         {"text": "", "source": 3.0}, {}]),
    "strings": table(
        [("chosen", pa.string()), ("rejected", pa.dictionary(pa.int8(), pa.string())), ("turns", pa.list_(pa.string()))],
        [{"chosen": "\n\nHuman: one\n\nAssistant: two", "rejected": "plain", "turns": ["a", None, "", "b"]},
         {"chosen": "alone", "turns": []}, {"chosen": "", "rejected": "plain"}]),
    "wrong": table(
        [("prompt", pa.list_(pa.int64())), ("question", pa.int32()), ("answer", pa.bool_()), ("turns", pa.int64()),
         ("messages", pa.list_(pa.list_(pa.string()))), ("chosen", pa.struct([("role", MESSAGE), ("content", pa.int8())])),
         ("source", pa.uint64())],
        [{"prompt": [1]}, {"question": 5}, {"answer": True}, {"turns": 3}, {"messages": [["x"]]},
         {"chosen": {"role": message("user", "x"), "content": 1}}, {"chosen": {"role": None, "content": 1}},
         {"source": 2**64 - 1}, {"prompt": []}, {"messages": [None]}]),
    "nested": table(
        [("data", pa.struct([("turns", pa.list_(pa.struct([("text", pa.list_(pa.string())), ("n", pa.int8())]))),
                             ("name", pa.string())])),
         ("fields", pa.map_(pa.string(), pa.struct([("text", pa.string())]))),
         ("lists", pa.list_(pa.list_(pa.string()))),
         ("source", pa.struct([("a", pa.int64()), ("b\"ü", pa.list_(pa.float64())), ("c", pa.map_(pa.string(), pa.bool_())),
                               ("d", pa.string())]))],
        [{"data": {"turns": [{"text": ["a", None, "b"]}, None, {"text": []}, {"text": None}, {"text": ["c"]}], "name": "x"},
          "fields": {"first": {"text": "f"}, "second": {"text": None}, "third": None},
          "lists": [["p", "q"], [], None, ["r"]],
          "source": {"a": 1, "b\"ü": [0.5, None, -0.0], "c": {"yes": True, "no": False}, "d": "\\ \"\n\x01é"}},
         {"data": {"turns": None, "name": None}, "fields": {}, "lists": [], "source": {"b\"ü": [], "c": {}}},
         {"data": None, "fields": None, "lists": None, "source": None},
         {"data": {"turns": []}, "fields": {"second": {"text": "s"}, "first": {"text": "g"}}, "lists": [["t"]]}]),
}

if __name__ == "__main__":
    for number, (name, rows) in enumerate(TABLES.items()):
        pq.write_table(rows, f"{name}.parquet", row_group_size=2, compression=("zstd", "none")[number % 2],
                       data_page_version=("1.0", "2.0")[number % 2], use_dictionary=number % 3 != 0,
                       use_compliant_nested_type=number % 2 == 0)
        hidden = {"day", "score", "raw"}  # JSON has no such values
        with open(f"{name}.jsonl", "w", encoding="utf-8") as file:
            for row in rows.to_pylist(maps_as_pydicts="strict"):
                row = {key: value for key, value in row.items() if key not in hidden}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    text = b"fine" + b"caf\xe9" + b"also fine"
    offsets = pa.array([0, 4, 8, 17], pa.int32()).buffers()[1]
    bad = pa.Array.from_buffers(pa.string(), 3, [None, offsets, pa.py_buffer(text)])
    pq.write_table(pa.table({"prompt": bad, "answer": pa.array([b"x", None, b"\xff"], pa.binary())}), "bytes.parquet")
    pq.write_table(pa.table({"prompt": pa.array([], pa.string())}), "empty.parquet")
    # A page of 20 MB, and a row of 3 MB.
    pq.write_table(pa.table({"prompt": ["long " * 10_000] * 400}), "long-page.parquet", compression="zstd",
                   use_dictionary=False, data_page_size=1 << 30, write_batch_size=1000)
    pq.write_table(pa.table({"prompt": ["short", "long " * 600_000]}), "long-row.parquet", compression="zstd",
                   use_dictionary=False)
    pq.write_table(pa.table({"prompt": ["a"], "source": ["b"]}), "prompts.parquet")
    pq.write_table(pa.table({"body": ["a"], "title": ["b"]}), "unknown.parquet")
