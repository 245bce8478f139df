// The list of all reproductions.
#include "experiments/reproductions/registry.hpp"

#include "experiments/reproductions/cld/cld_damping.hpp"
#include "experiments/reproductions/cld/cld_toys.hpp"
#include "experiments/reproductions/cld/hsm_vs_dsm.hpp"
#include "experiments/reproductions/cld/likelihood_exact.hpp"
#include "experiments/reproductions/cld/score_complexity.hpp"
#include "experiments/reproductions/cld/sscs_vs_em.hpp"
#include "experiments/reproductions/convergence/convergence_reproduction.hpp"
#include "experiments/reproductions/gaussian/gaussian_reproduction.hpp"
#include "experiments/reproductions/gaussian/texture_reproduction.hpp"
#include "experiments/reproductions/sampler_orders.hpp"
#include "experiments/reproductions/schroedinger/bimodal.hpp"
#include "experiments/reproductions/schroedinger/gaussian_benchmark.hpp"
#include "experiments/reproductions/schroedinger/planar.hpp"
#include "experiments/reproductions/schroedinger/planar_table.hpp"
#include "experiments/reproductions/transport/lightsb_benchmark.hpp"
#include "experiments/reproductions/transport/ot_figures.hpp"

namespace pont::experiments {

const Reproductions& reproductions() {
  static const Reproductions rows{{
      row<Reproduction, GaussianReproduction>(
          "gaussian-study", "exact Wasserstein errors of diffusion samplers on Gaussian data: 160 numbers"),
      row<Reproduction, SamplerOrders>("sampler-orders",
                                       "the order of every sampler on VP, VE and CLD, from exact laws"),
      row<Reproduction, ConvergenceReproduction>(
          "convergence-bound", "total variation of the reversed Ornstein-Uhlenbeck chain beside its bound"),
      row<Reproduction, TextureReproduction>(
          "gaussian-texture",
          "Euler-Maruyama against Heun with the exact and with a learned score, five seeds"),
      row<Reproduction, LikelihoodExact>(
          "cld-likelihood-exact",
          "probability-flow likelihoods with the exact score, against the density itself"),
      row<Reproduction, SscsVsEm>("cld-sscs-vs-em",
                                  "two samplers of CLD with the exact score, metric by metric"),
      row<Reproduction, HsmVsDsm>(
          "cld-hsm-vs-dsm", "variance of hybrid and denoising score matching, and the size of their targets"),
      row<Reproduction, ScoreComplexity>("cld-score-complexity",
                                         "how far scores are from those of the prior, exact and learned"),
      row<Reproduction, CldToys>("cld-toys", "CLD and VP learn two toy laws, beside entropy and Bayes loss"),
      row<Reproduction, CldDamping>("cld-damping",
                                    "under-damped, critical and over-damped CLD: mixing, samples, training"),
      row<Reproduction, LightSbBenchmark>("lightsb-benchmark",
                                          "LightSB on nine pairs of laws with known bridges: cBW2-UVP"),
      row<Reproduction, OtFigures>(
          "ot-figures", "figures of exact transport plans, interpolations and Schrödinger bridges"),
      row<Reproduction, GaussianBenchmark>(
          "dsb-gaussian", "diffusion Schroedinger bridges between Gaussians in 5, 20 and 50 dimensions"),
      row<Reproduction, Bimodal>("dsb-bimodal", "total variation per IPF iteration, learned against exact"),
      row<Reproduction, Planar>("dsb-2d", "diffusion Schroedinger bridges in the plane: four pairs of laws"),
      row<Reproduction, PlanarTable>("bridge-2d-table",
                                     "five ways to learn a bridge between four pairs of laws"),
  }};
  return rows;
}

}  // namespace pont::experiments
