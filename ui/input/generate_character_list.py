#!/usr/bin/env python3
"""Lists the characters that handwriting knows by their shape, for make_character_shapes.

Usage: generate_character_list.py UNICODE_DIR DATA_DIR OUTPUT.txt
A line each: code point (hexadecimal), strokes, tier (0 to 2: the levels of the national table; 3: Unihan's core and names).
"""
import sys

from generate_radicals import DRAWABLE, read_characters
from generate_tables import data_lines, read_tiers


def main():
    unicode_dir, data_dir, target = sys.argv[1:]
    tiers = read_tiers(unicode_dir)
    for character in "".join(data_lines(data_dir, "given_names")):
        tiers.setdefault(ord(character), 3)
    strokes = read_characters(unicode_dir)[1]
    with open(target, "w", encoding="utf-8") as out:
        for code in sorted(tiers):
            if any(first <= code <= last for first, last in DRAWABLE):
                out.write(f"{code:x} {strokes[code]} {tiers[code]}\n")


if __name__ == "__main__":
    main()
