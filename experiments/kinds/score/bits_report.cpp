// The sentences about bits per dimension, from run.h5 alone.
#include "experiments/kinds/score/bits_report.hpp"

#include <fmt/format.h>

#include "experiments/run/reading.hpp"

namespace pont::kinds::score {
namespace {

const std::string flow = "evaluation/bits_flow/", bound = "evaluation/bits_bound/",
                  discrete = "evaluation/bits_discrete/";

std::string flow_sentence(const store::H5Reader& run) {
  if (!run.exists(flow + "ours")) return {};
  const double probes = run::read_scalar(run, flow + "probe_error");
  return fmt::format(
      "\nBits/dim of bytes by the flow: error over images {:.2g}, of which over probes {}; {:.0f} "
      "evaluations "
      "of the network for each image and probe. Each byte has a uniform number added, which is worth "
      "log2(256 / range) = {:.4g} bits; the flow starts from the image with the noise of likelihood_time, "
      "whose "
      "decoder adds {:.2g} bits/dim.\n",
      run::read_scalar(run, flow + "ours_error"),
      probes > 0 ? fmt::format("{:.2g}", probes) : "none (one flow)",
      run::read_scalar(run, flow + "evaluations"), run::read_scalar(run, flow + "offset"),
      run::read_scalar(run, flow + "decoder"));
}

std::string bound_sentence(const store::H5Reader& run) {
  if (!run.exists(bound + "ours")) return {};
  return fmt::format(
      "\nThe bound is of the reverse SDE: prior {} + path {} + decoder {:.4g} + offset {:.4g} bits/dim, by "
      "{:.0f} "
      "evaluations an image. The flow is another model than the reverse SDE unless the score is exact, so "
      "neither "
      "number bounds the other.\n",
      run::read_estimate(run, bound + "prior"), run::read_estimate(run, bound + "path"),
      run::read_scalar(run, bound + "decoder"), run::read_scalar(run, bound + "offset"),
      run::read_scalar(run, bound + "evaluations"));
}

std::string discrete_sentence(const store::H5Reader& run) {
  if (!run.exists(discrete + "ours")) return {};
  return fmt::format(
      "\nDDPM's sum over {:.0f} steps: rate {} + distortion {} bits/dim, of the bytes themselves.\n",
      run::read_scalar(run, discrete + "evaluations"), run::read_estimate(run, discrete + "rate"),
      run::read_estimate(run, discrete + "distortion"));
}

}  // namespace

std::string bits_sentences(const store::H5Reader& run) {
  return flow_sentence(run) + bound_sentence(run) + discrete_sentence(run);
}

}  // namespace pont::kinds::score
