// The table: quantity, ours, floor, what could have been seen, difference, points.
#include "experiments/kinds/score/report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/figures/markdown.hpp"
#include "experiments/kinds/score/assumptions.hpp"
#include "experiments/kinds/score/bits_report.hpp"
#include "experiments/kinds/score/blur.hpp"
#include "experiments/kinds/score/image_figures.hpp"
#include "experiments/metrics/likelihood_units.hpp"
#include "experiments/run/image_measures.hpp"
#include "experiments/run/measures.hpp"
#include "experiments/run/reading.hpp"

namespace pont::kinds::score {
namespace {

std::string estimate_or(const store::H5Reader& run, const std::string& path, const std::string& otherwise) {
  if (!run.exists(path)) return otherwise;
  return std::isfinite(run::read_scalar(run, path)) ? run::read_estimate(run, path) : "unknown";
}

// The excess where it was measured, else ours as a multiple of the floor.
std::string comparison(const store::H5Reader& run, const std::string& path) {
  if (run.exists(path + "/excess"))
    return (run::read_scalar(run, path + "/excess") > 0 ? "+" : "") + estimate_or(run, path + "/excess", "");
  if (!run.exists(path + "/floor") || !run.exists(path + "/ours")) return {};
  if (run::read_scalar(run, path + "/floor") == 0) return "the floor is 0";
  return fmt::format("{:.2f} x",
                     run::read_scalar(run, path + "/ours") / run::read_scalar(run, path + "/floor"));
}

void add_judged(figures::Table& table, const store::H5Reader& run, const std::string& title,
                const std::string& path) {
  if (!run.exists(path)) return;
  const bool counted = run.exists(path + "/points");  // not in runs of earlier programs
  std::string ours = estimate_or(run, path + "/ours", "not given");
  if (run.exists(path + "/not_given")) ours += ": " + run.text(path + "/not_given");
  table.add_row(
      {title, ours, estimate_or(run, path + "/floor", "unknown"),
       run.exists(path + "/visible") ? figures::significant(run::read_scalar(run, path + "/visible"), 2)
                                     : "unknown",
       comparison(run, path), counted ? fmt::format("{:.0f}", run::read_scalar(run, path + "/points")) : ""});
}

// The row of the likelihood again, in the other unit.
void add_bits(figures::Table& table, const store::H5Reader& run, const std::string& path) {
  if (!run.exists(path + "/ours")) return;
  const auto d = static_cast<Eigen::Index>(kept_dimension(run));
  const auto cell = [&](const std::string& name) {
    if (!run.exists(path + "/" + name)) return std::string();
    return figures::with_error(
        metrics::bits_per_dimension(run::read_scalar(run, path + "/" + name), d),
        metrics::bits_per_dimension(run::read_scalar(run, path + "/" + name + "_error"), d));
  };
  const std::string visible = path + "/visible";
  table.add_row({"the same in bits/dim, data in their own units (no offset)", cell("ours"), cell("floor"),
                 run.exists(visible)
                     ? figures::significant(metrics::bits_per_dimension(run::read_scalar(run, visible), d), 2)
                     : "",
                 cell("excess"), ""});
}

// The measures of the network itself; those of samples are the rows of sample_measures().
struct NetworkMeasure final {
  std::string name, title;
  bool in_bits;
};
const std::vector<NetworkMeasure>& network_measures() {
  static const std::vector<NetworkMeasure> rows{
      {"loss", "loss (floor: Bayes loss)", false},
      {"linear_loss",
       "the same beside the best linear denoiser (no floor: a negative excess is what was learned beyond a "
       "covariance)",
       false},
      {"likelihood", "negative log-likelihood, nats (floor: entropy at the same points)", true},
      {"likelihood_bound",
       "upper bound of the negative log-likelihood, nats (floor: that of the exact score, same draws)", true},
      {"bits_flow", "bits/dim of bytes by the probability flow", false},
      {"bits_bound", "bits/dim of bytes, variational bound", false},
      {"bits_discrete", "bits/dim of bytes, DDPM's discrete bound", false}};
  return rows;
}

figures::Table results(const store::H5Reader& run) {
  figures::Table table({{"quantity", figures::Align::left},
                        {"ours"},
                        {"floor"},
                        {"smallest visible difference"},
                        {"excess or ratio"},
                        {"points"}});
  for (const NetworkMeasure& m : network_measures()) {
    add_judged(table, run, m.title, "evaluation/" + m.name);
    if (m.in_bits) add_bits(table, run, "evaluation/" + m.name);
  }
  for (const std::string& s : run::members(run, "evaluation/samples"))
    for (const run::SampleMeasure& m : run::sample_measures())
      add_judged(table, run, s + ": " + m.title, "evaluation/samples/" + s + "/" + m.name);
  return table;
}

figures::Table costs(const store::H5Reader& run) {
  figures::Table table({{"phase", figures::Align::left}, {"seconds"}, {"evaluations per sample"}});
  for (const std::string& phase : run::below(run, "clock")) {
    const std::string count = phase + "/evaluations";  // of the phase samples/SAMPLER
    table.add_row({phase, fmt::format("{:.1f}", run::read_scalar(run, "clock/" + phase)),
                   run.exists(count) ? fmt::format("{:.0f}", run::read_scalar(run, count)) : std::string()});
  }
  return table;
}

}  // namespace

std::string score_table(const store::H5Reader& run) {
  return results(run).console() + "\n" + run::classifier_sentence(run) + prior_sentence(run) +
         known_part_sentence(run) + blur_sentences(run) + bits_sentences(run) + "\n" + costs(run).console();
}

namespace {

std::string sample_sections(const store::H5Reader& run) {
  if (!run.exists("samples")) return {};
  if (!kept_form(run))
    return "![samples](figures/samples.png)\n\n![trajectories](figures/trajectories.png)\n\n";
  std::string text =
      "![contact sheet](figures/contact_sheet.png)\n\nThe first training images, as the network sees "
      "them.\n\n";
  for (const NamedPicture& p : image_figures(run))
    text += fmt::format("![{0}](figures/{0}.png)\n\n{1}.\n\n", p.name, p.caption);
  return text;
}

}  // namespace

std::string score_report(const store::H5Reader& run) {
  std::string text =
      "# Report\n\nErrors are one standard error. The excesses of loss and likelihood compare both on the "
      "same draws. A measure is of all its points, or not given. The smallest visible difference is the one "
      "from the floor that would be told from none in four of five measurements (two-sided test at 5 %: 2.8 "
      "standard errors, 3.7 where five repetitions give the error): what is smaller, "
      "this measure cannot see.\n\n";
  text += results(run).markdown() + "\n" + run::classifier_sentence(run) + prior_sentence(run) +
          known_part_sentence(run) + blur_sentences(run) + bits_sentences(run) + "\n" +
          costs(run).markdown() + "\n";
  text += sample_sections(run);
  text += "![loss](figures/loss.png)\n\n";
  if (run.exists("density")) text += "![density](figures/density.png)\n\n";
  return text;
}

}  // namespace pont::kinds::score
