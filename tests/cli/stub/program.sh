#!/usr/bin/env bash
# What the tests need a program to do: show how it was called, copy stdin, leave with a code, wait for a signal.
case $1 in
  show) printf '%s\n' "$PWD" "${@:2}" ;;
  copy) cat ;;
  leave) exit "$2" ;;
  wait)
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf '%s\n' "$$"
    while :; do sleep 0.05; done
    ;;
esac
