#!/usr/bin/env python3
"""Kills the real program (SIGKILL) while it commits and delivers cases, then looks whether it kept its word.

Every receipt number that `yitang case submit --from -` printed must be there afterwards, complete, and delivered once,
and both stores must check out. The instants of the kills are drawn from a seed: after so many printed numbers plus a
short delay, or after a delay alone (which also hits the first start, opening and recovery). Nothing depends on how
fast the machine is: a process that ends before its kill counts as a run without one.

YITANG_KILLS sets how many kills (30), YITANG_KILL_SEED the seed.
"""
import argparse
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

LONGEST_CASES_A_RUN = 12


class Failure(Exception):
    pass


class Bench:
    def __init__(self, program: str, sample: pathlib.Path, folder: pathlib.Path, seed: int):
        self.program = program
        self.data = folder / "data"
        self.line = json.dumps(json.loads(sample.read_text(encoding="utf-8")), ensure_ascii=False).encode() + b"\n"
        self.dice = random.Random(seed)
        self.printed: list[str] = []
        self.kills = {"submit": 0, "deliver": 0}
        self.unkilled = 0

    def command(self, *words: str) -> list[str]:
        return [self.program, *words, "--data", str(self.data)]

    def run(self, *words: str) -> str:
        done = subprocess.run(self.command(*words), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failure(f"{' '.join(words)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def end(self, process: subprocess.Popen, kind: str) -> None:
        """Kills the process unless it ended by itself, which must then have been in good order."""
        process.send_signal(signal.SIGKILL)
        code = process.wait()
        if code == -signal.SIGKILL:
            self.kills[kind] += 1
        elif code == 0:
            self.unkilled += 1
        else:
            raise Failure(f"case {kind} ended with {code}: {process.stderr.read().decode()}")

    def kill_submit(self) -> None:
        after_lines = self.dice.choice([None, self.dice.randint(0, LONGEST_CASES_A_RUN - 1)])
        delay = self.dice.uniform(0, 0.25) if after_lines is None else self.dice.uniform(0, 0.02)
        process = subprocess.Popen(self.command("case", "submit", "--from", "-"), stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        seen: list[str] = []
        reached = threading.Event()

        def read() -> None:
            for raw in process.stdout:
                if raw.endswith(b"\n"):  # a number is printed when its line is whole
                    seen.append(raw.decode().strip())
                if after_lines is not None and len(seen) >= after_lines:
                    reached.set()
            reached.set()

        reader = threading.Thread(target=read)
        reader.start()
        try:
            process.stdin.write(self.line * LONGEST_CASES_A_RUN)
            process.stdin.close()
        except BrokenPipeError:
            pass
        if after_lines is not None and after_lines > 0:
            reached.wait()
        time.sleep(delay)
        self.end(process, "submit")
        reader.join()
        self.printed += seen

    def kill_deliver(self) -> None:
        process = subprocess.Popen(self.command("case", "deliver"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(self.dice.uniform(0, 0.4))
        self.end(process, "deliver")

    def check(self) -> str:
        """What was promised, after everything that was left is delivered."""
        self.run("case", "deliver")
        rows = json.loads(self.run("case", "list", "--json"))
        numbers = [row["receipt_no"] for row in rows]
        if len(set(self.printed)) != len(self.printed):
            raise Failure("a receipt number was printed twice")
        if len(set(numbers)) != len(numbers) or len({row["uid"] for row in rows}) != len(rows):
            raise Failure("a case is in the store twice")
        lost = sorted(set(self.printed) - set(numbers))
        if lost:
            raise Failure(f"printed, but not in the store: {lost}")
        waiting = [row["receipt_no"] for row in rows if not row["delivered"] or row["refused"]]
        if waiting:
            raise Failure(f"not delivered: {waiting}")
        if len({row["office_case_no"] for row in rows}) != len(rows) or any(not row["office_case_no"] for row in rows):
            raise Failure("two cases have one number of the office, or one has none")
        report = self.run("store", "check")  # reads every body and every picture of both stores
        counts = [int(count) for count in re.findall(r"(\d+) cases", report)]
        if "FAULTY" in report or counts != [len(rows), len(rows)]:
            raise Failure(f"{len(rows)} cases were listed, but the stores say:\n{report}")
        return f"{len(self.printed)} numbers printed, {len(rows)} cases kept, each delivered once"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--sample", required=True, type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=int(os.environ.get("YITANG_KILLS", "30")))
    parser.add_argument("--seed", type=int, default=int(os.environ.get("YITANG_KILL_SEED", "20261122")))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yitang-kill9-") as folder:
        bench = Bench(options.program, options.sample, pathlib.Path(folder), options.seed)
        try:
            while sum(bench.kills.values()) < options.kills:
                if bench.dice.random() < 0.25 and bench.printed:
                    bench.kill_deliver()
                else:
                    bench.kill_submit()
                if bench.unkilled > 4 * options.kills + 40:
                    raise Failure("hardly any process lived until its kill")
            result = bench.check()
        except Failure as failure:
            print(f"FAILED after {bench.kills}, seed {options.seed}: {failure}")
            return 1
    print(f"{bench.kills['submit']} kills while submitting, {bench.kills['deliver']} while delivering, "
          f"{bench.unkilled} runs ended before their kill, seed {options.seed}: {result}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
