"""Stands in for `polylogue worker`: keeps docs/worker.md, or breaks it in the way that its first argument names."""

import hashlib
import json
import os
import signal
import sys

MANY = 5000


def thread(line):
    return (
        b'{"format":1,"thread":'
        + json.dumps(json.loads(line)["source_file"]).encode()
        + b',"words":"'
        + b"x" * 500
        + b'"}\n'
    )


def end(lines, **changed):
    record = {
        "format": 1,
        "record": "end",
        "input": len(lines),
        "threads": sum(line.startswith(b'{"format":1,"thread":') for line in lines),
        "quarantined": sum(not line.startswith(b'{"format":1,"thread":') for line in lines),
        "sha256": hashlib.sha256(b"".join(lines)).hexdigest(),
    }
    return json.dumps({**record, **changed}, separators=(",", ":")).encode() + b"\n"


def main(fault):
    given, said = sys.stdin.buffer, sys.stdout.buffer
    if fault == "exits-early":
        lines = [thread(given.readline()) for _ in range(3)]
        said.write(b"".join(lines) + end(lines))
        return 0
    if fault == "reads-nothing":
        said.write(end([]))
        return 0
    if fault == "floods":
        # More than a pipe holds, on both, before the input is read on.
        sys.stderr.write("a word for people\n" * MANY)
        lines = [thread(given.readline()).replace(b"x", b"x" * MANY)]
        said.write(lines[0])
        said.flush()
        lines += [thread(line) for line in given]
        said.write(b"".join(lines[1:]) + end(lines))
        return 0
    lines = [thread(line) for line in given]
    if fault == "killed":
        said.write(b"".join(lines[: len(lines) // 2]))
        said.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    if fault == "no-end":
        said.write(b"".join(lines))
        return 0
    if fault == "half-a-line":
        said.write((b"".join(lines) + end(lines))[:-40])
        return 0
    if fault == "loses-one":
        said.write(b"".join(lines[1:]) + end(lines[1:]))
        return 0
    if fault == "changes-one":
        said.write(b"".join(lines).replace(b"xx", b"xy", 1) + end(lines))
        return 0
    if fault == "prints":
        said.write(b"Debugger attached.\n" + b"".join(lines) + end(lines))
        return 0
    if fault == "goes-on":
        said.write(b"".join(lines) + end(lines) + lines[0])
        return 0
    said.write(b"".join(lines) + end(lines))
    if fault == "status-3":
        sys.stderr.write("the disk is full\n")
        return 3
    return 1 if fault == "status-1" else 0


sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
