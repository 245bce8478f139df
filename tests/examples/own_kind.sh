#!/usr/bin/env bash
# own_kind.sh PROGRAM CONFIG: a run of the kind that PROGRAM adds, from the list of kinds to the report.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
"$1" list experiments | grep -q '^  second_light_bridge  *LightSB once more$'
"$1" run "$2" --out "$place/run" >"$place/log" 2>&1 || { cat "$place/log"; exit 1; }
grep -q '^type: second_light_bridge$' "$place/run/config.yaml"
[[ -s $place/run/report.md && -s $place/run/run.h5 ]]
