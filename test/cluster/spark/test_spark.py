"""The driver on real Spark: what it leaves is, byte for byte, what a run on one machine leaves."""

import json
import os
import pathlib
import shlex
import signal
import socket
import subprocess
import sys
import time

import pytest

from conftest import ROOT

NODE = f"node {shlex.quote(str(ROOT / 'dist' / 'cli.js'))}"
DRIVER = str(ROOT / "cluster" / "spark" / "polylogue_spark.py")
REAL = ROOT.parent / "shared" / "corpus"
FAKE = pathlib.Path(__file__).with_name("fake_worker.py")
SUMS = ["authors.csv", "interactions.csv", "stance_changes.csv", "stance_replies.csv"]
LOCAL = "local[2,4]"
PATIENCE = 400

pytestmark = pytest.mark.usefixtures("spark_installed")


def polylogue(*args):
    return subprocess.run([*shlex.split(NODE), *map(str, args)], capture_output=True, text=True, check=False)


def made(folder):
    """The files of a folder; what a run keeps there for the next one is in a hidden folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}


@pytest.fixture(scope="session")
def generated(tmp_path_factory):
    """A corpus, and what a run on one machine makes of it. One dump has no words; the codebook is its own."""
    folder = tmp_path_factory.mktemp("generated")
    maker = ["node", str(ROOT / "bench" / "suite" / "make-corpus.mjs"), str(folder / "corpus"), "1", "7"]
    subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
    (folder / "corpus" / "empty.txt").write_bytes(b"")
    codebook = (ROOT / "src" / "stances" / "codebook.yaml").read_text(encoding="utf-8")
    (folder / "corpus" / "codebook.yaml").write_text(codebook.replace("title: ", "title: Our "), encoding="utf-8")
    return folder / "corpus", reference(folder / "corpus", folder / "tables")


def reference(corpus, output):
    ran = polylogue(corpus, "--output", output, "--plain", "--quiet")
    assert ran.returncode in (0, 1), ran.stderr
    return made(output)


def submit(master, folder, *options, command=NODE, rest=("--plain", "--quiet")):
    """spark-submit under way, with nothing of this machine's own set-up."""
    env = {**os.environ, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    env |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder / "spark")}
    args = ["--master", master, "--driver-memory", "512m", "--executor-memory", "512m"]
    args += ["--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=3"]
    args += ["--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.driver.bindAddress=127.0.0.1"]
    args += [DRIVER, "--job", str(folder / "job"), "--output", str(folder / "out"), "--polylogue", command, *options]
    with open(folder / "log", "wb") as log:
        return subprocess.Popen(
            [str(pathlib.Path(sys.executable).with_name("spark-submit")), *args, "--", *rest],
            env=env,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def ended(process, folder):
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError((folder / "log").read_text(errors="replace")[-4000:]) from None


def assert_same(folder, expected, status):
    log = (folder / "log").read_text(errors="replace")
    assert status in (0, 1), log[-4000:]
    found = made(folder / "out")
    assert sorted(found) == sorted(expected)
    assert [name for name in expected if found[name] != expected[name]] == []
    return log


def hidden(folder):
    return [str(path) for path in folder.rglob(".*") if path.is_file() and path.suffix != ".crc"]


def descendants(pid):
    """The processes that this one started, and those that they started: nobody else's are touched."""
    children = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            number, rest = stat.read_text().split(" ", 1)
        except OSError:
            continue
        children.setdefault(int(rest.rsplit(")", 1)[1].split()[1]), []).append(int(number))
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def command_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def kill_in_mid_run(root, words, job, process):
    """SIGKILLs one process below `root` whose command has `words`, once a part is half-written. Says how many were killed."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        under_way = [path for path in (job / "out").glob(".*") if path.stat(follow_symlinks=False).st_size > 0]
        if under_way:
            for pid in descendants(root):
                if words in command_of(pid):
                    os.kill(pid, signal.SIGKILL)
                    return 1
        time.sleep(0.01)
    return 0


def test_the_real_dumps_on_one_machine_of_two_threads(tmp_path):
    if not REAL.is_dir():
        pytest.skip(f"{REAL} is not there")
    expected = reference(REAL, tmp_path / "tables")
    process = submit(LOCAL, tmp_path, "--corpus", str(REAL), "--megabytes", "0.001")
    assert_same(tmp_path, expected, ended(process, tmp_path))
    assert len(made(tmp_path / "job" / "out")) == 2


def test_packed_dumps_and_sums_by_spark(generated, tmp_path):
    corpus, expected = generated
    assert polylogue("split", corpus, "--output", tmp_path / "lists", "--megabytes", "100").returncode == 0
    packed = tmp_path / "dumps.ndjson"
    assert polylogue("pack", tmp_path / "lists/in/0001.txt", "--corpus", corpus, "--out", packed).returncode == 0
    dumps = ["--dumps", str(packed), "--partitions", "3", "--worker", f"--codebook {corpus / 'codebook.yaml'}"]
    process = submit(LOCAL, tmp_path, *dumps, "--sums", "spark", rest=("--plain",))
    status = ended(process, tmp_path)
    names = json.loads((tmp_path / "out" / "run.json").read_bytes())["files"]
    assert sorted(names) == SUMS
    (tmp_path / "out" / "run.json").unlink()
    assert_same(tmp_path, {name: expected[name] for name in SUMS}, status)
    # Bytes that are alike because there are none would show nothing.
    assert all(expected[name].count(b"\n") > 1 for name in SUMS)
    assert len(list((tmp_path / "job" / "out").iterdir())) >= 3


def test_a_worker_that_is_killed_in_mid_run_is_replaced(generated, tmp_path):
    corpus, expected = generated
    process = submit(LOCAL, tmp_path, "--corpus", str(corpus), "--megabytes", "0.3")
    assert kill_in_mid_run(process.pid, "cli.js worker", tmp_path / "job", process) == 1
    log = assert_same(tmp_path, expected, ended(process, tmp_path))
    assert "status -9" in log
    # Where the machine goes on, nothing is left of a failed attempt.
    assert hidden(tmp_path / "job") == []


def test_a_worker_that_ends_early_with_status_0_fails_the_job_and_leaves_no_table(generated, tmp_path):
    corpus, _ = generated
    command = tmp_path / "polylogue"
    command.write_text(f'#!/bin/sh\n[ "$1" = worker ] && exec {sys.executable} {FAKE} exits-early\nexec {NODE} "$@"\n')
    command.chmod(0o755)
    process = submit(LOCAL, tmp_path, "--corpus", str(corpus), "--megabytes", "0.3", command=str(command))
    assert ended(process, tmp_path) == 4
    assert "polylogue_spark: a part could not be made: the end record says input 3" in (tmp_path / "log").read_text()
    assert not (tmp_path / "out").exists()
    assert made(tmp_path / "job" / "out") == {}


@pytest.fixture
def cluster(tmp_path):
    """A standalone master with two workers on the loopback; yields its address and the workers' process ids."""
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    spark_class = str(pathlib.Path(sys.executable).with_name("spark-class"))
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    where = ["--host", "127.0.0.1", "--webui-port", "0"]
    starts = [["org.apache.spark.deploy.master.Master", *where, "--port", str(port)]]
    for name in ("a", "b"):
        size = ["--cores", "1", "--memory", "600m", "--work-dir", str(tmp_path / name)]
        starts.append(["org.apache.spark.deploy.worker.Worker", *where, *size, address])
    logs = [tmp_path / f"{name}.log" for name in ("master", "worker-a", "worker-b")]
    running = []
    try:
        for start, log in zip(starts, logs, strict=True):
            with open(log, "wb") as file:
                running.append(subprocess.Popen([spark_class, *start], env=env, stdout=file, stderr=file))
        for log in logs[1:]:
            wait_for("Successfully registered with master", log)
        yield address, [process.pid for process in running[1:]]
    finally:
        for process in reversed(running):
            for pid in [*descendants(process.pid), process.pid]:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            process.wait()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(words, log):
    until = time.monotonic() + 60
    while words not in log.read_text(errors="replace"):
        assert time.monotonic() < until, log.read_text(errors="replace")[-2000:]
        time.sleep(0.1)


def test_a_master_with_two_workers_one_of_whose_executors_is_killed(generated, cluster, tmp_path):
    corpus, expected = generated
    address, workers = cluster
    process = submit(address, tmp_path, "--corpus", str(corpus), "--megabytes", "0.2")
    assert kill_in_mid_run(workers[0], "CoarseGrainedExecutorBackend", tmp_path / "job", process) == 1
    log = assert_same(tmp_path, expected, ended(process, tmp_path))
    assert "Lost executor" in log
