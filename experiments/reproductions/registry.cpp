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

namespace pont::reproductions {

const reproduce::Reproductions& all_reproductions() {
  static const reproduce::Reproductions rows{{
      config::row<reproduce::Reproduction, reproductions::gaussian::GaussianReproduction>(
          "gaussian-study", "exact Wasserstein errors of diffusion samplers on Gaussian data: 160 numbers"),
      config::row<reproduce::Reproduction, SamplerOrders>(
          "sampler-orders", "the order of every sampler on VP, VE and CLD, from exact laws"),
      config::row<reproduce::Reproduction, reproductions::convergence::ConvergenceReproduction>(
          "convergence-bound", "total variation of the reversed Ornstein-Uhlenbeck chain beside its bound"),
      config::row<reproduce::Reproduction, reproductions::gaussian::TextureReproduction>(
          "gaussian-texture",
          "Euler-Maruyama against Heun with the exact and with a learned score, five seeds"),
      config::row<reproduce::Reproduction, reproductions::cld::LikelihoodExact>(
          "cld-likelihood-exact",
          "probability-flow likelihoods with the exact score, against the density itself"),
      config::row<reproduce::Reproduction, reproductions::cld::SscsVsEm>(
          "cld-sscs-vs-em", "two samplers of CLD with the exact score, metric by metric"),
      config::row<reproduce::Reproduction, reproductions::cld::HsmVsDsm>(
          "cld-hsm-vs-dsm", "variance of hybrid and denoising score matching, and the size of their targets"),
      config::row<reproduce::Reproduction, reproductions::cld::ScoreComplexity>(
          "cld-score-complexity", "how far scores are from those of the prior, exact and learned"),
      config::row<reproduce::Reproduction, reproductions::cld::CldToys>(
          "cld-toys", "CLD and VP learn two toy laws, beside entropy and Bayes loss"),
      config::row<reproduce::Reproduction, reproductions::cld::CldDamping>(
          "cld-damping", "under-damped, critical and over-damped CLD: mixing, samples, training"),
      config::row<reproduce::Reproduction, reproductions::transport::LightSbBenchmark>(
          "lightsb-benchmark", "LightSB on nine pairs of laws with known bridges: cBW2-UVP"),
      config::row<reproduce::Reproduction, reproductions::transport::OtFigures>(
          "ot-figures", "figures of exact transport plans, interpolations and Schrödinger bridges"),
      config::row<reproduce::Reproduction, reproductions::schroedinger::GaussianBenchmark>(
          "dsb-gaussian", "diffusion Schroedinger bridges between Gaussians in 5, 20 and 50 dimensions"),
      config::row<reproduce::Reproduction, reproductions::schroedinger::Bimodal>(
          "dsb-bimodal", "total variation per IPF iteration, learned against exact"),
      config::row<reproduce::Reproduction, reproductions::schroedinger::Planar>(
          "dsb-2d", "diffusion Schroedinger bridges in the plane: four pairs of laws"),
      config::row<reproduce::Reproduction, reproductions::schroedinger::PlanarTable>(
          "bridge-2d-table", "five ways to learn a bridge between four pairs of laws"),
  }};
  return rows;
}

}  // namespace pont::reproductions
