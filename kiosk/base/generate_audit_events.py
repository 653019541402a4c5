#!/usr/bin/env python3
"""Makes from audit_events.toml either the C++ types that write the events or the manual page that explains them.
Usage: generate_audit_events.py header|manual audit_events.toml OUTPUT"""
import pathlib
import re
import sys
import tomllib

KINDS = {"uid": ("std::string_view", "32 位十六进制"), "digest": ("std::string_view", "十六进制摘要"),
         "number": ("std::int64_t", "数"), "word": ("std::string_view", "固定的词"),
         "receipt": ("std::string_view", "回执编号"), "terminal": ("std::string_view", "终端编号"),
         "account": ("std::string_view", "账号，或其摘要")}
WORD = re.compile(r"[a-z][a-z0-9_]*")
TYPE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
STORES = {"terminal": ("本机库", "terminal"), "office": ("受理端库", "office"), "both": ("两个库", "both")}


def read(path: str) -> list[dict]:
    events = tomllib.loads(pathlib.Path(path).read_text(encoding="utf-8"))["event"]
    faults = []
    for event in events:
        name = event.get("type", "?")
        if set(event) != {"id", "type", "store", "dispositions", "en", "zh", "fields"}:
            faults.append(f"{name}: keys are {sorted(event)}")
            continue
        if not TYPE.fullmatch(name) or event["store"] not in STORES:
            faults.append(f"{name}: bad type or store")
        if not event["dispositions"] or not all(WORD.fullmatch(d) for d in event["dispositions"]):
            faults.append(f"{name}: bad dispositions")
        for field in event["fields"]:
            if set(field) != {"name", "kind", "en", "zh"} or field["kind"] not in KINDS or not WORD.fullmatch(field["name"]):
                faults.append(f"{name}: bad field {field}")
        if len({f.get("name") for f in event["fields"]}) != len(event["fields"]):
            faults.append(f"{name}: a field twice")
    for key in ("id", "type"):
        values = [event.get(key) for event in events]
        faults += [f"{key} {value} twice" for value in sorted({v for v in values if values.count(v) > 1}, key=str)]
    if faults:
        sys.exit("\n".join(f"{path}: {fault}" for fault in faults))
    return sorted(events, key=lambda event: event["id"])


def camel(text: str) -> str:
    return "".join(part.capitalize() for part in re.split(r"[._]", text))


def struct(event: dict) -> list[str]:
    lines = [f"/// {event['id']}, {event['type']}.", f"struct {camel(event['type'])} {{"]
    many = len(event["dispositions"]) > 1
    if many:
        lines.append("  enum class Disposition { " + ", ".join(camel(d) for d in event["dispositions"]) + " };")
        lines.append("  Disposition disposition;")
    lines += [f"  {KINDS[f['kind']][0]} {f['name']};  // {f['en']}" for f in event["fields"]]
    return lines + ["};", f"Result<Record> record_of(const {camel(event['type'])}& event);", ""]


def function(event: dict) -> list[str]:
    name = camel(event["type"])
    lines = [f"inline Result<Record> record_of([[maybe_unused]] const {name}& event) {{"]
    if len(event["dispositions"]) > 1:
        listed = ", ".join(f'"{d}"' for d in event["dispositions"])
        lines.append(f"  static constexpr std::string_view kWords[] = {{{listed}}};")
        word = "kWords[static_cast<std::size_t>(event.disposition)]"
    else:
        word = f'"{event["dispositions"][0]}"'
    calls = "".join(f'.{f["kind"]}("{f["name"]}", event.{f["name"]})' for f in event["fields"])
    return lines + [f'  return RecordBuilder(Declared(), "{event["type"]}", {word}){calls}.finish();', "}", ""]


def header(events: list[dict]) -> str:
    lines = ["// Generated from kiosk/base/audit_events.toml. Do not edit.", "#pragma once", "",
             "#include <cstddef>", "#include <cstdint>", "#include <string_view>", "",
             '#include "kiosk/base/audit_record.hpp"', "", "namespace yitang::audit {", ""]
    for event in events:
        lines += struct(event)
    lines += ["/// What makes a Record possible.", "class Declared {", "  Declared() = default;"]
    lines += [f"  friend Result<Record> record_of(const {camel(event['type'])}&);" for event in events]
    lines += ["};", ""]
    for event in events:
        lines += function(event)
    return "\n".join(lines + ["}  // namespace yitang::audit", ""])


def manual(events: list[dict]) -> str:
    lines = ["# 审计事件 / Audit events", "",
             "由 `kiosk/base/audit_events.toml` 生成（`scripts/check-audit-events --write`），不要手改。"
             "日志怎么看、怎么导出、怎么校验：[安装与维护](technician.zh-CN.md)。", "",
             "Made from `kiosk/base/audit_events.toml` by `scripts/check-audit-events --write`; do not edit. Format of rows, "
             "signed heads and exports: [storage/README.md](../storage/README.md).", "",
             "日志里没有个人信息：只有编号、摘要、数和固定的词。There is no personal data in the log: uids, digests, numbers "
             "and closed words only.", ""]
    for event in events:
        zh_store, en_store = STORES[event["store"]]
        lines += [f"## {event['id']} `{event['type']}`", "", f"{event['zh']}（{zh_store}）", "",
                  f"{event['en']} (store: {en_store})", "",
                  "结果 / disposition: " + ", ".join(f"`{d}`" for d in event["dispositions"]), ""]
        if event["fields"]:
            lines += ["| 字段 / field | 类型 / kind | 含义 | meaning |", "|---|---|---|---|"]
            lines += [f"| `{f['name']}` | {f['kind']}（{KINDS[f['kind']][1]}） | {f['zh']} | {f['en']} |"
                      for f in event["fields"]]
            lines.append("")
    return "\n".join(lines)


def main() -> int:
    if len(sys.argv) != 4 or sys.argv[1] not in ("header", "manual"):
        sys.exit(__doc__)
    events = read(sys.argv[2])
    text = header(events) if sys.argv[1] == "header" else manual(events)
    pathlib.Path(sys.argv[3]).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
