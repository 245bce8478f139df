"""Samples a run by the reverse SDE and by the probability flow, and tells moments beside those of its data.

    python3 sample_a_run.py DIR [POINTS]
"""

import sys

import h5py
import pont

directory = sys.argv[1]
count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
model = pont.load(directory)
with h5py.File(f"{directory}/run.h5", "r") as run:
    data = run["data/points"][:]

print(f"{'':<18} {'mean':>20} {'deviation':>20}")
rows = {
    "data": data,
    "reverse SDE": model.sample(count, steps=300),
    "probability flow": model.sample(count, steps=300, noise=0),
}
for name, points in rows.items():
    mean, deviation = (" ".join(f"{x:9.4f}" for x in values[:2]) for values in (points.mean(0), points.std(0)))
    print(f"{name:<18} {mean:>20} {deviation:>20}")
