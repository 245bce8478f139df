#!/usr/bin/env bash
# run.sh PROGRAM DIRECTORY: makes runs and their page in DIRECTORY, and drives a browser over it (page_test.mjs); evaluates their
# networks as ONNX (onnx_test.mjs). Exit code 77, after the reason, where that cannot be.
set -euo pipefail
program=$1 place=$2
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)

skip() { printf 'skipped: %s\n' "$*"; exit 77; }

browser=$(command -v chromium || command -v chromium-browser) || skip "there is no chromium; apt-get install chromium"
command -v node >/dev/null || skip "there is no node; apt-get install nodejs npm"
mkdir -p -- "$place"

# The packages as package-lock.json has them, beside the build.
if ! cmp -s -- "$here/package-lock.json" "$place/package-lock.json" || [[ ! -d $place/node_modules/playwright-core ]]; then
  command -v npm >/dev/null || skip "there is no npm to get the packages with; apt-get install npm"
  cp -- "$here/package.json" "$here/package-lock.json" "$place"
  (cd -- "$place" && timeout 120 npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1) ||
    { rm -f -- "$place/package-lock.json"; skip "npm ci could not get the packages: $(tail -n 3 -- "$place/npm.log")"; }
fi

run() { "$program" run "$here/$1" --out "$place/runs/$2" "${@:3}" >>"$place/runs.log" 2>&1 || { tail -n 20 -- "$place/runs.log"; exit 1; }; }
rm -rf -- "$place/runs" "$place/page" "$place/thousand" "$place/thousand_page"
: >"$place/runs.log"
run points.yaml first
run points.yaml second seed=2 train.steps=150
# shellcheck disable=SC2016 # a name that means something to HTML, to scripts and to shells
run points.yaml '<img src=x onerror=window.hurt=1>"'"'"'`$(x)&lt;' seed=3
run bridge.yaml bridge
run images.yaml images
# Of one that was killed there is no run.h5.
cp -r -- "$place/runs/first" "$place/runs/killed"
(cd -- "$place/runs/killed" && rm -f run.h5 report.md history.log && printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' >figures/preview.svg)
for i in {1..1000}; do
  mkdir -p -- "$place/thousand/$i"
  sed "s/^seed: .*/seed: $i/" "$place/runs/first/config.yaml" >"$place/thousand/$i/config.yaml"
  ln -- "$place/runs/first/run.h5" "$place/runs/first/history.log" "$place/thousand/$i"
done
cd -- "$place"
"$program" site runs "$here/../../results" --out page
"$program" site thousand --out thousand_page
cp -- "$here/page_test.mjs" "$here/onnx_test.mjs" .
for name in first images; do "$program" export "runs/$name" --to onnx; done
node onnx_test.mjs runs/first/model.onnx runs/images/model.onnx
exec node page_test.mjs "$browser" "$place/page" "$place/thousand_page"
