"""What becomes of a part when its worker does not do what docs/worker.md says. Needs no Spark."""

import json
import os
import pathlib
import sys
import threading

import pytest

import polylogue_part
from polylogue_part import PartFailed, check_part, make_part, names_in, packed_lines

WORKER = str(pathlib.Path(__file__).with_name("fake_worker.py"))


def lines(count=400):
    return [json.dumps({"source_file": f"{n}.txt"}).encode() + b"\n" for n in range(count)]


def worker(fault=""):
    return [sys.executable, WORKER, fault]


@pytest.fixture
def part(tmp_path):
    return tmp_path / "out" / "0001.ndjson"


def test_a_whole_part_is_what_the_worker_said(part):
    end = make_part(worker(), lines(), str(part))
    said = part.read_bytes().splitlines(keepends=True)
    assert len(said) == 401
    assert json.loads(said[7])["thread"] == "7.txt"
    assert json.loads(said[-1]) == end == check_part(str(part))
    assert end["input"] == 400
    assert os.listdir(part.parent) == ["0001.ndjson"]


def test_dumps_that_were_set_aside_are_no_failure(part):
    assert make_part(worker("status-1"), lines(), str(part))["threads"] == 400


def test_no_lines_are_a_part_too(part):
    assert make_part(worker(), [], str(part))["input"] == 0


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("exits-early", "input 3, and"),
        ("reads-nothing", "input 0, and"),
        ("killed", "status -9"),
        ("no-end", "no end record"),
        ("half-a-line", "no record|no end record"),
        ("loses-one", "input 399, and 400"),
        ("changes-one", "says sha256"),
        ("prints", "Debugger attached"),
        ("goes-on", "after the end record"),
        ("status-3", "status 3: the disk is full"),
    ],
)
def test_a_worker_that_fails_leaves_nothing(part, fault, told):
    with pytest.raises(PartFailed, match=told):
        make_part(worker(fault), lines(), str(part))
    assert os.listdir(part.parent) == []


def test_an_earlier_part_stays_when_a_later_attempt_fails(part):
    make_part(worker(), lines(), str(part))
    before = part.read_bytes()
    with pytest.raises(PartFailed):
        make_part(worker("killed"), lines(), str(part))
    assert part.read_bytes() == before
    assert os.listdir(part.parent) == ["0001.ndjson"]


def test_a_worker_that_says_much_before_it_reads_on_does_not_stand_still(part):
    assert make_part(worker("floods"), lines(20_000), str(part))["threads"] == 20_000


def test_what_goes_wrong_where_the_lines_come_from_is_told(part):
    def broken():
        yield from lines(3)
        raise ValueError("no such shuffle block")

    with pytest.raises(ValueError, match="shuffle block"):
        make_part(worker(), broken(), str(part))
    assert os.listdir(part.parent) == []


def test_two_attempts_at_a_time_leave_one_whole_part(part):
    attempts = [threading.Thread(target=make_part, args=(worker(), lines(), str(part))) for _ in range(4)]
    for attempt in attempts:
        attempt.start()
    for attempt in attempts:
        attempt.join()
    assert check_part(str(part))["input"] == 400
    assert os.listdir(part.parent) == ["0001.ndjson"]


def test_a_command_that_is_not_there_is_told(part):
    with pytest.raises(FileNotFoundError, match="no-such-command"):
        make_part(["no-such-command"], lines(), str(part))


def test_a_damaged_part_is_noticed(part):
    make_part(worker(), lines(), str(part))
    whole = part.read_bytes()
    for damaged in (whole[:-2], whole[: len(whole) // 2], whole.replace(b"x", b"y", 1), b""):
        part.write_bytes(damaged)
        with pytest.raises(PartFailed):
            check_part(str(part))


def test_dumps_are_packed_byte_by_byte_and_one_that_is_gone_has_no_words(tmp_path):
    (tmp_path / "é").mkdir()
    (tmp_path / "é" / "a.txt").write_bytes(b"\xff\x00\xe9\n")
    (tmp_path / "list").write_text("é/a.txt\ngone.txt\n", encoding="utf-8")
    names = names_in(str(tmp_path / "list"))
    assert [json.loads(line) for line in packed_lines(str(tmp_path), names)] == [
        {"source_file": "é/a.txt", "bytes_base64": "/wDpCg=="},
        {"source_file": "gone.txt"},
    ]


def test_only_the_last_words_of_a_worker_are_kept(part):
    command = [sys.executable, "-c", "import sys; sys.stderr.write('first ' + 'x' * 100000 + ' last'); sys.exit(2)"]
    with pytest.raises(PartFailed) as told:
        make_part(command, lines(), str(part))
    assert str(told.value).endswith(" last")
    assert len(str(told.value)) < polylogue_part.WORDS + 100
