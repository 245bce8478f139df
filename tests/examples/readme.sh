#!/usr/bin/env bash
# readme.sh CHECKOUT: the program of README's section "In C++" is examples/autodiff.cpp, line by line.
set -euo pipefail
diff <(sed -n '/^## In C++/,/^## [^I]/s/^    //p' "$1/README.md") <(grep -v '^$\|^// ' "$1/examples/autodiff.cpp")
