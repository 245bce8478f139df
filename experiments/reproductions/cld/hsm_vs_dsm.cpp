// The reproduction "cld-hsm-vs-dsm": what hybrid score matching gains, and how its target diverges.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "experiments/config/numbers.hpp"
#include "experiments/figures/figure.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/cld/target_variance.hpp"
#include "experiments/reproductions/cld/toys.hpp"

namespace pont::reproductions::cld {
namespace {

constexpr double toy_floor = 1e-6, image_floor = 1e-9;  // eps_num: two-dimensional experiments, CIFAR-10
constexpr double Gamma = 1, beta = 4;                   // of toy_cld()

// ell of hybrid score matching as t -> 0 without a floor.
double asymptote(double t) { return std::sqrt(3 / (2 * Gamma * beta * t)); }

const MatchingKind& dsm() { return matching_kinds()[0]; }
const MatchingKind& hsm() { return matching_kinds()[1]; }

double ell(const MatchingKind& kind, double t, double floor) {
  const sde::LinearSde sde = toy_cld();
  return losses::Regression(sde::Perturbation(sde, kind.S0(sde), floor), losses::parametrisation("plain", 0))
      .at(t)
      .ell(0, 0);
}

double largest_ell(double floor) {
  double most = 0;
  for (const double t : figures::logarithmic_points(1e-5, 1, 4001))
    most = std::max(most, ell(hsm(), t, floor));
  return most;
}

figures::Panel time_panel(const std::string& title, const std::string& note, const std::string& y,
                          figures::Corner legend) {
  return {.title = title,
          .note = note,
          .x = {.label = "time t", .scale = figures::Scale::log10},
          .y = {.label = y, .scale = figures::Scale::log10},
          .legend = legend};
}

struct Measurement {
  double t;
  metrics::Estimate dsm, hsm;
};

figures::Scatter measured_dots(const MatchingKind& kind, std::size_t series,
                               const std::vector<Measurement>& measured) {
  figures::Scatter dots{.x = {},
                        .y = {},
                        .label = kind.name + ", measured",
                        .colour = figures::series_colour(series),
                        .opacity = 1,
                        .size = 1};
  for (const Measurement& m : measured) {
    dots.x.push_back(m.t);
    dots.y.push_back(std::pow(ell(kind, m.t, toy_floor), 2) * (&kind == &dsm() ? m.dsm : m.hsm).mean);
  }
  return dots;
}

reproduce::NamedFigure variance_figure(const std::vector<Measurement>& measured) {
  const std::vector<double> t = figures::logarithmic_points(1e-5, 1, 121);
  figures::Figure figure{
      .title = "Variance of the gradient estimates", .columns = 2, .width = 330, .height = 230};
  for (const double floor : {toy_floor, 0.0}) {
    figures::Panel panel = time_panel("eps_num " + config::format_number(floor), "", "E |target - score|²",
                                      figures::Corner::bottom_left);
    for (const MatchingKind& kind : matching_kinds())
      panel.layers.push_back(figures::curve(kind.name + ", exact", panel.layers.size(), t, [&](double at) {
        return target_variance(toy_cld(), kind, at, floor).score();
      }));
    for (std::size_t i = 0; floor == toy_floor && i < matching_kinds().size(); ++i)
      panel.layers.push_back(measured_dots(matching_kinds()[i], i, measured));
    figure.panels.push_back(panel);
  }
  return {
      "variance",
      "Left: with eps_num = 1e-6 the hybrid target becomes the score of the velocity's own law as t -> 0, "
      "and its variance vanishes; that of denoising grows towards 2 / eps_num. Right: without eps_num both "
      "diverge as 1/t, with the ratio 4/3.",
      figure};
}

reproduce::NamedFigure ell_figure() {
  const std::vector<double> t = figures::logarithmic_points(1e-7, 1, 141);
  figures::Panel panel =
      time_panel("Size of the target, ell", "hybrid score matching", "ell", figures::Corner::top_right);
  figures::Lines limit = figures::curve("√(3 / (2 Γ β t))", 0, t, asymptote);
  limit.colour = figures::colours::grey;
  limit.width = 5;
  limit.opacity = 0.5;
  panel.layers.push_back(limit);
  for (const double floor : {0.0, image_floor, toy_floor})
    panel.layers.push_back(figures::curve("eps_num " + config::format_number(floor), panel.layers.size(), t,
                                          [&](double at) { return ell(hsm(), at, floor); }));
  return {"ell",
          "ell diverges as t -> 0; eps_num alone bounds it, and is therefore a parameter of the model.",
          {.panels = {panel}, .width = 430, .height = 260}};
}

figures::Table variance_table(const std::vector<Measurement>& measured) {
  figures::Table table({{"t"},
                        {"DSM, measured"},
                        {"DSM, exact"},
                        {"HSM, measured"},
                        {"HSM, exact"},
                        {"DSM / HSM, score units"}});
  for (const Measurement& m : measured) {
    const TargetVariance d = target_variance(toy_cld(), dsm(), m.t, toy_floor),
                         h = target_variance(toy_cld(), hsm(), m.t, toy_floor);
    table.add_row({figures::significant(m.t, 2), figures::with_error(m.dsm.mean, m.dsm.standard_error),
                   figures::significant(d.network()), figures::with_error(m.hsm.mean, m.hsm.standard_error),
                   figures::significant(h.network()), figures::significant(d.score() / h.score())});
  }
  return table;
}

// The largest deviation of a measurement of DSM from the exact value of `first`, and of HSM from that of
// `second`, in standard errors.
double worst_deviation(const std::vector<Measurement>& measured, const MatchingKind& first,
                       const MatchingKind& second) {
  double worst = 0;
  for (const Measurement& m : measured) {
    const auto off = [&](const MatchingKind& kind, const metrics::Estimate& e) {
      return std::abs(e.mean - target_variance(toy_cld(), kind, m.t, toy_floor).network()) / e.standard_error;
    };
    worst = std::max({worst, off(first, m.dsm), off(second, m.hsm)});
  }
  return worst;
}

// Variance of the two gradient estimates of CLD against t, exact and measured on the training objective,
// with and without eps_num; the size ell of the target as t -> 0 against its asymptote.
class HsmVsDsm final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t rows_ = 20'000, times_ = 9, seed_ = 1;
};

}  // namespace

