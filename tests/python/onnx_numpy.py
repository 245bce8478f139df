"""An ONNX graph in numpy, node by node: the operators of opset 17 that Pont writes."""

import math

import numpy as np
from onnx import helper, numpy_helper

TYPES = {1: np.float32, 7: np.int64, 9: bool, 11: np.float64}


def _sigmoid(x):
    return (1 / (1 + np.exp(-x.astype(np.float64)))).astype(x.dtype)


def _erf(x):
    return np.vectorize(math.erf, otypes=[np.float64])(x).astype(x.dtype)


def _slice(x, start, stop, axes, step):
    cut = [slice(None)] * x.ndim
    for a, b, c, d in zip(axes, start, stop, step):
        cut[a] = slice(b, min(c, x.shape[a]), d)
    return x[tuple(cut)]


def _conv(x, w, pads, strides, dilations):
    x = np.pad(x, [(0, 0), (0, 0), (pads[0], pads[2]), (pads[1], pads[3])])
    out = [(x.shape[2 + a] - dilations[a] * (w.shape[2 + a] - 1) - 1) // strides[a] + 1 for a in (0, 1)]
    y = np.zeros((x.shape[0], w.shape[0], *out), x.dtype)
    for i in range(out[0]):
        for j in range(out[1]):
            top, left = i * strides[0], j * strides[1]
            patch = x[:, :, top : top + dilations[0] * (w.shape[2] - 1) + 1 : dilations[0],
                      left : left + dilations[1] * (w.shape[3] - 1) + 1 : dilations[1]]
            y[:, :, i, j] = np.tensordot(patch, w, ([1, 2, 3], [1, 2, 3]))
    return y


def _layer_norm(x, scale, shift, axis, epsilon):
    centred = x - x.mean(axis, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axis, keepdims=True) + np.float32(epsilon)) * scale + shift


def _softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


OPERATORS = {
    "Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": np.divide, "Pow": np.power,
    "Min": np.minimum, "Max": np.maximum, "Neg": np.negative, "Abs": np.abs, "Sign": np.sign, "Floor": np.floor,
    "Exp": np.exp, "Log": np.log, "Sqrt": np.sqrt, "Sin": np.sin, "Cos": np.cos, "Tanh": np.tanh,
    "Reciprocal": lambda x: 1 / x, "Sigmoid": _sigmoid, "Erf": _erf, "Softplus": lambda x: np.logaddexp(0, x).astype(x.dtype),
    "Less": np.less, "LessOrEqual": np.less_equal, "Equal": np.equal, "Where": np.where, "Identity": lambda x: x,
    "MatMul": np.matmul, "Gather": lambda x, i: x[i], "Shape": lambda x: np.array(x.shape),
    "Cast": lambda x, to: x.astype(TYPES[to]),
    "ReduceSum": lambda x, axes, keepdims: x.sum(tuple(axes), keepdims=bool(keepdims)),
    "ReduceMax": lambda x, axes, keepdims: x.max(tuple(axes), keepdims=bool(keepdims)),
    "ReduceMean": lambda x, axes: x.mean(tuple(axes), keepdims=True),
    "Reshape": lambda x, shape: x.reshape(shape), "Expand": lambda x, shape: np.broadcast_to(x, shape),
    "Transpose": lambda x, perm: x.transpose(perm), "Slice": _slice,
    "Pad": lambda x, pads: np.pad(x, list(zip(pads[: x.ndim], pads[x.ndim :]))),
    "Concat": lambda *xs, axis: np.concatenate(xs, axis),
    "LayerNormalization": _layer_norm, "Softmax": _softmax, "Conv": _conv,
}


def evaluate(model, given):
    values = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer} | given
    for node in model.graph.node:
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        values[node.output[0]] = OPERATORS[node.op_type](*(values[name] for name in node.input), **attributes)
    return values[model.graph.output[0].name]
