// Frames of points, put together from chunks.
#include "experiments/kinds/score/point_film.hpp"

#include <algorithm>

namespace pont::kinds::score {

std::vector<double> film_times(const ScoreModel& model, std::vector<double> times, std::size_t count) {
  times.insert(times.begin(), model.sde().T);
  const std::size_t last = times.size() - 1, steps = std::min(count, times.size()) - 1;
  std::vector<double> some;
  for (std::size_t i = 0; i <= steps; ++i) some.push_back(times[steps == 0 ? last : i * last / steps]);
  return some;
}

PointFilm::PointFilm(const ScoreModel& model, std::vector<double> times, ad::i64 samples)
    : model_(model), wanted_(static_cast<std::size_t>(samples)) {
  constexpr std::size_t frames = 25;
  all_times_ = film_times(model, std::move(times), frames);
}

void PointFilm::watch(double t, const sde::Batch& u) {
  if (due_ == all_times_.size() || t > all_times_[due_]) return;
  while (due_ < all_times_.size() && all_times_[due_] >= t) ++due_;
  const Eigen::Index rows = std::min(u.rows(), static_cast<Eigen::Index>(wanted_));
  const metrics::Points x = model_.data->units().original(u.topLeftCorner(rows, model_.d()));
  times_of_chunk_.push_back(t);
  frames_of_chunk_.emplace_back(x.leftCols(std::min<Eigen::Index>(2, x.cols())));
}

bool PointFilm::wants_more() {
  if (times_.empty()) {
    times_ = times_of_chunk_;
    frames_.assign(times_.size(), metrics::Points(0, frames_of_chunk_.front().cols()));
  }
  if (times_of_chunk_ != times_) return false;
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    metrics::Points both(frames_[i].rows() + frames_of_chunk_[i].rows(), frames_[i].cols());
    both << frames_[i], frames_of_chunk_[i];
    frames_[i] = std::move(both);
  }
  wanted_ -= static_cast<std::size_t>(frames_of_chunk_.front().rows());
  due_ = 0;
  times_of_chunk_.clear();
  frames_of_chunk_.clear();
  return wanted_ > 0;
}

void PointFilm::record(run::RunRecord& run, const std::string& group) const {
  std::vector<float> states;
  for (const metrics::Points& x : frames_)
    for (Eigen::Index i = 0; i < x.size(); ++i) states.push_back(static_cast<float>(x.data()[i]));
  run.array(group + "/times", times_, {times_.size()});
  run.file().write<float>(group + "/states", states,
                          {times_.size(), static_cast<std::size_t>(frames_.front().rows()),
                           static_cast<std::size_t>(frames_.front().cols())});
}

}  // namespace pont::kinds::score
