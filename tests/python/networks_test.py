"""Every kind of network is taken out in every format, and its score is that of Pont at the rows to check by."""

import json
import pathlib
import sys
import tempfile

from support import bound, difference, need, pont

np = need("numpy", "python3-numpy")
need("h5py", "python3-h5py")
onnx = need("onnx", "python3-onnx")
PROGRAM, CHECKOUT = sys.argv[1:3]
sys.path.insert(0, str(pathlib.Path(CHECKOUT) / "python"))
import pont as package  # noqa: E402
from onnx_numpy import evaluate  # noqa: E402

BRIEF = """train: {steps: 3, batch: 32, shard: 16, preview: 0}
sample: {count: 8, chunk: 8, paths: 2, samplers: [{name: sde, sampler: {type: euler_maruyama, steps: 4}}]}
evaluate: {loss_rows: 16, likelihood_rows: 0, cloud: 4, repetitions: 2, metrics: [w2]}
density: null
"""
RUNS = {
    "concat_mlp": "data: {type: diamond}\nnetwork: {type: concat_mlp, hidden: 16, depth: 2}\n",
    "own_sde": """data: {type: diamond}
sde: {type: linear, A: [[-0.5, 1], [-1, -1.5]], D: [[0.5, 0], [0, 3]], clock: {type: constant, beta: 4}}
objective: {type: dsm, parametrisation: {type: preconditioned, data_variance: 0.5}}
network: {type: fourier_mlp, hidden: 16, depth: 2, frequencies: 4}
""",
    "cld": "data: {type: diamond}\nsde: {type: cld}\nnetwork: {type: residual_mlp, width: 16, blocks: 2, activation: gelu}\n",
    "classes": """data: {type: mixture, weights: [1, 1], means: [[0, 0], [3, 0]], stds: [[1, 1], [1, 1]]}
condition: {drop: 0.1}
network: {type: residual_mlp, width: 16, blocks: 1}
""",
    "unet": "data: {type: images, path: IMAGES}\nnetwork: {type: unet, channels: [8, 16], attention: [4]}\n",
    "dit": "data: {type: images, path: IMAGES}\nnetwork: {type: dit, preset: dit_tiny}\n",
}


def images(path):
    np.save(path, np.random.default_rng(0).integers(0, 256, (64, 8, 8, 1), dtype=np.uint8))
    return path


def check_package(directory, npz):
    run, file = package.load(directory), package.load(npz)
    given = {name: file.reference[name] for name in ("u", "t", "y") if name in file.reference}
    expected = file.reference["result"]
    for model in (run, file):
        found = model.score(**given)
        assert difference(found, expected) <= bound(model.parameters), difference(found, expected)
    assert (run.score(**given) == file.score(**given)).all()
    assert run.samples["sde"].shape[0] == 8 and run.sample(5, steps=10).shape == (5, run.d)
    return difference(run.score(**given), expected), given, expected


def check_onnx(path, given, expected, limit):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    found = evaluate(model, given)
    assert found.dtype == np.float64 and difference(found, expected) <= limit, difference(found, expected)
    for rows in (1, 3):  # any number of rows
        few = evaluate(model, {name: value[:rows] for name, value in given.items()})
        assert difference(few, expected[:rows]) <= limit
    stored = {p.key: p.value for p in model.metadata_props}
    reference = json.loads(stored["reference/result"])
    assert (np.reshape(reference["values"], reference["shape"]) == expected).all()
    return difference(found, expected)


def check_safetensors(path, parameters):
    bytes_ = pathlib.Path(path).read_bytes()
    size = int.from_bytes(bytes_[:8], "little")
    header = json.loads(bytes_[8 : 8 + size])
    for name, value in parameters.items():
        begin, end = header[name]["data_offsets"]
        stored = np.frombuffer(bytes_[8 + size + begin : 8 + size + end], np.float32)
        assert header[name]["dtype"] == "F32" and (stored.reshape(header[name]["shape"]) == value).all(), name


def check_import(folder):
    """Weights come back: a run of no steps that starts from them has them, one of another width is refused."""
    weights = f"network={{type: imported, path: {folder / 'concat_mlp/model.safetensors'}, network: {{type: concat_mlp, depth: 2, hidden: WIDTH}}}}"
    brief = (folder / "concat_mlp.yaml", "train.steps=0")
    pont(PROGRAM, "run", *brief, weights.replace("WIDTH", "16"), "--out", folder / "again")
    (folder / "concat_mlp/model.safetensors").unlink()  # the new run has a copy
    first, again = (package.load(folder / name).parameters for name in ("concat_mlp", "again"))
    assert all((first[name] == again[name]).all() for name in first)
    assert pont(PROGRAM, "export", folder / "again", "--to", "npz")
    pont(PROGRAM, "export", folder / "concat_mlp", "--to", "safetensors")
    said = pont(PROGRAM, "run", *brief, weights.replace("WIDTH", "17"), "--out", folder / "no", fails=True)
    assert "net/hidden1/weight has the shape [3, 16]; expected [3, 17] of real numbers" in said, said


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        pictures = images(folder / "images.npy")
        for name, text in RUNS.items():
            (folder / f"{name}.yaml").write_text(text.replace("IMAGES", str(pictures)) + BRIEF)
            pont(PROGRAM, "run", folder / f"{name}.yaml", "--out", folder / name)
            files = {to: pont(PROGRAM, "export", folder / name, "--to", to).strip() for to in ("npz", "onnx", "safetensors")}
            in_package, given, expected = check_package(folder / name, files["npz"])
            parameters = package.load(folder / name).parameters
            in_onnx = check_onnx(files["onnx"], given, expected, bound(parameters))
            check_safetensors(files["safetensors"], parameters)
            print(f"{name}: {len(parameters)} tensors; difference {in_package:.2g} in numpy, {in_onnx:.2g} in ONNX, "
                  f"at most {bound(parameters):.2g}")
        check_import(folder)
        assert "expected one of safetensors, onnx, npz" in pont(
            PROGRAM, "export", folder / "cld", "--to", "pickle", fails=True)


main()
