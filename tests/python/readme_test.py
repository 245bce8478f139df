"""The examples of python/README.md and python/examples, as a reader would run them; those of pont.core where it was built."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

from support import need, pont

np = need("numpy", "python3-numpy")
need("h5py", "python3-h5py")
need("yaml", "python3-yaml")
PROGRAM, CHECKOUT = sys.argv[1:3]
BINDINGS = sys.argv[3] if len(sys.argv) > 3 else ""
sys.path[:0] = [str(pathlib.Path(CHECKOUT) / "python"), BINDINGS]

# A network that starts as 0 beside the known score of its data: untrained it is exact.
EXACT = """data: {type: mixture, weights: [1], means: [[0, 0]], stds: [[1, 1]]}
objective: {type: dsm, floor: 0, parametrisation: {type: residual, data_variance: 1}}
network: {type: concat_mlp, hidden: 8, depth: 1, zero_output: true}
train: {steps: 1, batch: 32, shard: 16, preview: 0, schedule: {type: constant, rate: 1e-30}}
sample: {count: 8, chunk: 8, paths: 2, samplers: [{name: sde, sampler: {type: euler_maruyama, steps: 4}}]}
evaluate: {loss_rows: 16, likelihood_rows: 0, cloud: 4, repetitions: 2, metrics: [w2]}
density: null
"""


def examples(kind):
    text = (pathlib.Path(CHECKOUT) / "python/README.md").read_text()
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.M | re.S)


def check_normal(x):
    """Mean 0 and variance 1 within five standard errors, and 2 % for the steps."""
    n = len(x)
    assert (abs(x.mean(0)) < 5 / np.sqrt(n)).all(), x.mean(0)
    assert (abs(x.var(0) - 1) < 5 * np.sqrt(2 / n) + 0.02).all(), x.var(0)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        pathlib.Path("exact.yaml").write_text(EXACT)
        pont(PROGRAM, "run", "exact.yaml", "--out", "DIR")
        names = {}
        for example in examples("python"):
            exec(example, names)
        check_normal(names["u"])
        check_normal(names["flow"])
        # VP keeps variance 1, so that the score of these data is -u at every time.
        # 1e-11 is what the polynomials of exchange::Pieces err by; |u| stays below 10.
        assert abs(names["s"] + names["u"]).max() < 1e-10, abs(names["s"] + names["u"]).max()
        for t in (names["model"].low / 2, 2.0):
            try:
                names["model"].score(names["u"], t)
                raise AssertionError("a time without a score was taken")
            except ValueError:
                pass
        print(script("sample_a_run.py", "DIR", "500"))
    if not BINDINGS:
        print("pont.core was not built: its examples are left out")
        return
    names = {}
    for example in examples("python core"):
        exec(example, names)
    check_core(names)
    check_run(names["core"])
    print(script("own_sde.py"))


def script(name, *words):
    """What an example prints; it fails with the example."""
    path = os.pathsep.join(sys.path[:2])
    return subprocess.run([sys.executable, f"{CHECKOUT}/python/examples/{name}", *words], check=True, text=True,
                          capture_output=True, env=os.environ | {"PYTHONPATH": path}).stdout


def check_run(core):
    """core.run leaves a finished run, with its overrides, and a thread of Python goes on meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        config, ticks, over = pathlib.Path(folder) / "exact.yaml", [], threading.Event()
        config.write_text(EXACT)

        def tick():
            while not over.wait(0.005):
                ticks.append(time.monotonic())

        clock = threading.Thread(target=tick)
        clock.start()
        begin = time.monotonic()
        directory = core.run(config, pathlib.Path(folder) / "run", train__steps=2000, seed=5)
        end = time.monotonic()
        over.set()
        clock.join()
        # Held, the lock leaves the clock a tick before the run and one after it.
        assert sum(begin < t < end for t in ticks) > 10, (end - begin, len(ticks))
        model = __import__("pont").load(directory)
        assert model.config["seed"] == 5 and model.metrics["step"][-1] == 2000
        try:
            core.run(config, pathlib.Path(folder) / "other", train__step=1)
            raise AssertionError("a key that is none was taken")
        except RuntimeError as error:
            assert "did you mean" in str(error), error


def check_core(names):
    """The kernel of the own SDE against its differential equations, and exact samples against the floor."""
    sde = names["sde"]
    A, D, h = sde.drift(0.1), sde.diffusion(0.1), 1e-6
    before, after = sde.kernel(0.0, 0.3 - h), sde.kernel(0.0, 0.3 + h)
    slope_Phi, slope_Q = ((b - a) / (2 * h) for a, b in zip(before, after))
    assert abs(slope_Phi - A @ names["Phi"]).max() < 1e-7
    assert abs(slope_Q - (A @ names["Q"] + names["Q"] @ A.T + D)).max() < 1e-7
    assert names["x"].shape == (500, 1)
    core = names["core"]
    assert core.w2(names["x"], names["data"].sample(500)) < 4 * core.w2_floor(names["data"], 500)
    assert core.w2(names["x"] + 3, names["data"].sample(500)) > 4 * core.w2_floor(names["data"], 500)  # control


main()
