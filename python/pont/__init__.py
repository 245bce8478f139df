"""Runs of Pont in Python: configuration, metrics, samples, the learned score, and new samples from it.

pont.core, where it was built, has SDEs, exact scores, samplers and distances in C++."""

from pkgutil import extend_path

__path__ = extend_path(__path__, __name__)  # the module _core lies in the build folder

from .model import Model, load  # noqa: E402

__all__ = ["Model", "load"]
