// Frames of films: brightness of states and of denoised states.
#include "experiments/kinds/score/film.hpp"

#include <algorithm>
#include <cmath>

#include "experiments/figures/tiles.hpp"
#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/kinds/score/point_film.hpp"

namespace pont::kinds::score {
namespace {

constexpr std::size_t frames = 12;

void append(std::vector<std::uint8_t>& to, const metrics::Points& x) {
  const std::vector<std::uint8_t> bytes = data::Pixels{}.bytes(x);
  to.insert(to.end(), bytes.begin(), bytes.end());
}

}  // namespace

Film::Film(const ScoreModel& model, std::vector<double> times, ad::i64 samples)
    : model_(model), samples_(samples), due_(film_times(model, std::move(times), frames)) {}

void Film::watch(double t, const sde::Batch& u, sde::Score& score) {
  if (due_.empty() || t > due_.front()) return;
  while (!due_.empty() && due_.front() >= t) due_.erase(due_.begin());
  const sde::LinearSde& sde = model_.sde();
  const sde::Kernel kernel = sde.transition(0, t);
  const double a = kernel.Phi(0, 0), variance = kernel.Q(0, 0);
  const metrics::Points x = u.topLeftCorner(samples_, model_.d());
  times_.push_back(t);
  append(states_, x / std::sqrt(a * a + variance));
  if (sde.k() > 1) return;
  sde::Batch s = sde::Batch::Zero(u.rows(), u.cols());
  score(u, t, s);
  append(denoised_, (x + variance * s.topRows(samples_)) / a);
}

void Film::record(run::RunRecord& run, const std::string& group) const {
  run.array(group + "/times", times_, {times_.size()});
  store::H5Shape shape{times_.size(), static_cast<std::size_t>(samples_)};
  for (const ad::i64 length : model_.data->shape().lengths())
    shape.push_back(static_cast<std::size_t>(length));
  run.file().write<std::uint8_t>(group + "/states", states_, shape);
  if (!denoised_.empty()) run.file().write<std::uint8_t>(group + "/denoised", denoised_, shape);
}

figures::Picture film_strip(const store::H5Reader& run, const std::string& group, const std::string& member) {
  const store::H5Shape shape = run.shape(group + "/" + member);
  const std::size_t times = shape.at(0), samples = shape.at(1);
  const figures::ImageForm form{shape.at(2), shape.at(3), shape.at(4), 0, 255};
  const std::vector<std::uint8_t> bytes = run.read<std::uint8_t>(group + "/" + member);
  const std::vector<figures::Picture> all =
      figures::tiles(std::vector<double>(bytes.begin(), bytes.end()), form);
  std::vector<figures::Picture> rows;
  for (std::size_t i = 0; i < samples; ++i)
    for (std::size_t t = 0; t < times; ++t)
      rows.push_back(figures::enlarged(all[t * samples + i], figures::comfortable_factor(form)));
  return figures::mosaic(rows, times, 2);
}

}  // namespace pont::kinds::score
