// The reproduction "cld-score-complexity": the score of CLD is nearer to that of its prior than the score of
// VP.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/figures/figure.hpp"
#include "experiments/kinds/score/trained_run.hpp"
#include "experiments/reproductions/cld/complexity.hpp"
#include "experiments/reproductions/cld/toy_runs.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "sde/exact_score.hpp"

namespace pont::reproductions::cld {
namespace {

constexpr double earliest = 1e-3, exact_width = 1e-6, float_width = 2e-3;

/// A process as the networks of cld-toys learn it, by the key of its runs.
struct Learner {
  std::string key, name;
  losses::Regression regression;
};

std::vector<Learner> learners() {
  const auto of = [](const sde::LinearSde& sde, double floor, const std::string& kind, double variance) {
    return losses::Regression{sde::Perturbation(sde, sde.initial, floor),
                              losses::parametrisation(kind, variance)};
  };
  return {{"cld_mixed", "CLD, mixed score", of(toy_cld(), 1e-6, "mixed", 0)},
          {"cld_plain", "CLD, plain score", of(toy_cld(), 1e-6, "plain", 0)},
          {"vp", "VP, mixed score", of(toy_vp(), 0, "mixed", 1)}};
}

double xi(const Complexity& c) { return c.xi.mean; }
double norm(const Complexity& c) { return std::sqrt(c.jacobian.mean); }

/// One of the two quantities, and the words of its panel.
struct Quantity {
  std::string title, axis;
  double (*of)(const Complexity&);
};
const std::vector<Quantity>& quantities() {
  static const std::vector<Quantity> rows{
      {"Distance of the score from that of the prior", "ξ = E |s - s_eq|²", xi},
      {"Jacobian of the network", "root of E |∂net/∂u|²", norm}};
  return rows;
}

struct Sampled {
  double t;
  Complexity value;
};

figures::Scatter dots(const Quantity& q, const std::string& label, std::size_t series,
                      const std::vector<Sampled>& samples) {
  figures::Scatter s{
      .x = {}, .y = {}, .label = label, .colour = figures::series_colour(series), .opacity = 1, .size = 1};
  for (const Sampled& p : samples) {
    s.x.push_back(p.t);
    s.y.push_back(q.of(p.value));
  }
  return s;
}

figures::Figure panels(const std::string& note) {
  figures::Figure figure{.columns = 2, .width = 340, .height = 250};
  for (const Quantity& q : quantities())
    figure.panels.push_back({.title = q.title,
                             .note = note,
                             .x = {.label = "time t", .scale = figures::Scale::log10},
                             .y = {.label = q.axis, .scale = figures::Scale::log10},
                             .legend = figures::Corner::bottom_left});
  return figure;
}

// xi does not depend on the parametrisation: one curve for each process.
bool shown(const Quantity& q, const Learner& l) { return q.of != xi || l.key != "cld_plain"; }

/// For each learner its values at some times.
using Courses = std::vector<std::vector<Sampled>>;

Courses exact_courses() {
  Courses all;
  for (const Learner& l : learners()) {
    all.emplace_back();
    for (const double t : figures::logarithmic_points(earliest, 1, 41))
      all.back().push_back({t, exact_complexity(l.regression, t)});
  }
  return all;
}

figures::Lines line(const Quantity& q, const std::string& label, std::size_t series,
                    const std::vector<Sampled>& course) {
  std::vector<double> t;
  for (const Sampled& s : course) t.push_back(s.t);
  std::size_t next = 0;
  return figures::curve(label, series, t, [&](double) { return q.of(course[next++].value); });
}

reproduce::NamedFigure figure_of(const std::string& name, const std::string& caption, const Courses& exact,
                                 const std::string& words, const Courses& samples) {
  figures::Figure figure = panels(words + " over exact");
  const std::vector<Learner> all = learners();
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Quantity& q = quantities()[p];
    std::vector<figures::Layer>& layers = figure.panels[p].layers;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!shown(q, all[i])) continue;
      layers.push_back(line(q, all[i].name, i, exact[i]));
      layers.push_back(dots(q, "", i, samples[i]));
    }
  }
  return {name, caption, figure};
}

// xi of VP over that of CLD.
double ratio(double t) {
  return xi(exact_complexity(learners()[2].regression, t)) /
         xi(exact_complexity(learners()[0].regression, t));
}

// Distance in standard errors; difference quotients are trusted to 1e-4 of the value.
double deviation(const metrics::Estimate& sampled, double exact) {
  return std::abs(sampled.mean - exact) / std::hypot(sampled.standard_error, 1e-4 * exact);
}

double worst_deviation(const Courses& samples) {
  const std::vector<Learner> all = learners();
  double worst = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const Sampled& s : samples[i]) {
      const Complexity exact = exact_complexity(all[i].regression, s.t);
      worst = std::max(
          {worst, deviation(s.value.xi, exact.xi.mean), deviation(s.value.jacobian, exact.jacobian.mean)});
    }
  return worst;
}

