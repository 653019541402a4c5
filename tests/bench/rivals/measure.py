#!/usr/bin/env python3
"""The terminal beside Chromium and Qt Quick on one virtual screen: start, memory, idling, answers to a finger.

measure.py --yitang PROGRAM [--quick] [--json FILE]

Each shows an equal home page and an equal list. Times are taken from the screen's memory, so that all are measured
alike; only the ratios of one run mean anything.
"""
import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time

from processes import Program
from screen import Likeness, Screen

HERE = os.path.dirname(os.path.abspath(__file__))
TILE = (285, 585)           # the first tile of the home page
TILE_AREA = (44, 515, 530, 660)
BACK = (200, 1868)
AWAY = (540, 1780)          # nothing listens here
BEGIN = (540, 1000)         # the terminal's first page: "touch here"


class Subject:
    """begins_idle: a touch leads from its first page to the home page, and counts as part of the start."""

    def __init__(self, name, command, begins_idle=False, variables=None):
        self.name, self.command, self.begins_idle, self.variables = name, command, begins_idle, variables or {}


def subjects(yitang, folder):
    with open(os.path.join(HERE, "page.json"), encoding="utf-8") as file:
        data = json.dumps(json.load(file), ensure_ascii=False)
    for name in ("page.html", "page.qml"):
        with open(os.path.join(HERE, name), encoding="utf-8") as file:
            text = file.read().replace("PAGE_DATA", data)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    found = [Subject("yitang", [yitang, "run", "--demo", "--no-panel", "--data", os.path.join(folder, "data")], True)]
    chromium = shutil.which("chromium")
    if chromium:
        found.append(Subject("chromium", [
            chromium, "--kiosk", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-quic", "--disable-features=Translate",
            "--hide-scrollbars", "--password-store=basic", "--lang=zh-CN", "--window-size=1080,1920",
            "--window-position=0,0", "--user-data-dir=" + os.path.join(folder, "profile"),
            "file://" + os.path.join(folder, "page.html")]))
    qml = next((p for p in (shutil.which("qml6"), "/usr/lib/qt6/bin/qml") if p and os.path.exists(p)), None)
    if qml:
        found.append(Subject("qml", [qml, os.path.join(folder, "page.qml")],
                             variables={"QT_QUICK_BACKEND": "software", "QT_QPA_PLATFORM": "xcb"}))
    return found


class Course:
    """One subject through all measurements."""

    def __init__(self, screen, subject, quick):
        self.screen, self.subject = screen, subject
        self.repeats, self.taps, self.idle_seconds = (3, 5, 10) if quick else (7, 15, 30)
        self.blank = screen.settled()
        self.environment = {**os.environ, "DISPLAY": screen.display, "LC_ALL": "C.UTF-8", **subject.variables}
        self.environment.pop("WAYLAND_DISPLAY", None)

    def run(self):
        result = self.learn()
        starts = [self.start() for _ in range(self.repeats)]
        result["first_page_ms"] = statistics.median(first for first, _ in starts)
        result["start_ms"] = statistics.median(home for _, home in starts)
        return result

    def begin(self):
        program = Program(self.subject.command, self.environment)
        self.screen.move(*AWAY)
        return program

    def learn(self):
        """The first run makes profiles and stores, shows how the pages look, and is measured at rest."""
        program = self.begin()
        try:
            self.screen.shown(self.blank)
            self.first = self.screen.settled(3)
            self.home = self.first
            if self.subject.begins_idle:
                self.screen.tap(*BEGIN)
                time.sleep(0.5)
                self.home = self.screen.settled()
            self.first_seen = Likeness(self.screen, self.first, self.blank)
            self.home_seen = Likeness(self.screen, self.home, self.first if self.subject.begins_idle else self.blank)
            result = self.answers()
            time.sleep(2)
            seconds, times = program.activity()
            time.sleep(self.idle_seconds)
            seconds_after, times_after = program.activity()
            result["pss_mib"] = program.pss_mib()
            result["idle_cpu_percent"] = 100 * (seconds_after - seconds) / self.idle_seconds
            result["idle_wakeups_per_s"] = (times_after - times) / self.idle_seconds
            return result
        finally:
            program.stop()
            self.screen.settled(0.3)

    def answers(self):
        screen = self.screen
        screen.tap(*TILE)
        time.sleep(0.5)
        picture = screen.settled()
        listed, home = Likeness(screen, picture, self.home), Likeness(screen, self.home, picture)
        screen.tap(*BACK)
        home.wait()
        press, following = [], []
        for _ in range(self.taps):
            screen.move(*TILE)
            time.sleep(0.25)
            before = screen.rows(*TILE_AREA, 6)
            begun = time.monotonic()
            screen.press(True)
            while screen.rows(*TILE_AREA, 6) == before and time.monotonic() - begun < 5:
                time.sleep(0.0001)
            press.append(1000 * (time.monotonic() - begun))
            time.sleep(0.15)
            begun = time.monotonic()
            screen.press(False)
            following.append(1000 * (listed.wait() - begun))
            time.sleep(0.2)
            screen.tap(*BACK)
            home.wait()
            time.sleep(0.2)
        screen.move(*AWAY)
        return {"press_ms": statistics.median(press), "next_page_ms": statistics.median(following)}

    def start(self):
        program = self.begin()
        try:
            first = self.first_seen.wait()
            home = first
            if self.subject.begins_idle:
                self.screen.tap(*BEGIN, held=0.02)
                home = self.home_seen.wait()
            return 1000 * (first - program.started), 1000 * (home - program.started)
        finally:
            program.stop()
            self.screen.settled(0.3)


LINES = [("start_ms", "start to complete home page, ms", 8, 1), ("first_page_ms", "start to first complete page, ms", None, None),
         ("pss_mib", "memory at home (PSS of all processes), MiB", 8, None),
         ("idle_cpu_percent", "processor when idle, %", None, None), ("idle_wakeups_per_s", "wake-ups when idle, 1/s", None, None),
         ("press_ms", "press to pixel, ms", 1, 1), ("next_page_ms", "tap to next page complete, ms", 1, 1)]


def table(results):
    rivals = [name for name in results if name != "yitang"]
    print("| | yitang | " + " | ".join(f"{r} | times" for r in rivals) + " | target |")
    print("|---|---:|" + "---:|---:|" * len(rivals) + "---|")
    for key, words, over_chromium, over_qml in LINES:
        ours = results["yitang"][key]
        cells = [f"{ours:.2f}"]
        verdicts = []
        for rival, least in (("chromium", over_chromium), ("qml", over_qml)):
            if rival not in results:
                continue
            theirs = results[rival][key]
            cells += [f"{theirs:.2f}", f"{theirs / ours:.1f}" if ours > 0.005 else "-"]
            if least:
                verdicts.append(f"{'met' if theirs / ours >= least else 'MISSED'}: {least} x {rival}")
        if key == "idle_cpu_percent":
            verdicts = [("met" if ours <= 0.05 else "MISSED") + ": 0"]
        print(f"| {words} | " + " | ".join(cells) + f" | {', '.join(verdicts)} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--yitang", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(os.path.join(folder, "screen"))
        try:
            for subject in subjects(os.path.abspath(options.yitang), folder):
                print(f"measuring {subject.name}", file=sys.stderr)
                try:
                    results[subject.name] = Course(screen, subject, options.quick).run()
                except RuntimeError as error:
                    print(f"{subject.name}: {error}", file=sys.stderr)
        finally:
            screen.close()
    if "yitang" not in results:
        sys.exit("the terminal could not be measured")
    table(results)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(results, file, indent=2)


if __name__ == "__main__":
    main()
