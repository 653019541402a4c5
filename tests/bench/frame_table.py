"""Reads ui_bench's CSV and prints one row a page, with the targets."""
import csv
import statistics
import sys

TARGETS = {"full_home": 5.0, "scrolling/standard": 4.0, "scrolling/elder": 4.0}

times = {}
lines = (line for line in sys.stdin if line.startswith(('"', "name,")))
for row in csv.DictReader(lines):
    if not row["name"].endswith(("_mean", "_median", "_stddev", "_cv")):
        times.setdefault(row["name"], []).append(float(row["cpu_time"]))
print("| frame | least | median | target |\n|---|---:|---:|---|")
for name, values in times.items():
    target = TARGETS.get(name)
    median = statistics.median(values)
    verdict = "" if target is None else f"{'met' if median <= target else 'MISSED'}: {target:g}"
    print(f"| {name} | {min(values):.2f} | {median:.2f} | {verdict} |")