figures::Table ratio_table(const Courses& exact) {
  figures::Table table(
      {{"t"}, {"ξ of VP"}, {"ξ of CLD"}, {"Jacobian, VP"}, {"Jacobian, CLD mixed"}, {"Jacobian, CLD plain"}});
  for (std::size_t i = 0; i < exact[0].size(); i += 4) {
    const Complexity &cld = exact[0][i].value, &plain = exact[1][i].value, &vp = exact[2][i].value;
    table.add_row({figures::significant(exact[0][i].t, 2), figures::significant(xi(vp), 3),
                   figures::significant(xi(cld), 3), figures::significant(norm(vp), 3),
                   figures::significant(norm(cld), 3), figures::significant(norm(plain), 3)});
  }
  return table;
}

// xi(t) and the Jacobian of what the network learns, for CLD and VP on the diamond: with exact scores, by
// quadrature and by samples, and with the learned ones of cld-toys.
class ScoreComplexity final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  ToyBudget budget_;
  std::int64_t samples_ = 100'000, times_ = 9, learned_samples_ = 2'000, learned_times_ = 25;
};

}  // namespace

void ScoreComplexity::declare(config::Visitor& v) {
  budget_.declare(v);
  v.key("samples", samples_, "samples of the exact scores at each time",
        {.unit = "points", .range = config::between(2, 1e8)});
  v.key("times", times_, "times of the samples, in equal ratios", {.range = config::between(2, 1000)});
  v.key("learned_samples", learned_samples_, "samples of the learned scores at each time",
        {.unit = "points", .range = config::between(2, 1e8)});
  v.key("learned_times", learned_times_, "times of the learned scores", {.range = config::between(2, 1000)});
}

// Of the first seed alone.
std::vector<reproduce::RunRequest> ScoreComplexity::runs() const {
  std::vector<reproduce::RunRequest> all;
  for (const ToyModel& model : toy_models()) all.push_back(toy_run(budget_, toy_data().front(), model, 1));
  return all;
}

reproduce::Outcome ScoreComplexity::compute(const reproduce::Published&,
                                            const reproduce::FinishedRuns& runs) const {
  const ad::Key key = ad::Key::root(1) / "complexity";
  const Courses exact = exact_courses();
  Courses sampled, learned;
  for (const Learner& l : learners()) {
    sampled.emplace_back();
    learned.emplace_back();
    sde::MixtureScore score(l.regression.sde(), diamond());
    for (const double t : figures::logarithmic_points(earliest, 1, static_cast<int>(times_)))
      sampled.back().push_back({t, sampled_complexity(l.regression, score, t, exact_width, key, samples_)});
    const auto model = std::find_if(toy_models().begin(), toy_models().end(),
                                    [&](const ToyModel& m) { return m.name == l.key; });
    const kinds::score::TrainedRun run(runs.at(toy_run(budget_, toy_data().front(), *model, 1)));
    losses::NetworkScore network = run.model().score(run.parameters(), 500, ad::cpu());
    for (const double t : figures::logarithmic_points(earliest, 1, static_cast<int>(learned_times_)))
      learned.back().push_back(
          {t, sampled_complexity(l.regression, network, t, float_width, key, learned_samples_)});
  }
  reproduce::Outcome outcome;
  outcome.notes = {
      fmt::format("exact: quadrature, and {} samples at each of {} times; learned: {} samples, networks of "
                  "{} steps",
                  samples_, times_, learned_samples_, budget_.steps)};
  const double worst = worst_deviation(sampled), early = ratio(0.001), middle = ratio(0.03), late = ratio(1);
  outcome.numbers = {{"samples - quadrature, largest, in standard errors", "value", worst,
                      figures::significant(worst, 2), 0},
                     {"xi of VP / CLD at t = 0.001", "value", early - 1, figures::significant(early, 3), 0},
                     {"xi of VP / CLD at t = 0.03", "value", 1 - middle, figures::significant(middle, 3), 0},
                     {"xi of VP / CLD at t = 1", "value", late - 1, figures::significant(late, 3), 0}};
  outcome.tables = {{"Exact values", ratio_table(exact)}};
  outcome.figures = {
      figure_of("exact", "Exact scores of the diamond: by quadrature (lines), and by samples (dots).", exact,
                "samples", sampled),
      figure_of("learned", "Learned scores (dots) over the exact curves.", exact, "learned", learned)};
  return outcome;
}

config::Row<reproduce::Reproduction> score_complexity() {
  return config::row<reproduce::Reproduction, ScoreComplexity>(
      "cld-score-complexity", "how far scores are from those of the prior, exact and learned");
}

}  // namespace pont::reproductions::cld
