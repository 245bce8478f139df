// recipe_of(), portable_of(): a score recorded with its coefficients, and checked against NetworkScore.
#include "experiments/kinds/score/portable.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "autodiff/primitives/source.hpp"
#include "experiments/exchange/pieces.hpp"
#include "sde/noise.hpp"

namespace pont::kinds::score {
namespace {

using ad::Var;
using exchange::Pieces;

constexpr ad::i64 reference_rows = 8;
constexpr double agreement = 1e-5;

/// R [m, k], U = ell K [m, m], c [k].
Pieces score_coefficients(const losses::Regression& regression, double low) {
  return {[&](double t) {
            const losses::Regression::Coefficients at = regression.at(t);
            const sde::Mat U = at.unit();
            std::vector<double> all(at.R.data(), at.R.data() + at.R.size());
            all.insert(all.end(), U.data(), U.data() + U.size());
            all.insert(all.end(), at.input.data(), at.input.data() + at.input.size());
            return all;
          },
          low, regression.sde().T};
}

/// beta A and beta D [k, k].
Pieces rate_coefficients(const sde::LinearSde& sde, double low) {
  return {[&](double t) {
            const sde::Mat drift = sde.drift(t), diffusion = sde.diffusion(t);
            std::vector<double> all(drift.data(), drift.data() + drift.size());
            all.insert(all.end(), diffusion.data(), diffusion.data() + diffusion.size());
            return all;
          },
          low, sde.T};
}

/// Each parameter as an input of its name; what is not trained is constant.
std::vector<Var> named_parameters(const nn::Parameters& parameters, ad::Tape& tape) {
  std::vector<Var> views =
      parameters.views(tape.input({parameters.size()}, parameters.dtype(), "all parameters"));
  for (std::size_t i = 0; i < parameters.rows().size(); ++i) {
    const nn::Parameter& row = parameters.rows()[i];
    views[i] = tape.input(row.shape, parameters.dtype(), row.name);
  }
  return views;
}

Var block(Var u, ad::i64 d, int number) { return ad::slice_axis(u, 1, number * d, (number + 1) * d); }

/// The blocks of `driven` in their places among k; zeros elsewhere.
Var spread(const std::vector<int>& driven, int k, Var blocks) {
  const ad::i64 d = blocks.shape()[1] / static_cast<ad::i64>(driven.size());
  std::vector<Var> all(static_cast<std::size_t>(k), ad::zeros_like(block(blocks, d, 0)));
  for (std::size_t i = 0; i < driven.size(); ++i)
    all[static_cast<std::size_t>(driven[i])] = block(blocks, d, static_cast<int>(i));
  return ad::concat(all, 1);
}

/// s = -R u - U net(c u, t), as NetworkScore has it.
Var recorded_score(const ScoreModel& model, const Pieces& coefficients, ad::Tape& tape, ad::i64 rows) {
  const int k = model.sde().k(), m = model.objective.regression().m();
  const ad::i64 d = model.d();
  const Var u = tape.input({rows, k * d}, ad::Dtype::f64, "u"), t = tape.input({rows}, ad::Dtype::f64, "t");
  const Var y = model.conditional() ? tape.input({rows}, ad::Dtype::i64, "y") : Var{};
  const Var table = coefficients(t);
  std::vector<Var> seen;
  for (int i = 0; i < k; ++i)
    seen.push_back(losses::RowMatrix{table, m * k + m * m, k, 1}(i, 0) * block(u, d, i));
  const std::vector<Var> parameters = named_parameters(model.parameters, tape);
  const Var net = (*model.network)({parameters}, ad::cast(ad::concat(seen, 1), ad::Dtype::f32),
                                   ad::cast(t, ad::Dtype::f32), y);
  const Var known = losses::mixed({table, 0, m, k}, u),
            learned = losses::mixed({table, m * k, m, m}, ad::cast(net, ad::Dtype::f64));
  return spread(model.objective.regression().driven(), k, -known - learned);
}

exchange::Record score_recording(const ScoreModel& model, const Pieces& coefficients) {
  return [&](ad::Tape& tape, ad::i64 rows) {
    return std::vector{recorded_score(model, coefficients, tape, rows)};
  };
}

std::map<std::string, std::vector<double>> facts_of(const ScoreModel& model, double low) {
  const sde::LinearSde& sde = model.sde();
  std::map<std::string, std::vector<double>> facts{
      {"d", {static_cast<double>(model.d())}},
      {"k", {static_cast<double>(sde.k())}},
      {"T", {sde.T}},
      {"low", {low}},
      {"prior", {sde.prior.data(), sde.prior.data() + sde.prior.size()}},
      {"classes", {static_cast<double>(model.network->condition().classes)}}};
  const data::Units units = model.data->units();
  if (units.same()) return facts;
  facts["unit_shift"] = {units.shift.data(), units.shift.data() + units.shift.size()};
  facts["unit_scale"] = {units.scale.data(), units.scale.data() + units.scale.size()};
  return facts;
}

/// What the score is asked: states of the size that data of variance 1 have at these times.
struct Questions final {
  sde::Batch u;
  std::vector<double> t, y;
};

Questions questions(const ScoreModel& model, double low) {
  const sde::LinearSde& sde = model.sde();
  Questions q{sde::Batch(reference_rows, sde.k() * model.d()), {}, {}};
  const sde::KeyedNoise noise(ad::Key::root(0) / "reference", 0);
  noise.fill(0, 0, q.u);
  sde::Mat S = sde.initial;
  S(0, 0) = 1;
  for (ad::i64 i = 0; i < reference_rows; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(reference_rows - 1);
    q.t.push_back(std::min(sde.T, low * std::pow(sde.T / low, share)));
    q.y.push_back(static_cast<double>(i % (model.network->condition().classes + 1)));
    const sde::Mat C = sde.covariance(q.t.back(), S);
    for (int b = 0; b < sde.k(); ++b) q.u.row(i).segment(b * model.d(), model.d()) *= std::sqrt(C(b, b));
  }
  return q;
}

/// NetworkScore, row by row: it takes one time at once.
sde::Batch answers(const ScoreModel& model, const ad::Tensor& flat, const Questions& q) {
  losses::NetworkScore score = model.score(flat, 1, ad::cpu());
  sde::Batch all(q.u.rows(), q.u.cols()), row;
  for (ad::i64 i = 0; i < reference_rows; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (model.conditional()) score.given(sde::Batch::Constant(1, 1, q.y[at]));
    score(q.u.row(i), q.t[at], row);
    all.row(i) = row;
  }
  return all;
}

ad::Tensor tensor(const sde::Batch& values) {
  return ad::Tensor::of<double>({values.rows(), values.cols()},
                                std::span(values.data(), static_cast<std::size_t>(values.size())));
}

std::vector<exchange::Named> tensors_of(const nn::Parameters& parameters, const ad::Tensor& flat) {
  std::vector<exchange::Named> all;
  for (const nn::Parameter& row : parameters.rows())
    all.push_back(
        {row.name, ad::Tensor::of<float>(
                       row.shape, flat.data<float>().subspan(static_cast<std::size_t>(row.offset),
                                                             static_cast<std::size_t>(row.shape.size())))});
  return all;
}

std::vector<exchange::Named> reference_of(const ScoreModel& model, const Questions& q, const sde::Batch& s) {
  std::vector<exchange::Named> all{{"u", tensor(q.u)}, {"t", ad::Tensor::of<double>({reference_rows}, q.t)}};
  if (model.conditional())
    all.push_back(
        {"y", ad::Tensor::of<ad::i64>({reference_rows}, std::vector<ad::i64>(q.y.begin(), q.y.end()))});
  all.push_back({"result", tensor(s)});
  return all;
}

/// The recorded score at the rows to check by.
ad::Tensor recorded_answers(const ScoreModel& model, double low, const exchange::Portable& portable) {
  const Pieces coefficients = score_coefficients(model.objective.regression(), low);
  ad::Tape tape;
  const Var result = recorded_score(model, coefficients, tape, reference_rows);
  ad::Program program = ad::compile({result});
  for (int id = 0; id < tape.size(); ++id)
    for (const auto* values : {&portable.tensors, &portable.reference})
      for (const exchange::Named& v : *values)
        if (tape.node(id).op == &ad::input_primitive && tape.node(id).attr.as<ad::InputAttr>().name == v.name)
          program.set({&tape, id}, v.value);
  program.run();
  return program.get(result);
}

// Row by row: rounding is relative to the largest number of a row.
void require_agreement(const ad::Tensor& found, const ad::Tensor& expected) {
  const ad::i64 columns = expected.shape()[1];
  double worst = 0;
  for (ad::i64 row = 0; row < reference_rows; ++row) {
    double largest = 0, difference = 0;
    for (ad::i64 i = row * columns; i < (row + 1) * columns; ++i) {
      largest = std::max(largest, std::abs(expected.at(i)));
      difference = std::max(difference, std::abs(found.at(i) - expected.at(i)));
    }
    worst = std::max(worst, difference / largest);
  }
  if (!(worst <= agreement))
    throw std::runtime_error(fmt::format(
        "the score as it is taken out differs from that of Pont by {:.3g} of the largest number of a row",
        worst));
}

}  // namespace

exchange::Recipe recipe_of(const ScoreModel& model, double low) {
  const Pieces coefficients = score_coefficients(model.objective.regression(), low),
               rates = rate_coefficients(model.sde(), low);
  std::vector<std::string> arguments{"u", "t"};
  if (model.conditional()) arguments.emplace_back("y");
  const auto rate_recording = [&](ad::Tape& tape, ad::i64 rows) {
    return std::vector{rates(tape.input({rows}, ad::Dtype::f64, "t"))};
  };
  return {{model.parameters.rows().begin(), model.parameters.rows().end()},
          {exchange::recorded("score", arguments, score_recording(model, coefficients)),
           exchange::recorded("rates", {"t"}, rate_recording)},
          facts_of(model, low)};
}

exchange::Portable portable_of(const ScoreModel& model, double low, const ad::Tensor& flat,
                               const std::string& config) {
  const Questions q = questions(model, low);
  exchange::Portable portable{recipe_of(model, low), config, tensors_of(model.parameters, flat),
                              reference_of(model, q, answers(model, flat, q))};
  require_agreement(recorded_answers(model, low, portable), portable.reference.back().value);
  return portable;
}

}  // namespace pont::kinds::score
