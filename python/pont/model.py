"""A run of Pont, or a model exported as .npz: what it holds, its score, and samples from it."""

import json
import os

import numpy as np

from .steps import Function


def load(path):
    """The finished run in the directory `path`, or the file that `pont export DIR --to npz` wrote."""
    return _of_run(path) if os.path.isdir(path) else _of_npz(path)


def _config(text):
    """The configuration as dictionaries, where there is a YAML reader (python3-yaml); else None."""
    try:
        import yaml
    except ImportError:
        return None
    return _with_numbers(yaml.safe_load(text))


def _with_numbers(node):
    """Numbers such as 1e-05, which YAML 1.1 takes for texts, as numbers."""
    if isinstance(node, dict):
        return {key: _with_numbers(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_with_numbers(value) for value in node]
    try:
        return float(node) if isinstance(node, str) else node
    except ValueError:
        return node


def _of_run(path):
    import h5py

    with h5py.File(os.path.join(path, "run.h5"), "r") as run:
        if "model/recipe" not in run:
            raise ValueError(f"{path}: run.h5 has no model/recipe: it is of an older Pont, or holds no score "
                             f"network; export it with: pont export {path} --to npz")
        recipe = json.loads(run["model/recipe"][()])
        flat = run["model/ema"][:]
        parameters = {
            p["name"]: flat[p["offset"] : p["offset"] + int(np.prod(p["shape"]))].reshape(p["shape"])
            for p in recipe["parameters"]
        }
        samples = {}
        for name, group in run["samples"].items() if "samples" in run else ():
            samples[name] = group["points" if "points" in group else "images"][:]
        metrics = {name: values[:] for name, values in run["metrics"].items()} if "metrics" in run else {}
        return Model(recipe, parameters, run["model/recipe_constants"][:], run["config"][()].decode(), metrics, samples)


def _of_npz(path):
    with np.load(path) as file:
        recipe = json.loads(file["recipe"].tobytes())
        parameters = {p["name"]: file[p["name"]] for p in recipe["parameters"]}
        reference = {name[len("reference/") :]: file[name] for name in file if name.startswith("reference/")}
        return Model(recipe, parameters, file["recipe_constants"], file["config"].tobytes().decode(), {}, {}, reference)


class Model:
    """config: the configuration; config_text: the same as YAML; metrics: {name: [rows]}, samples: {sampler: [n, d]}
    (of images [n, H, W, C]), both of a run directory; parameters: {name: array}; reference: of an exported file,
    eight rows to check by. d coordinates in k blocks; times are between `low` and `T`."""

    def __init__(self, recipe, parameters, constants, config_text, metrics, samples, reference=None):
        facts = recipe["facts"]
        self.config_text, self.metrics, self.samples = config_text, metrics, samples
        self.config = _config(config_text)
        self.parameters, self.reference = parameters, reference or {}
        self.d, self.k = int(facts["d"][0]), int(facts["k"][0])
        self.low, self.T = float(facts["low"][0]), float(facts["T"][0])
        self.classes = int(facts["classes"][0])
        self.prior = np.reshape(facts["prior"], (self.k, self.k)).astype(float)
        self._shift = np.asarray(facts.get("unit_shift", 0.0), float)
        self._scale = np.asarray(facts.get("unit_scale", 1.0), float)
        functions = [Function(f, parameters, constants) for f in recipe["functions"]]
        self._functions = {f.name: f for f in functions}

    def _times(self, t, rows):
        t = np.broadcast_to(np.asarray(t, float), (rows,))
        if not np.all((t >= self.low * (1 - 1e-12)) & (t <= self.T * (1 + 1e-12))):
            raise ValueError(f"t is outside [{self.low}, {self.T}], where the score is known")
        return t

    def score(self, u, t, y=None):
        """grad log p_t(u) in float64: u [n, k d] in the units of training, t a number or [n]; zero in blocks that
        noise does not enter. y: in conditional models the classes [n], or None where they are not known."""
        u = np.asarray(u, float)
        if u.ndim != 2 or u.shape[1] != self.k * self.d:
            raise ValueError(f"u has the shape {u.shape}; expected [n, {self.k * self.d}]")
        given = {"u": u, "t": self._times(t, len(u))}
        if self.classes:
            given["y"] = np.broadcast_to(self.classes if y is None else y, (len(u),)).astype(np.int64)
        return self._functions["score"](**given)

    def rates(self, t):
        """beta A and beta D [k, k] at the time t: du = beta A u dt + sqrt(beta D) dw, blocks of d coordinates."""
        table = self._functions["rates"](t=self._times(t, 1))[0]
        return table.reshape(2, self.k, self.k)

    def _mixed(self, matrix, u):
        return np.einsum("ij,njd->nid", matrix, u.reshape(-1, self.k, self.d)).reshape(u.shape)

    def sample(self, n, steps=1000, noise=1.0, seed=0, y=None):
        """n points [n, d] in the units of the data: Euler-Maruyama for the reverse SDE (noise=1) or the probability
        flow (noise=0) from N(0, prior) at T to `low`, on nodes that are denser towards the data, and one last step
        without noise. They are samples of the model, not the bits that Pont would draw."""
        rng = np.random.default_rng(seed)
        u = self._mixed(np.linalg.cholesky(self.prior), rng.normal(size=(n, self.k * self.d)))
        times = np.linspace(np.sqrt(self.T), np.sqrt(self.low), steps + 1) ** 2
        times[0], times[-1] = self.T, self.low
        for t, after in zip(times, np.append(times[1:], 0.0)):
            h = t - after
            drift, diffusion = self.rates(t)
            share = noise if after > 0 else 0.0
            pull = 0.5 * (1 + noise**2)
            u = u - h * self._mixed(drift, u) + h * pull * self._mixed(diffusion, self.score(u, t, y))
            if share:
                u = u + share * np.sqrt(h) * self._mixed(_root(diffusion), rng.normal(size=u.shape))
        return u[:, : self.d] * self._scale + self._shift


def _root(matrix):
    """The symmetric square root of a positive semidefinite matrix."""
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
