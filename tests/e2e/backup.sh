#!/usr/bin/env bash
# backup.sh YITANG SOURCE: backup, restore and salvage by the commands that a technician types: an interrupted backup, a
# full medium, an old copy that talks to the office again, and damage of every kind of file.
set -euo pipefail
# Without a terminal, so that nothing waits for somebody to type.
if [ -z "${YITANG_BACKUP_DETACHED:-}" ]; then YITANG_BACKUP_DETACHED=1 exec setsid -w "$0" "$@"; fi
yitang=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/data medium=$work/medium
mkdir "$medium"

fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
expect() { # expect CODE PATTERN COMMAND...: exit code and a pattern in what it says
  local code=$1 pattern=$2 got=0
  shift 2
  said=$("$@" 2>&1 </dev/null) || got=$?
  if [ "$got" -ne "$code" ] || ! grep -qE -- "$pattern" <<<"$said"; then
    fail "exit $got, expected $code, pattern \"$pattern\": $*"$'\n'"$said"
  fi
}
sums() { (cd "$1" && find . -type f ! -name '*.lock' -print0 | sort -z | xargs -0 sha256sum); }
unchanged() { [ "$(sums "$1")" = "$2" ] || fail "$1 was changed"; }
submit() { # submit FOLDER HOW-MANY
  local i
  for ((i = 0; i < $2; i++)); do tr -d '\n' <"$source/tests/data/case-pension.json"; echo; done >"$work/cases"
  "$yitang" case submit --data "$1" --from - <"$work/cases" >>"$1.printed" || fail "submit into $1"
}
never_twice() { [ -z "$(sort "$@" | uniq -d)" ] || fail "a number was issued twice: $*"; }
at_office() { # at_office FOLDER HOW-MANY
  [ "$("$yitang" office list --data "$1" | grep -o '"receipt_no"' | wc -l)" = "$2" ] || fail "not $2 cases at the office of $1"
}
other_office() { rm -r "$1/office"; cp -a "$2/office" "$1/office"; } # what the office has received meanwhile
copy() { cp -a "$1" "$2"; cp "$1.host-key" "$2.host-key"; }
check() { "$yitang" store check --data "$1"; }
create() { "$yitang" backup create --same-disk --data "$data" --to "$medium" --recovery "$work/county.public" --passphrase-file "$work/phrase" "$@"; }
newest() { find "$medium" -name '*.backup' | sort | tail -n 1; }
# Everything that looks like a backup on the medium is a whole one.
all_whole() {
  local one
  while read -r one; do expect 0 'pictures: good' "$yitang" backup verify "$one"; done < <(find "$medium" -name '*.backup')
}
restore() { # restore BACKUP FOLDER [PASSPHRASE-FILE]
  "$yitang" backup restore "$1" --data "$2" --private-key "$work/county.private" \
    --private-key-passphrase-file "$work/county-phrase" --passphrase-file "${3:-$work/phrase}"
}
next_second() { # a backup is named by its second
  local now
  now=$(date +%s)
  while [ "$(date +%s)" = "$now" ]; do sleep 0.1; done
}

printf 'the technician of the day\n' >"$work/phrase"
printf 'somebody else of the day\n' >"$work/wrong"
printf 'four grey stone bridges\n' >"$work/county-phrase"
chmod 0600 "$work"/phrase "$work"/wrong "$work"/county-phrase
expect 0 fingerprint "$yitang" keys make-recovery --out "$work/county.private" --public "$work/county.public" \
  --new-passphrase-file "$work/county-phrase"
submit "$data" 4
expect 0 '4 delivered, 0 waiting' "$yitang" case deliver --data "$data"
submit "$data" 2

# --- interrupted, full, pulled
expect 2 'no folder: is the medium there' "$yitang" backup create --same-disk --data "$data" --to "$work/no-medium" \
  --recovery "$work/county.public" --passphrase-file "$work/phrase"
expect 2 'not a public' "$yitang" backup create --same-disk --data "$data" --to "$medium" --recovery "$work/county.private" \
  --passphrase-file "$work/phrase"
# No file may grow beyond the larger database: pictures fit, the backup file does not.
most=$(($(stat -c %s "$data/terminal/cases.db" "$data/office/office.db" | sort -n | tail -n 1) / 1024 + 40))
limited() { (trap '' XFSZ; ulimit -f "$most"; create); }
expect 1 'DiskFull' limited
[ -z "$(newest)" ] || fail "a half file looks whole"
expect 0 '\(0 copied now' create
all_whole
for delay in 0.01 0.03 0.06 0.1 0.2 0.3 0.4; do
  next_second
  { timeout -s KILL "$delay" "$yitang" backup create --same-disk --data "$data" --to "$medium" --recovery "$work/county.public" \
    --passphrase-file "$work/phrase" >"$work/log"; } 2>/dev/null || true
  all_whole
done
next_second
expect 0 'copied now' create
[ -z "$(find "$medium" -name '.tmp-*')" ] || fail "an interrupted backup left something"
backup=$(newest)

# --- verify and wrong keys
expect 0 'content: good' "$yitang" backup verify "$backup" --private-key "$work/county.private" \
  --private-key-passphrase-file "$work/county-phrase" --passphrase-file "$work/phrase"
expect 1 "not this backup's" restore "$backup" "$work/second" "$work/wrong"
expect 2 'wrong passphrase' "$yitang" backup restore "$backup" --data "$work/second" --private-key "$work/county.private" \
  --private-key-passphrase-file "$work/wrong" --passphrase-file "$work/phrase"
