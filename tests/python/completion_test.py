"""What bash completes: commands, options, keys, and values of keys, in both ways of splitting at '='."""

import shutil
import subprocess
import sys

from support import pont

PROGRAM = sys.argv[1]
TRIALS = [
    (["pont", "comp"], {"compare", "completion"}),
    (["pont", "export", "--"], {"--to", "--out", "--help"}),
    (["pont", "explain", "train.schedule.t"], {"train.schedule.type"}),
    (["pont", "run", "sde.type=vp"], {"sde.type=vp"}),
    (["pont", "run", "sde.type", "=", "c"], {"cld"}),
    (["pont", "run", "check_finite", "="], {"true", "false"}),
    (["pont", "run", "train.optimiser.type", "=", "adam"], {"adam", "adamw"}),
    (["pont", "run", "nowhere", "=", ""], set()),
]
ASK = """
COMP_WORDS=("${@}"); COMP_CWORD=$(($# - 1))
_pont pont "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def main():
    script = pont(PROGRAM, "completion", "bash")
    for words, expected in TRIALS:
        done = subprocess.run(["bash", "-c", script + ASK, "bash", *words], capture_output=True, text=True, check=True)
        found = set(done.stdout.split())
        assert found == expected, (words, found, done.stderr)
    if shutil.which("zsh"):
        subprocess.run(["zsh", "-f", "-n"], input=pont(PROGRAM, "completion", "zsh"), text=True, check=True)
    assert "expected one of: bash, zsh" in pont(PROGRAM, "completion", "fish", fails=True)


main()
