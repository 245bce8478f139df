"""An SDE of your own: its kernel beside a simulation, and a sampler of Pont with a score written in Python.

    python3 own_sde.py
"""

import numpy as np
from pont import core

sde = core.Sde(type="linear", A=[[-0.5, 1], [-1, -1.5]], D=[[0.5, 0], [0, 3]], clock={"type": "constant", "beta": 4})
Phi, Q = sde.kernel(0.0, 0.3)

# Euler-Maruyama from one point: its mean and covariance are Phi u0 and Q, up to the steps and the noise of 20,000 paths.
rng = np.random.default_rng(0)
u0, steps, paths = np.array([1.0, -1.0]), 300, 20_000
u, h = np.tile(u0, (paths, 1)), 0.3 / 300
for i in range(steps):
    t = i * h
    root = np.linalg.cholesky(sde.diffusion(t))
    u = u + h * u @ sde.drift(t).T + np.sqrt(h) * rng.normal(size=u.shape) @ root.T
print("mean", Phi @ u0, "simulated", u.mean(0))
print("covariance", Q.tolist(), "simulated", np.cov(u.T).tolist())
assert abs(u.mean(0) - Phi @ u0).max() < 0.03 and abs(np.cov(u.T) - Q).max() < 0.05


# Data N(2, 1/4): the covariance of u at t is Phi S Phi^T + Q, and the score is that of a Gaussian.
def score(u, t):
    Phi, Q = sde.kernel(0.0, t)
    S = Phi @ np.diag([0.25, 0.0]) @ Phi.T + Q
    return -np.linalg.solve(S, (u - Phi @ [2.0, 0.0]).T).T


x = core.sample(sde, score, n=4000, d=1, type="euler_maruyama", steps=500)
print("samples: mean", x.mean(), "deviation", x.std(), "expected 2 and .5")
assert abs(x.mean() - 2) < 0.06 and abs(x.std() - 0.5) < 0.05
