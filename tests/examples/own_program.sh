#!/usr/bin/env bash
# own_program.sh PROGRAM PONT CONFIG SECTION ROW: a program that adds ROW to the types of SECTION is all of `pont` with
# that row, and neither program goes on with a run of the other.
set -euo pipefail
program=$1 pont=$2 config=$3 section=$4 row=$5
place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
short=(train.steps=50 sample.count=100 threads=1 evaluate.loss_rows=200 evaluate.likelihood_rows=5 evaluate.cloud=50
  evaluate.repetitions=2)

fail() { echo "$*" >&2; cat "$place/log" >&2; exit 1; }
# accepted COMMAND...: exit code 0.
accepted() { "$@" >"$place/log" 2>&1 || fail "exit code $? of: $*"; }
# refused CODE TEXT COMMAND...: that exit code, and the text in the message.
refused() {
  local code=0
  "${@:3}" >"$place/log" 2>&1 || code=$?
  [[ $code == "$1" ]] || fail "exit code $code, not $1, of: ${*:3}"
  grep -qF -- "$2" "$place/log" || fail "no '$2' in what this says: ${*:3}"
}
# says TEXT COMMAND...
says() { accepted "${@:2}"; grep -qF -- "$1" "$place/log" || fail "no '$1' in what this says: ${*:2}"; }

# The row is in every list, and a run with it leaves what every run leaves.
says "$row" "$program" list
says "$row" "$program" explain "$section"
says "\"$row\"" "$program" schema
refused 2 "did you mean $row?" "$program" run "$config" "$section={type: ${row}x}" --out "$place/none"
accepted "$program" run "$config" "${short[@]}" --out "$place/own"
for file in report.md run.h5 figures; do
  [[ -s $place/own/$file ]] || fail "the run has no $file"
done
accepted "$program" evaluate "$place/own" sample.count=120
accepted "$program" verify "$place/own" --quick

# Without the row its run is refused; and a run that both could do belongs to the program that began it.
refused 2 "got $row" "$pont" run "$config" --out "$place/none"
refused 2 "$row" "$pont" evaluate "$place/own" sample.count=130
declare -A known=([sde]=vp [network]=concat_mlp [objective]=dsm [data]=two_moons)
accepted "$program" run "$config" "$section={type: ${known[$section]}}" "${short[@]}" --out "$place/known"
refused 3 executable_sha256 "$pont" evaluate "$place/known" sample.count=120
rm "$place/known/run.h5"
refused 3 executable_sha256 "$pont" resume "$place/known"
accepted "$program" resume "$place/known"
