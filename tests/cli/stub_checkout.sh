# A stub checkout with a copy of ./pont, faked commands, and how the tests call and judge it; to be sourced.
# shellcheck shell=bash disable=SC2016,SC2034 # the programs of fakes are in quotes; $out and $err are for the tests

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
front_door=$here/../../pont
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
checkout=$work/checkout
fakes=$work/fakes # commands found before the real ones
mkdir "$checkout" "$fakes"
cp -r -- "$front_door" "$here/stub/." "$checkout"
chmod -R a+rX "$work"
export PATH=$fakes:$PATH

fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
expect() { [[ $2 == "$3" ]] || fail "$1: expected '$3', got '$2'"; }
expect_text() { [[ $2 == *"$3"* ]] || fail "$1: expected '$3' in '$2'"; }

# Runs a command; leaves its output in $out and $err and its exit code in $code.
call() {
  code=0
  "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
  out=$(<"$work/out") err=$(<"$work/err")
}
pont() { call "$checkout/pont" "$@"; }

# fake NAME: a command that appends its arguments to $work/NAME.calls and then does what stdin says.
fake() {
  { printf '#!/bin/bash\necho "$*" >>%q\n' "$work/$1.calls" && cat; } >"$fakes/$1"
  touch "$work/$1.calls"
  chmod a+rx "$fakes/$1" && chmod a+rw "$work/$1.calls"
}
calls() { cat "$work/$1.calls"; }

# A machine without the commands named: all others by links, and nothing else on the PATH.
machine_without() {
  mkdir "$work/bin"
  ln -s /usr/bin/* "$work/bin"
  (cd "$work/bin" && rm -f -- "$@")
  PATH=$fakes:$work/bin
}

# From here on the stub belongs to, and `as_user` runs as, somebody who is not root.
as_user() { "$@"; }
become_user() {
  ((EUID == 0)) || return 0
  chown -R nobody "$checkout" && chmod a+rwx "$work"
  as_user() { setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; }
}

# Each build takes 2 seconds more, and first adds a line to $work/builds.
slow_down_the_build() {
  sed -i "s#COMMAND bash -n#COMMAND echo built >>$work/builds COMMAND sleep 2 COMMAND bash -n#" "$checkout/CMakeLists.txt"
}

# A machine that has every package but git, until apt-get has installed it.
fake_packages() {
  fake dpkg-query <<<'for p in "${@:4}"; do [[ $p == git && ! -s '"$work"'/installed ]] || echo "$p installed"; done'
  fake apt-get <<<'[[ $* != *" install "* ]] || echo yes >'"$work"'/installed'
  fake sudo <<<'[[ $1 != -n ]] || shift; exec "$@"'
}
