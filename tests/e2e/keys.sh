#!/usr/bin/env bash
# keys.sh YITANG SOURCE: `yitang keys` on a store with one case, from the first slot to a lost machine and back.
set -euo pipefail
# Without a terminal, so that nothing waits for somebody to type.
if [ -z "${YITANG_KEYS_DETACHED:-}" ]; then YITANG_KEYS_DETACHED=1 exec setsid -w "$0" "$@"; fi
yitang=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/data

expect() { # expect CODE PATTERN COMMAND...: exit code and a pattern in what it says
  local code=$1 pattern=$2 got=0 said
  shift 2
  said=$("$@" 2>&1 </dev/null) || got=$?
  if [ "$got" -ne "$code" ] || ! grep -qE -- "$pattern" <<<"$said"; then
    printf 'FAILED (exit %s, expected %s, pattern "%s"): %s\n%s\n' "$got" "$code" "$pattern" "$*" "$said" >&2
    exit 1
  fi
}
keys() { local command=$1; shift; "$yitang" keys "$command" --data "$data" "$@"; }

printf 'seven small red boats\n' >"$work/phrase"
printf 'short\n' >"$work/short"
chmod 0600 "$work/phrase" "$work/short"
expect 0 . "$yitang" case submit --data "$data" --from "$source/tests/data/case-pension.json"
number=$("$yitang" case list --data "$data" | grep -oE '[0-9A-Z]{4}[0-9A-Z-]{6,}' | head -n 1)
has_case() { expect 0 "$number" "$yitang" case list --data "$data"; }
has_case

# One host slot, and what it does not protect is said.
expect 0 'slot 1  host .*opens now' keys status
expect 0 'someone who takes the whole disk' keys status
expect 2 'no store' "$yitang" keys status --data "$work/nothing"
expect 2 'say one of' keys add-slot
expect 2 'at least 12' keys add-slot --passphrase --new-passphrase-file "$work/short"
expect 1 'no TPM answers|cannot' keys add-slot --tpm
expect 0 'slot 2 added' keys add-slot --host
expect 1 'no recovery slot would be left' keys remove-slot 2
expect 0 'removed' keys remove-slot 2 --yes
expect 0 'slot 3 added' keys add-slot --passphrase --new-passphrase-file "$work/phrase"

# The county's key.
expect 0 'fingerprint: [0-9a-f]{4}-' "$yitang" keys make-recovery --out "$work/private" --public "$work/public" \
  --new-passphrase-file "$work/phrase"
expect 1 'AlreadyExists' "$yitang" keys make-recovery --out "$work/private" --public "$work/public2" --no-passphrase
expect 2 'not a public' keys add-slot --recovery "$work/private"
expect 0 'slot 4 added' keys add-slot --recovery "$work/public"

# Waiting cases keep their database key; rotation needs every slot's owner.
expect 1 'wait to be delivered' keys rotate --database --passphrase-file "$work/phrase"
expect 1 'NeedsPassphrase' keys rotate
expect 0 'host key: new' keys rotate --passphrase-file "$work/phrase"
has_case

# The last slot that is seen to open stays.
expect 1 'stays' keys remove-slot 1
expect 1 'confirm with --yes' keys remove-slot 4
expect 0 'removed' keys remove-slot 1 --passphrase-file "$work/phrase"
expect 1 'needs its passphrase' keys status
expect 1 'KeysLocked' "$yitang" case list --data "$data"
expect 0 'added' keys add-slot --host --passphrase-file "$work/phrase"
has_case

# The machine is lost: only the folder and the county's private key are left.
rm "$work/data.host-key"
expect 1 'stays shut: no host key' keys status
expect 2 'wrong passphrase' keys recover --private-key "$work/private" --passphrase-file "$work/short"
expect 0 'slot 6 added' keys recover --private-key "$work/private" --passphrase-file "$work/phrase"
expect 0 'slot 6  host .*opens now' keys status
expect 0 'removed' keys remove-slot 5 --yes
has_case
expect 0 'good' "$yitang" store check --data "$data"

# Each change is in the audit log.
expect 0 '' "$yitang" audit export --data "$data" --out "$work/audit"
for change in slot_added:4 slot_removed:3 rotated:1 recovered:1; do
  made=$(grep -c "\"disposition\":\"${change%:*}\".*keys.changed" "$work/audit" || true)
  if [ "$made" -ne "${change#*:}" ]; then
    printf 'FAILED: %s changes in the audit log, expected %s\n' "$made" "$change" >&2
    exit 1
  fi
done
printf 'keys: everything held\n'
