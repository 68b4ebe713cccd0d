"""One part of a corpus through one `polylogue worker`, checked. Runs on the executors and needs nothing but Python.

What a worker reads and writes is docs/worker.md. A process can be killed, or end early with status 0, at any time; so
nothing counts that the end record does not vouch for, and the part's file appears whole or not at all.
"""

import base64
import contextlib
import hashlib
import json
import os
import subprocess
import threading
import uuid

THREAD = b'{"format":1,"thread":'
QUARANTINE = b'{"format":1,"record":"quarantine",'
END = b'{"format":1,"record":"end",'

# 0: every dump is a thread. 1: some were set aside, with their reasons in the part.
DONE = (0, 1)

# How much of a worker's last words is told.
WORDS = 4000


class PartFailed(Exception):
    """The part is not whole; nothing was left of it. Worth trying again."""


def packed_lines(corpus, names):
    """What a worker reads, a line (bytes) per dump. A file that cannot be read is a line without words, which the worker sets aside."""
    for name in names:
        record = {"source_file": name}
        with contextlib.suppress(OSError), open(os.path.join(corpus, name), "rb") as dump:
            record["bytes_base64"] = base64.b64encode(dump.read()).decode("ascii")
        yield json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n"


def names_in(path):
    """The lines of a list as `polylogue split` writes it."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [line.rstrip("\n") for line in lines if line != "\n"]


def make_part(command, lines, path):
    """Sends `lines` (bytes, each with its LF) to a worker and leaves what it says in the file `path`.

    `command` is the worker's argument list. Returns the end record as a dict. Raises PartFailed when the worker failed, ended
    early, or said less than it was sent; `path` is then as it was before.
    """
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    # Two attempts at the same part may run at a time, also on two machines: each has a file of its own, and whichever is done last
    # puts the same bytes in place.
    hidden = os.path.join(folder, f".{os.path.basename(path)}-{uuid.uuid4().hex}")
    try:
        with open(hidden, "xb") as part:
            end = _through_worker(command, lines, part)
            part.flush()
            os.fsync(part.fileno())
        os.replace(hidden, path)
        return end
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(hidden)
        raise


def check_part(path):
    """The end record of a part that is there. Raises PartFailed when it is not whole."""
    with open(path, "rb") as part:
        check = _Check()
        for line in part:
            check.line(line)
    return check.end(sent=None)


def _through_worker(command, lines, part):
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # All three pipes are served at a time: a pipe that nobody empties stops the worker, and then everybody waits.
    feeder = _Feeder(worker.stdin, lines)
    listener = _Listener(worker.stderr)
    try:
        feeder.start()
        listener.start()
        check = _Check()
        for line in worker.stdout:
            check.line(line)
            part.write(line)
        status = worker.wait()
        feeder.join()
        listener.join()
    except BaseException:
        worker.kill()
        worker.wait()
        # It reads from Spark, which must not be read from once this has failed.
        feeder.join(timeout=10)
        raise
    finally:
        worker.stdout.close()
    said = listener.words()
    if feeder.fault is not None:
        raise feeder.fault
    if status not in DONE:
        raise PartFailed(f"the worker ended with status {status}{said}")
    try:
        return check.end(feeder.sent)
    except PartFailed as fault:
        raise PartFailed(f"{fault} (status {status}){said}") from None


class _Feeder(threading.Thread):
    """Writes the lines to the worker and closes its input."""

    def __init__(self, pipe, lines):
        super().__init__(daemon=True)
        self.sent = 0
        self.fault = None
        self._pipe = pipe
        self._lines = lines

    def run(self):
        try:
            for line in self._lines:
                self._pipe.write(line)
                self.sent += 1
        except BrokenPipeError:
            # The worker is gone; its status and its end record say the rest.
            self.sent += 1
        except BaseException as fault:
            self.fault = fault
        finally:
            with contextlib.suppress(OSError):
                self._pipe.close()


class _Listener(threading.Thread):
    """Reads the worker's words for people and keeps the last ones."""

    def __init__(self, pipe):
        super().__init__(daemon=True)
        self._pipe = pipe
        self._last = b""

    def run(self):
        with self._pipe:
            while chunk := self._pipe.read1(1 << 16):
                self._last = (self._last + chunk)[-WORDS:]

    def words(self):
        words = self._last.decode("utf-8", "replace").strip()
        return f": {words}" if words else ""


class _Check:
    """Counts and hashes a part's lines as they come, and compares with the end record."""

    def __init__(self):
        self._hash = hashlib.sha256()
        self._threads = 0
        self._quarantined = 0
        self._last = None

    def line(self, line):
        if self._last is not None:
            raise PartFailed("something comes after the end record")
        if line.startswith(END) and line.endswith(b"\n"):
            self._last = line
            return
        if line.startswith(THREAD):
            self._threads += 1
        elif line.startswith(QUARANTINE):
            self._quarantined += 1
        else:
            raise PartFailed(f"a line is no record: {line[:80]!r}")
        self._hash.update(line)

    def end(self, sent):
        """The end record, if it says what was seen. `sent`: how many lines went in, None when nobody knows."""
        if self._last is None:
            raise PartFailed("there is no end record: the worker ended early")
        try:
            end = json.loads(self._last)
        except ValueError:
            raise PartFailed("the end record is damaged") from None
        seen = {
            "input": self._threads + self._quarantined if sent is None else sent,
            "threads": self._threads,
            "quarantined": self._quarantined,
            "sha256": self._hash.hexdigest(),
        }
        for name, value in seen.items():
            if end.get(name) != value:
                raise PartFailed(f"the end record says {name} {end.get(name)!r}, and {value!r} is what there is")
        if end["threads"] + end["quarantined"] != end["input"]:
            raise PartFailed("the end record's counts do not add up")
        return end
