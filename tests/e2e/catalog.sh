#!/usr/bin/env bash
# A county's catalogue from the sample to tables, back, signed, compared: by the commands that a clerk types.
# Usage: catalog.sh YITANG SOURCE
set -eu
yitang=$1
sample=$2/kiosk/catalog/sample
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "catalog.sh: $*" >&2; exit 1; }
# CODE TEXT COMMAND...: it ends with CODE, and says TEXT somewhere.
expect() {
  local code=$1 text=$2 got=0
  shift 2
  "$@" >said 2>&1 || got=$?
  [ "$got" = "$code" ] || { head -c 2000 said >&2; fail "exit code $got instead of $code: $*"; }
  grep -qF -- "$text" said || { head -c 2000 said >&2; fail "does not say \"$text\": $*"; }
}

expect 0 "residents see 40 items, 0 versions are hidden" "$yitang" catalog check "$sample"
expect 0 "catalog_key = " "$yitang" catalog keygen --out county.key
[ "$(stat -c %a county.key)" = 600 ] || fail "the key is open to others"
expect 1 "cannot be written" "$yitang" catalog keygen --out county.key
expect 0 "catalog_key = " "$yitang" catalog keygen --out other.key

# Tables and back: the same catalogue.
cp -r "$sample" tables
expect 0 "items.csv" "$yitang" catalog export "$sample" --out exported
cp exported/*.csv tables
rm tables/items.jsonl tables/admission.json
expect 0 "residents see 40 items" "$yitang" catalog check tables

# A clerk's mistakes, all of them at once.
cp -r tables wrong
sed -i '2s/,承诺件,/,承若件,/; s/^\(party\.mobile-member-checkin,.*\),村,/\1,寸,/' wrong/items.csv
sed -i '2s/,原件,/,元件,/' wrong/materials.csv
expect 1 'items.csv:2 "办件类型": ' "$yitang" catalog check wrong
grep -qF "items.csv:3 " said || fail "only the first fault is told"
grep -qF 'materials.csv:2 "材料形式": ' said || fail "only the first table is told"
expect 1 '"line": 2' "$yitang" catalog check wrong --json
expect 1 'items.csv:2 "办件类型": “承若件”不对，只能是：' "$yitang" catalog check wrong --lang zh
expect 0 '没有错误' env LC_ALL=zh_CN.UTF-8 "$yitang" catalog check tables
expect 2 "nothing was built" "$yitang" catalog build wrong --out wrong.yitang-catalog
[ ! -e wrong.yitang-catalog ] || fail "a faulty folder was built"

# What lacks one of four things is hidden, and it is said why.
cp -r "$sample" gaps
sed -i 's/"legal_basis": \["《志愿服务条例》"\]/"legal_basis": []/' gaps/admission.json
expect 0 "hidden: mass.volunteer-registration version 1: no legal basis" "$yitang" catalog check gaps
expect 0 "do not see it: no legal basis" "$yitang" catalog show gaps mass.volunteer-registration

# Built, signed, looked at.
expect 0 "not signed yet" "$yitang" catalog build tables --out county.yitang-catalog
expect 0 "signature: none yet" "$yitang" catalog show county.yitang-catalog
expect 0 "signed with" "$yitang" catalog sign county.yitang-catalog --key county.key
key=$(sed -n 's/^signed with \([0-9a-f]*\):.*/\1/p' said)
expect 0 "signature: right" "$yitang" catalog show county.yitang-catalog --key "$key"
expect 0 "signature: WRONG KEY" "$yitang" catalog show county.yitang-catalog --key "$(printf '%064d' 0)"
expect 0 "城乡居民养老保险待遇申领" "$yitang" catalog show county.yitang-catalog ss.pension-claim
expect 1 "there is no such item" "$yitang" catalog show county.yitang-catalog ss.nothing
"$yitang" catalog build tables --out again.yitang-catalog --key county.key >said
cmp -s county.yitang-catalog again.yitang-catalog || fail "the same files give other bytes"

# The next publication.
cp -r "$sample" next
sed -i 's/"serial": 1/"serial": 2/' next/catalogue.json
sed -i '1s/"promise_days": 5,/"promise_days": 4,/; 1s/"step": "decide", "level": "county", "days": 2/"step": "decide", "level": "county", "days": 1/' next/items.jsonl
expect 0 "signed with" "$yitang" catalog build next --out next.yitang-catalog --key county.key
expect 1 "changed party.member-transfer version 1" "$yitang" catalog diff county.yitang-catalog next.yitang-catalog
grep -qF "/promise_days: 5 -> 4" said || fail "the change is not told"
expect 0 "nothing differs" "$yitang" catalog diff county.yitang-catalog again.yitang-catalog

# A township.
printf 'id,phone\nsample-town-01,0000-1234567\n' >township.csv
expect 0 "no faults" "$yitang" catalog check "$sample" --township township.csv
printf 'id,name\nsample-town-01,x\n' >township.csv
expect 1 'township.csv:1 "name": a township may change' "$yitang" catalog check "$sample" --township township.csv
echo "catalog.sh: done"
