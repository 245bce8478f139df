// Curves over half-bridges: rows of [half-bridges, ...] arrays, picked and averaged.
#include "experiments/kinds/bridge/iterates.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "experiments/run/reading.hpp"

namespace pont::kinds::bridge {
namespace {

// Means over the last axis of an array [m, n] or [m, n, d].
struct Means {
  std::size_t columns;  // n of [m, n, d], else 1
  std::vector<double> values;
  double operator()(std::size_t i, std::size_t j = 0) const { return values[i * columns + j]; }
};

Means means_over_last(const store::H5Reader& run, const std::string& path) {
  const store::H5Shape shape = run.shape(path);
  const std::vector<double> all = run.read<double>(path);
  Means means{shape.size() == 3 ? shape[1] : 1, {}};
  for (auto from = all.begin(); from != all.end(); from += static_cast<std::ptrdiff_t>(shape.back()))
    means.values.push_back(std::accumulate(from, from + static_cast<std::ptrdiff_t>(shape.back()), 0.0) /
                           static_cast<double>(shape.back()));
  return means;
}

std::vector<double> directions(const store::H5Reader& run) {
  return run.read<double>("half_bridges/forward");
}

// A moment of the free end of each half-bridge, of couplings stored by end.
std::vector<double> free_ends(const store::H5Reader& run, const std::string& group,
                              const std::string& moment) {
  const std::vector<double> forward = directions(run);
  const Means start = means_over_last(run, group + "/" + moment + "_start"),
              end = means_over_last(run, group + "/" + moment + "_end");
  std::vector<double> values;
  for (std::size_t h = 0; h < forward.size(); ++h) values.push_back((forward[h] == 1 ? end : start)(h));
  return values;
}

std::vector<double> learned_free_ends(const store::H5Reader& run, const std::string& moment) {
  const std::vector<double> forward = directions(run);
  const Means all = means_over_last(run, "half_bridges/" + moment);
  std::vector<double> values;
  for (std::size_t h = 0; h < forward.size(); ++h)
    values.push_back(all(h, forward[h] == 1 ? all.columns - 1 : 0));
  return values;
}

// Mean diagonals of GROUP/cross [H, d, d].
std::vector<double> crosses(const store::H5Reader& run, const std::string& group) {
  std::vector<double> values;
  for (std::size_t h = 0; h < run.shape(group + "/cross").at(0); ++h)
    values.push_back(run::read_points(run, group + "/cross", h).diagonal().mean());
  return values;
}

std::vector<double> numbers_to(std::size_t n) {
  std::vector<double> numbers(n);
  std::iota(numbers.begin(), numbers.end(), 1.0);
  return numbers;
}

Series picked(const store::H5Reader& run, const Side& side, const std::vector<double>& values) {
  const std::vector<double> forward = directions(run);
  Series s;
  for (std::size_t h = 0; h < forward.size(); ++h)
    if ((forward[h] == 1) == (side.direction == losses::forward)) s.value.push_back(values[h]);
  s.iteration = numbers_to(s.value.size());
  return s;
}

// The same moment of the limit, at the free end of each half-bridge.
std::vector<double> limits(const store::H5Reader& run, const std::string& moment) {
  const double start = means_over_last(run, "bridge/ends/" + moment + "_start")(0),
               end = means_over_last(run, "bridge/ends/" + moment + "_end")(0);
  std::vector<double> values;
  for (const double forward : directions(run)) values.push_back(forward == 1 ? end : start);
  return values;
}

Moment end_moment(const store::H5Reader& run, const std::string& title, const std::string& name) {
  return {title,
          numbers_to(directions(run).size()),
          learned_free_ends(run, name),
          free_ends(run, "ipf", name),
          run.exists("ideal") ? free_ends(run, "ideal", name) : std::vector<double>{},
          limits(run, name)};
}

}  // namespace

const std::array<Side, 2>& sides() {
  static const std::array<Side, 2> both{{{losses::backward, "backward: samples of the data", "data"},
                                         {losses::forward, "forward: samples of the prior", "prior"}}};
  return both;
}

Series series(const store::H5Reader& run, const std::string& path, const Side& side) {
  return picked(run, side, run.read<double>(path));
}

Series mean_divergence(const store::H5Reader& run, const std::string& name, const Side& side) {
  return picked(run, side, means_over_last(run, "half_bridges/" + name).values);
}

std::vector<Moment> free_end_moments(const store::H5Reader& run) {
  return {end_moment(run, "mean of the free end", "mean"),
          end_moment(run, "variance of the free end", "variance"),
          {"covariance of both ends", numbers_to(directions(run).size()), crosses(run, "half_bridges"),
           crosses(run, "ipf"), run.exists("ideal") ? crosses(run, "ideal") : std::vector<double>{},
           std::vector<double>(directions(run).size(), crosses(run, "bridge/ends").at(0))}};
}

}  // namespace pont::kinds::bridge
