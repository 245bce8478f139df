"""A recorded function in numpy: one entry per primitive of Pont, applied step by step."""

import math

import numpy as np

TYPES = {"f32": np.float32, "f64": np.float64, "i64": np.int64, "u8": np.uint8}

_erf = np.vectorize(math.erf, otypes=[np.float64])


def _sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def _matmul(s, a, b):
    a, b = (x.swapaxes(-1, -2) if flag else x for x, flag in zip((a, b), s["transpose"]))
    return a @ b


def _slice(s, x):
    return x[tuple(slice(a, b, c) for a, b, c in zip(s["start"], s["stop"], s["step"]))]


def _pad(s, x):
    if any(s["between"]):
        raise NotImplementedError("pad with zeros between neighbours")
    return np.pad(x, list(zip(s["low"], s["high"])))


def _layer_norm(s, x, scale, shift):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + s["epsilon"][0]) * scale + shift


def _group_norm(s, x, scale, shift):
    groups = int(s["groups"][0])
    parts = x.reshape(len(x), -1, groups, x.shape[-1] // groups)
    centred = parts - parts.mean((1, 3), keepdims=True)
    unit = centred / np.sqrt((centred**2).mean((1, 3), keepdims=True) + s["epsilon"][0])
    return unit.reshape(x.shape) * scale + shift


def _softmax(s, x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def _conv(s, x, w):
    x = np.pad(x, [(0, 0), *zip(s["low"], s["high"]), (0, 0)])
    height, width = ((x.shape[a + 1] - s["dilation"][a] * (w.shape[a] - 1) - 1) // s["stride"][a] + 1 for a in (0, 1))
    y = 0
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            rows = slice(i * s["dilation"][0], None, s["stride"][0])
            columns = slice(j * s["dilation"][1], None, s["stride"][1])
            y = y + x[:, rows, columns][:, :height, :width] @ w[i, j]
    return y


# s: the step; the other arguments: the values that it is computed from.
PRIMITIVES = {
    "neg": lambda s, x: -x,
    "abs": lambda s, x: np.abs(x),
    "sign": lambda s, x: np.sign(x),
    "floor": lambda s, x: np.floor(x),
    "exp": lambda s, x: np.exp(x),
    "expm1": lambda s, x: np.expm1(x),
    "log": lambda s, x: np.log(x),
    "log1p": lambda s, x: np.log1p(x),
    "sqrt": lambda s, x: np.sqrt(x),
    "rsqrt": lambda s, x: 1 / np.sqrt(x),
    "sin": lambda s, x: np.sin(x),
    "cos": lambda s, x: np.cos(x),
    "tanh": lambda s, x: np.tanh(x),
    "sigmoid": lambda s, x: _sigmoid(x),
    "silu": lambda s, x: x * _sigmoid(x),
    "softplus": lambda s, x: np.logaddexp(0, x),
    "erf": lambda s, x: _erf(x),
    "add": lambda s, a, b: a + b,
    "sub": lambda s, a, b: a - b,
    "mul": lambda s, a, b: a * b,
    "div": lambda s, a, b: a / b,
    "pow": lambda s, a, b: a**b,
    "minimum": lambda s, a, b: np.minimum(a, b),
    "maximum": lambda s, a, b: np.maximum(a, b),
    "less": lambda s, a, b: a < b,
    "less_equal": lambda s, a, b: a <= b,
    "equal": lambda s, a, b: a == b,
    "where": lambda s, mask, a, b: np.where(mask != 0, a, b),
    "cast": lambda s, x: x,
    "sum": lambda s, x: x.sum(tuple(s["axes"])),
    "max": lambda s, x: x.max(tuple(s["axes"])),
    "matmul": _matmul,
    "reshape": lambda s, x: x.reshape(s["shape"]),
    "expand": lambda s, x: np.broadcast_to(x, s["shape"]),
    "permute": lambda s, x: x.transpose(s["axes"]),
    "slice": _slice,
    "pad": _pad,
    "concat": lambda s, *xs: np.concatenate(xs, s["axis"][0]),
    "gather": lambda s, x, index: x[index],
    "layer_norm": _layer_norm,
    "group_norm": _group_norm,
    "softmax": _softmax,
    "conv": _conv,
}


class Function:
    """A function of the recipe; its arguments by name, arrays of as many rows."""

    def __init__(self, recorded, parameters, constants):
        self.name = recorded["name"]
        self.arguments = recorded["arguments"]
        self._steps = recorded["steps"]
        self._result = recorded["results"][0]
        self._parameters = parameters
        self._constants = constants
        unknown = {s["op"] for s in self._steps} - set(PRIMITIVES) - {"input", "constant"}
        if unknown:
            raise NotImplementedError(f"{self.name}: the package has no {', '.join(sorted(unknown))}")

    def __call__(self, **given):
        rows = len(given[self.arguments[0]])
        values = []
        for step in self._steps:
            values.append(np.asarray(self._value(_for_rows(step, rows), values, given), TYPES[step["type"]]))
        return values[self._result]

    def _value(self, step, values, given):
        if step["op"] == "constant":
            count = math.prod(step["shape"])
            return self._constants[step["offset"] : step["offset"] + count].reshape(step["shape"])
        if step["op"] == "input":
            return given[step["name"]] if step["name"] in given else self._parameters[step["name"]]
        return PRIMITIVES[step["op"]](step, *(values[i] for i in step["in"]))


def _for_rows(step, rows):
    """The step with its multiples of the rows, which are written as negative numbers, as numbers."""
    return {
        key: [int(-n) * rows if n < 0 else n for n in value] if isinstance(value, list) and key != "in" else value
        for key, value in step.items()
    }