expect 0 fingerprint "$yitang" keys make-recovery --out "$work/other.private" --public "$work/other.public" --no-passphrase
expect 1 'sealed to the recovery key' "$yitang" backup restore "$backup" --data "$work/second" \
  --private-key "$work/other.private" --passphrase-file "$work/phrase"
[ ! -e "$work/second/terminal" ] || fail "a refused restore left a store"

# --- another machine; then both talk to one office
copy "$data" "$work/old"
submit "$data" 3
expect 0 '9 delivered, 0 waiting' "$yitang" case deliver --data "$data"
before=$(sums "$data")
expect 1 'nothing is overwritten' restore "$backup" "$data"
unchanged "$data" "$before"
cp "$data.host-key" "$work/second.host-key" # so that the office's store can be moved between the two
expect 0 '6 cases, 2 of them not delivered yet.*good' restore "$backup" "$work/second"
expect 0 'note: put back on' check "$work/second"
other_office "$work/second" "$data"
submit "$work/second" 2
expect 0 'note: put back on' "$yitang" case deliver --data "$work/second"
expect 0 '^8 delivered, 0 waiting, 0 refused' "$yitang" case deliver --data "$work/second"
at_office "$work/second" 11 # nine from the first machine, two from the second
expect 0 good check "$work/second"
never_twice "$data.printed" "$work/second.printed"
copy "$data" "$work/first"
other_office "$work/first" "$work/second"
expect 0 '^9 delivered, 0 waiting, 0 refused' "$yitang" case deliver --data "$work/first"
at_office "$work/first" 11

# --- an old copy of the whole folder, which no command made
other_office "$work/old" "$data"
expect 0 'note: put back on' "$yitang" case deliver --data "$work/old"
expect 0 '^6 delivered, 0 waiting, 0 refused' "$yitang" case deliver --data "$work/old"
at_office "$work/old" 9
submit "$work/old" 1
never_twice "$data.printed" "$work/old.printed"

# --- a log with commits in it, as after a power cut
mkfifo "$work/pipe"
"$yitang" case submit --data "$data" --from - <"$work/pipe" >"$work/after" &
submitting=$!
exec 3>"$work/pipe"
head -n 1 "$work/cases" >&3
head -n 1 "$work/cases" >&3
head -n 1 "$work/cases" >&3
until [ "$(wc -l <"$work/after")" = 3 ]; do sleep 0.05; done
{ kill -9 "$submitting"; wait "$submitting"; } 2>/dev/null || true
exec 3>&-
[ "$(stat -c %s "$data/terminal/cases.db-wal")" -gt 30000 ] || fail "there is no log to be damaged"
copy "$data" "$work/cut"
expect 0 good check "$work/cut"

# --- damage
change() { # change FILE PLACE-IN-HUNDREDTHS: one bit
  python3 - "$1" "$2" <<'PYTHON'
import sys
with open(sys.argv[1], "r+b") as file:
    content = file.read()
    place = len(content) * int(sys.argv[2]) // 100
    file.seek(place)
    file.write(bytes([content[place] ^ 4]))
PYTHON
}
damaged() { # damaged FILE HOW...: the file is named, and it is not written
  local file=$1
  shift
  rm -rf "$work/try"
  cp -a "$data" "$work/try"
  "$@" "$work/try/$file"
  cp "$work/try/$file" "$work/damaged"
  expect 1 "$file" check "$work/try"
  cmp -s "$work/try/$file" "$work/damaged" || fail "$file was written"
}
cp "$data.host-key" "$work/try.host-key"
bit() { change "$2" "$1"; }
cut() { truncate -s $(($(stat -c %s "$1") / 2 + 7)) "$1"; }
foreign() { printf 'SQLite format 3\0something else' >"$1"; }
picture=terminal/sealed/$(ls "$data/terminal/sealed" | head -n 1)
for file in terminal/keys.bin office/keys.bin "$picture"; do
  damaged "$file" bit 50
  damaged "$file" cut
  damaged "$file" foreign
done
damaged terminal/cases.db-wal bit 20
damaged terminal/cases.db foreign
damaged office/office.db foreign
expect 0 good check "$data" # folds the log into the database
for place in 1 33 66; do
  rm -rf "$work/try"
  cp -a "$data" "$work/try"
  change "$work/try/terminal/cases.db" "$place"
  expect 1 'cases.db|FAULTY' check "$work/try"
done

# --- salvage: what is left is in a new store, the old one is as it was
rm -rf "$work/try"
cp -a "$data" "$work/try"
change "$work/try/terminal/cases.db" 40
change "$work/try/terminal/cases.db" 70
rm "$work/try/$picture"
state=$(sums "$work/try")
expect 1 'damaged|Corrupt' "$yitang" backup create --same-disk --data "$work/try" --to "$medium" --recovery "$work/county.public" \
  --passphrase-file "$work/phrase"
expect 1 'lost: ' "$yitang" store salvage --data "$work/try" --out "$work/saved"
unchanged "$work/try" "$state"
expect 0 good check "$work/saved"
expect 0 ' delivered, 0 waiting' "$yitang" case deliver --data "$work/saved"
expect 1 'nothing is overwritten' "$yitang" store salvage --data "$work/try" --out "$work/saved"
expect 0 'saved: 12 cases' "$yitang" store salvage --data "$data" --out "$work/whole"
expect 0 good check "$work/whole"
printf 'backup: everything held\n'
