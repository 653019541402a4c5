#!/usr/bin/env python3
"""How often the threads of a resting terminal wake up, by name, with simulated devices and with devices that are not there.

idle_devices.py --yitang PROGRAM [--seconds N] [--touch X,Y ...] [--picture FILE]

The terminal runs on a virtual screen as on a counter. --touch goes from its first page to another one before the
measurement, for instance to a page that waits for a card. A wake-up is a voluntary change of context: the thread had slept.
"""
import argparse
import collections
import os
import struct
import sys
import tempfile
import time
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "rivals"))
from processes import Program  # noqa: E402
from screen import HEIGHT, WIDTH, Screen  # noqa: E402

LIMIT = 10
ABSENT = """[devices]
reader = "usb"
printer = "usb"
scanner = "hid"
camera = "video"
camera_path = "/dev/v4l/by-id/no-such-camera"
staff_reader = "pcsc"
"""


def sleeps(program):
    """Voluntary changes of context so far, by process and thread."""
    found = {}
    for pid in program.pids():
        try:
            threads = os.listdir(f"/proc/{pid}/task")
        except OSError:
            continue
        for thread in threads:
            try:
                with open(f"/proc/{pid}/task/{thread}/status") as file:
                    fields = dict(line.split(":", 1) for line in file)
            except OSError:
                continue
            found[thread] = (fields["Name"].strip(), int(fields["voluntary_ctxt_switches"]))
    return found


def save(screen, path):
    """The screen as PNG."""
    picture = screen.picture()
    rows = bytearray()
    for y in range(HEIGHT):
        row = picture[y * screen.stride:y * screen.stride + WIDTH * 4]
        rows.append(0)
        rgb = bytearray(WIDTH * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows += rgb

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)) +
                   chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b""))


def rest(screen, command, options):
    """Wake-ups a second of each thread's name."""
    blank = screen.settled()
    program = Program(command, {**os.environ, "DISPLAY": screen.display, "LC_ALL": "C.UTF-8"})
    try:
        screen.shown(blank)
        screen.settled(3)
        for place in options.touch:
            screen.tap(*(int(n) for n in place.split(",")))
            screen.settled(1)
        time.sleep(3)
        before = sleeps(program)
        time.sleep(options.seconds)
        after = sleeps(program)
        if not after:
            raise RuntimeError("the terminal has ended")
        if options.picture:
            save(screen, options.picture)
        rates = collections.Counter()
        for thread, (name, count) in after.items():
            rates[name] += (count - before.get(thread, (name, 0))[1]) / options.seconds
        return rates
    finally:
        program.stop()
        screen.settled(0.3)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--yitang", required=True)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--touch", action="append", default=[])
    parser.add_argument("--picture")
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "absent.toml")
        with open(config, "w", encoding="utf-8") as file:
            file.write(ABSENT)
        program = os.path.abspath(options.yitang)
        courses = {
            "simulated devices": [program, "run", "--demo", "--no-panel", "--data", os.path.join(folder, "demo")],
            "devices that are not there": [program, "run", "--config", config, "--data", os.path.join(folder, "absent")]}
        screen = Screen(os.path.join(folder, "screen"))
        try:
            for name, command in courses.items():
                rates = rest(screen, command, options)
                total = sum(rates.values())
                threads = ", ".join(f"{thread} {rate:.2f}" for thread, rate in rates.most_common() if rate >= 0.005)
                verdict = "met" if total < LIMIT else "MISSED"
                print(f"| {name} | {total:.2f} | {threads or 'none'} | {verdict}: {LIMIT} |", flush=True)
                failed = failed or total >= LIMIT
        finally:
            screen.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
