#!/usr/bin/env python3
"""Turns Debian's unicode-data and the lists in data/ into one C++ file of read-only tables.

Usage: generate_tables.py UNICODE_DIR DATA_DIR OUTPUT.cpp
The tables are declared in ui/input/unicode_tables.hpp.
"""
import bz2
import re
import sys
import unicodedata
from collections import defaultdict


def unihan(folder, name, fields):
    """Yields (code point, field, value) of the wanted fields."""
    with bz2.open(f"{folder}/{name}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] in fields:
                yield int(parts[0][2:], 16), parts[1], parts[2]


# Interjections without a vowel are typed like the syllable that sounds nearest.
NEAREST = {"m": "mu", "n": "en", "ng": "en", "hm": "hen", "hng": "heng", "lue": "lve", "nue": "nve"}


def toneless(reading):
    """'lǜ' -> 'lv'. None for what cannot be typed."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    # Tone marks may come before the diaeresis.
    letters = re.sub("u([\u0300\u0301\u0304\u030c])\u0308", "v", letters)
    letters = "".join(c for c in letters if not unicodedata.combining(c)).lower()
    letters = NEAREST.get(letters, letters)
    if not re.fullmatch("[a-z]{1,6}", letters) or not re.search("[aeiouv]", letters):
        return None
    return letters


def read_readings(folder, data):
    """code point -> syllables, the most usual first; and (code point, syllable) -> how often it is spoken."""
    fields = {"kHanyuPinlu", "kMandarin", "kTGHZ2013", "kXHC1983", "kHanyuPinyin"}
    raw = defaultdict(dict)
    for code, field, value in unihan(folder, "Unihan_Readings", fields):
        raw[code][field] = value
    readings, spoken = {}, {}
    for code, entry in raw.items():
        found = []
        for reading, count in re.findall(r"(\w+)\((\d+)\)", entry.get("kHanyuPinlu", "")):
            found.append(reading)
            syllable = toneless(reading)
            spoken[code, syllable] = spoken.get((code, syllable), 0) + int(count)
        found += entry.get("kMandarin", "").split()
        for field in ("kTGHZ2013", "kXHC1983"):
            for item in entry.get(field, "").split():
                found += item.split(":")[-1].split(",")
        if not found:  # a large old dictionary: only for characters that nothing else knows
            for item in entry.get("kHanyuPinyin", "").split():
                found += item.split(":")[-1].split(",")
        syllables = [s for s in map(toneless, found) if s]
        syllables = list(dict.fromkeys(syllables))
        syllables.sort(key=lambda s: -spoken.get((code, s), 0))
        if syllables:
            readings[code] = syllables
    add_variants(folder, readings)
    for line in data_lines(data, "surname_readings"):
        character, syllable = line.split()
        known = readings.setdefault(ord(character), [])
        if syllable not in known:
            known.append(syllable)
    return readings, spoken


def add_variants(folder, readings):
    """A form of a character without readings of its own is read like the character it is a form of."""
    fields = {"kZVariant", "kSemanticVariant", "kSimplifiedVariant", "kTraditionalVariant"}
    borrowed = {}
    for code, _, value in unihan(folder, "Unihan_Variants", fields):
        for other in re.findall(r"U\+([0-9A-F]+)", value):
            if code not in readings and int(other, 16) in readings:
                borrowed.setdefault(code, readings[int(other, 16)])
    readings.update(borrowed)


def read_tiers(folder):
    """code point -> 0 to 2 for the levels of the national table (8105 characters), 3 for Unihan's core."""
    tiers = {}
    for code, _, _ in unihan(folder, "Unihan_DictionaryLikeData", {"kUnihanCore2020"}):
        tiers[code] = 3
    for code, _, _ in unihan(folder, "Unihan_IRGSources", {"kUnihanCore2020"}):
        tiers[code] = 3
    for code, _, value in unihan(folder, "Unihan_OtherMappings", {"kTGH"}):
        index = int(value.split(":")[1])
        tiers[code] = 0 if index <= 3500 else 1 if index <= 6500 else 2
    return tiers


def order_characters(readings, spoken, tiers):
    """syllable -> code points, the most usual first."""
    by_syllable = defaultdict(list)
    for code, syllables in readings.items():
        for position, syllable in enumerate(syllables):
            tier = tiers.get(code, 4 if code < 0x10000 else 5)
            often = spoken.get((code, syllable), 0)
            if position > 0 and not often:
                tier += 1
            by_syllable[syllable].append((tier, -often, position, code))
    return {s: [entry[-1] for entry in sorted(found)] for s, found in by_syllable.items()}


def data_lines(folder, name):
    with open(f"{folder}/{name}.txt", encoding="utf-8") as lines:
        return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def read_breaks(folder):
    """Sorted (first, last, property) of grapheme breaking; pictographs as one more property."""
    ranges = []
    for path, wanted in (("auxiliary/GraphemeBreakProperty.txt", None), ("emoji/emoji-data.txt", "Extended_Pictographic")):
        with open(f"{folder}/{path}", encoding="utf-8") as lines:
            for line in lines:
                match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
                if match and wanted in (None, match[3]):
                    ranges.append((int(match[1], 16), int(match[2] or match[1], 16), match[3].replace("_", "")))
    return sorted(ranges)


def read_conjuncts(folder):
    """Sorted (first, last, kind) of Indic conjuncts; none before Unicode 15.1."""
    ranges = []
    with open(f"{folder}/DerivedCoreProperties.txt", encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*InCB\s*;\s*(\w+)", line)
            if match:
                ranges.append((int(match[1], 16), int(match[2] or match[1], 16), match[3]))
    return sorted(ranges)


def emit_numbers(out, kind, name, numbers):
    out.write(f"constexpr {kind} {name}_data[] = {{\n")
    for start in range(0, len(numbers), 16):
        out.write(",".join(str(n) for n in numbers[start:start + 16]) + ",\n")
    out.write(f"}};\nconst std::span<const {kind}> {name}({name}_data);\n\n")


def emit_texts(out, name, texts):
    out.write(f"constexpr const char* {name}_data[] = {{\n")
    out.write(",\n".join(f'"{text}"' for text in texts))
    out.write(f"}};\nconst std::span<const char* const> {name}({name}_data);\n\n")


def main():
    unicode_dir, data_dir, target = sys.argv[1:]
    readings, spoken = read_readings(unicode_dir, data_dir)
    characters = order_characters(readings, spoken, read_tiers(unicode_dir))
    syllables = sorted(characters)
    number = {syllable: index for index, syllable in enumerate(syllables)}
    flat, starts = [], [0]
    for syllable in syllables:
        flat += characters[syllable]
        starts.append(len(flat))
    packed = [code << 11 | number[s] for code in sorted(readings) for s in readings[code]]
    surnames = " ".join(data_lines(data_dir, "surnames")).split()
    given = list(dict.fromkeys("".join(data_lines(data_dir, "given_names"))))
    overrides = [tuple(line.split()) for line in data_lines(data_dir, "surname_readings")]
    with open(target, "w", encoding="utf-8") as out:
        out.write('// Generated by ui/input/generate_tables.py from Debian\'s unicode-data. Do not edit.\n')
        out.write('#include "ui/input/unicode_tables.hpp"\n\nnamespace yitang::ui::tables {\n\n')
        out.write("constexpr BreakRange grapheme_breaks_data[] = {\n")
        for first, last, name in read_breaks(unicode_dir):
            out.write(f"{{{first},{last},GraphemeBreak::{name}}},\n")
        out.write("};\nconst std::span<const BreakRange> grapheme_breaks(grapheme_breaks_data);\n\n")
        out.write("const ConjunctRange conjuncts_data[] = {\n")
        for first, last, kind in read_conjuncts(unicode_dir):
            out.write(f"{{{first},{last},Conjunct::{kind}}},\n")
        out.write("{0x110000,0x110000,Conjunct::None}};  // never met, so that the table is never empty\n")
        out.write("const std::span<const ConjunctRange> conjuncts(conjuncts_data);\n\n")
        emit_texts(out, "syllables", syllables)
        emit_numbers(out, "std::uint32_t", "readings", packed)
        emit_numbers(out, "char32_t", "characters", flat)
        emit_numbers(out, "std::uint32_t", "character_starts", starts)
        emit_texts(out, "surnames", list(dict.fromkeys(surnames)))
        emit_texts(out, "surname_syllables", [f"{c} {s}" for c, s in overrides])
        emit_numbers(out, "char32_t", "given_names", [ord(c) for c in given])
        out.write("}  // namespace yitang::ui::tables\n")


if __name__ == "__main__":
    main()
