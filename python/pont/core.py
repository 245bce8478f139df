"""The mathematics of Pont in C++: SDEs, exact scores, samplers with a score of your own, distances, runs."""

import json

from . import _core


class Sde(_core.Sde):
    """A forward process by the keys of a configuration: Sde(type="vp"), Sde(type="linear", A=..., D=...)."""

    def __init__(self, **keys):
        super().__init__(json.dumps(keys))


class Data(_core.Data):
    """A data set by its keys: Data(type="diamond")."""

    def __init__(self, **keys):
        super().__init__(json.dumps(keys))


def sample(sde, score, n, d, seed=0, **sampler):
    """n points [n, d] by a sampler of Pont (sampler keys: type="euler_maruyama", steps=500) for the score
    score(u, t) [n, k d], a function of Python: the learned one of a Model, an exact one, or your own."""
    return _core.sample(sde, json.dumps(sampler), score, n, d, seed)


w2 = _core.w2


def w2_floor(data, n, repetitions=5, seed=0):
    """The mean W2 of n points and n others of the same data: what a perfect model scores."""
    draws = [data.sample(n, seed=seed + i) for i in range(2 * repetitions)]
    return sum(w2(a, b) for a, b in zip(draws[::2], draws[1::2])) / repetitions


def run(config, directory, **overrides):
    """Trains and measures a configuration into a new directory. Overrides are keys with "__" for ".":
    train__steps=100. Other threads of Python go on meanwhile."""
    words = [f"{key.replace('__', '.')}={json.dumps(value)}" for key, value in overrides.items()]
    _core.run(str(config), str(directory), words)
    return str(directory)
