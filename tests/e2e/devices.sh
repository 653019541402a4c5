#!/usr/bin/env bash
# `yitang devices` and `yitang simulate` as a technician types them, without a terminal and without devices.
# devices.sh PROGRAM SOURCES
set -euo pipefail
yitang=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
# expect CODE TEXT COMMAND...: this exit code, and this text in what is printed.
expect() {
  local code=$1 text=$2 got=0
  shift 2
  timeout 60 "$@" >"$work/out" 2>&1 || got=$?
  [ "$got" = "$code" ] || { cat "$work/out" >&2; fail "$* ended with $got, not $code"; }
  grep -qF -- "$text" "$work/out" || { cat "$work/out" >&2; fail "$*: no \"$text\""; }
}

cat >"$work/broken.toml" <<'END'
[devices]
reader = "serial"
reader_port = "/dev/yitang-no-such-port"
printer = "carrier-pigeon"
scanner = "hid:port=99-9"
fingerprint = "usb"
END
cat >"$work/none.toml" <<'END'
[devices]
reader = "none"
printer = "none"
END
cat >"$work/simulated.toml" <<'END'
[devices]
reader = "simulated"
printer = "none"
END
cat >"$work/network.toml" <<'END'
[devices]
reader = "none"
printer = "tcp:127.0.0.1:1"
form_printer = "ipp://127.0.0.1:1"
photo_decoder = "/nonexistent/decoder"
END
printf '[person]\nspeach = true\n' >"$work/wrong.toml"

data=("--data" "$work/data")
expect 1 "broken.toml:4: devices.printer: must be one of" "$yitang" devices --config "$work/broken.toml" "${data[@]}" --lang en
grep -qF "broken.toml:6: devices.fingerprint: unknown key" "$work/out" || fail "the unknown device is not named"
grep -qF "Card reader: not plugged in" "$work/out" || fail "the reader is not absent"
expect 1 '"schema":"yitang.devices/1"' "$yitang" devices --json --config "$work/broken.toml" "${data[@]}"
[ "$(grep -c . "$work/out")" -ge 1 ] || fail "no JSON"
expect 1 "读卡器" "$yitang" devices --config "$work/broken.toml" "${data[@]}"
expect 0 "not configured" "$yitang" devices --config "$work/none.toml" "${data[@]}" --lang en
expect 1 "out of order" "$yitang" devices --config "$work/simulated.toml" "${data[@]}" --lang en
expect 2 "person.speach: unknown key" "$yitang" devices --config "$work/wrong.toml" "${data[@]}"
expect 1 "not configured" "$yitang" devices test reader --config "$work/none.toml" "${data[@]}" --lang en
expect 1 "not plugged in" "$yitang" devices test reader --config "$work/broken.toml" "${data[@]}" --lang en
# Nobody listens on port 1.
expect 1 "Receipt printer: does not answer" "$yitang" devices --config "$work/network.toml" "${data[@]}" --lang en
grep -qF "A4 printer: does not answer" "$work/out" || fail "the A4 printer is not in the list"
grep -qF "Photo decoder: out of order" "$work/out" || fail "the photo decoder is not in the list"
expect 1 "does not answer" "$yitang" devices test printer --config "$work/network.toml" "${data[@]}" --lang en
expect 1 "does not answer" "$yitang" devices test form_printer --config "$work/network.toml" "${data[@]}" --lang en
expect 1 "not configured" "$yitang" devices test photo_decoder --config "$work/none.toml" "${data[@]}" --lang en
expect 2 "" "$yitang" devices test toaster
expect 2 "no sample card" "$yitang" simulate card place nobody "${data[@]}"
expect 1 "no terminal answers" "$yitang" simulate card place elder "${data[@]}"
expect 0 "paper-out-after 0..100000" "$yitang" simulate --list
grep -qF "form_printer paper-out" "$work/out" || fail "the A4 printer cannot be simulated"
expect 1 "no terminal answers" "$yitang" simulate form-printer paper-out "${data[@]}"

# A list that is watched says again what it sees when something changes, and nothing while nothing does.
got=0
timeout 4 "$yitang" devices --json --watch --config "$work/none.toml" "${data[@]}" >"$work/watched" 2>/dev/null || got=$?
[ "$got" = 124 ] || fail "watching ended by itself with $got"
[ "$(wc -l <"$work/watched")" = 1 ] || fail "watching says the same again"
echo "devices: all held"