void HsmVsDsm::declare(config::Visitor& v) {
  v.key("rows", rows_, "draws of each objective at each time",
        {.unit = "rows", .range = config::between(2, 1e8)});
  v.key("times", times_, "times to measure at, in equal ratios from 1e-4 to 1",
        {.range = config::between(2, 1000)});
  v.key("seed", seed_, "names all draws", {.range = config::at_least(0)});
}

reproduce::Outcome HsmVsDsm::compute(const reproduce::Published&, const reproduce::FinishedRuns&) const {
  const ad::Key key = ad::Key::root(static_cast<std::uint64_t>(seed_));
  std::vector<Measurement> measured;
  for (const double t : figures::logarithmic_points(1e-4, 1, static_cast<int>(times_))) {
    const ad::Key own = key / static_cast<std::uint64_t>(measured.size());
    measured.push_back({t, measured_variance(toy_cld(), dsm(), t, toy_floor, own, rows_),
                        measured_variance(toy_cld(), hsm(), t, toy_floor, own, rows_)});
  }
  const auto number = [](const std::string& row, double value, int digits = 4) {
    return reproduce::Measured{row, "value", value, figures::significant(value, digits), 0};
  };
  const auto gain = [](double t, double floor) {
    return target_variance(toy_cld(), dsm(), t, floor).score() /
           target_variance(toy_cld(), hsm(), t, floor).score();
  };
  reproduce::Outcome outcome;
  outcome.notes = {fmt::format("{} draws of the training objective at each of {} times, with the exact score",
                               rows_, times_)};
  outcome.numbers = {
      number("Bayes loss, HSM", bayes_loss(toy_cld(), hsm(), 1e-5, toy_floor), 6),
      number("Bayes loss, DSM", bayes_loss(toy_cld(), dsm(), 1e-5, toy_floor), 6),
      number("ell / asymptote at t = 1e-6, eps_num 0", ell(hsm(), 1e-6, 0) / asymptote(1e-6)),
      number("largest ell, eps_num 1e-6", largest_ell(toy_floor)),
      number("largest ell, eps_num 1e-9", largest_ell(image_floor)),
      number("DSM / HSM variance at t = 1e-6, eps_num 0", gain(1e-6, 0)),
      number("DSM / HSM variance at t = 1e-5, eps_num 1e-6", gain(1e-5, toy_floor)),
      number("measured - exact, largest, in standard errors", worst_deviation(measured, dsm(), hsm()))};
  outcome.numbers.back().foils = {
      {"each held against the other's exact values", worst_deviation(measured, hsm(), dsm())}};
  outcome.tables = {
      {"Variance of the target in units of the network, eps_num 1e-6", variance_table(measured)}};
  outcome.figures = {variance_figure(measured), ell_figure()};
  return outcome;
}

config::Row<reproduce::Reproduction> hsm_vs_dsm() {
  return config::row<reproduce::Reproduction, HsmVsDsm>(
      "cld-hsm-vs-dsm", "variance of hybrid and denoising score matching, and the size of their targets");
}

}  // namespace pont::reproductions::cld
