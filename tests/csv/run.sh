#!/usr/bin/env bash
# run.sh PROGRAM CHECKOUT: pandas.read_csv on every CSV file of the checkout, and on the metrics of a run.
set -euo pipefail
program=$1 checkout=$2
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
for python in python3 /usr/bin/python3; do
  "$python" -c 'import pandas' 2>/dev/null && break
  python=
done
[[ $python ]] || { echo "skipped: no python3 has pandas; apt-get install python3-pandas"; exit 77; }
place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
"$program" run "$here/../browser/points.yaml" --out "$place/run" train.steps=10 >"$place/log" 2>&1 || { cat "$place/log"; exit 1; }
"$program" metrics "$place/run" --csv >"$place/metrics.csv"
"$python" "$here/read_all.py" "$checkout" "$place/metrics.csv"
