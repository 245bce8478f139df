// Optimal transport between large clouds: rows of the cost matrix are computed when read.
#include "sde/transport/cloud_transport.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace pont::sde {
namespace {

using Eigen::Index;

constexpr Index kSmallPairs = 250'000, kCoarser = 4;  // of the first problem; points of one to the next
constexpr std::size_t kShortlist = 16;                // arcs that a point adds at a time

// The squared distances of points of `from` to all of `to`, row by row.
class Costs final {
 public:
  Costs(const Batch& from, const Batch& to) : from_(from), to_(to.transpose()), row_(to.rows()) {}
  Index rows() const { return from_.rows(); }
  // c_ij for all j; valid until the next call.
  const Eigen::ArrayXd& row(Index i) {
    row_.setZero();
    for (Index k = 0; k < from_.cols(); ++k) row_ += (from_(i, k) - to_.row(k).transpose().array()).square();
    return row_;
  }
  // min_j c_ij - potential_j for every i.
  Eigen::ArrayXd transform(const Eigen::ArrayXd& potential) {
    Eigen::ArrayXd least(rows());
    for (Index i = 0; i < rows(); ++i) least[i] = (row(i) - potential).minCoeff();
    return least;
  }

 private:
  const Batch& from_;
  Batch to_;
  Eigen::ArrayXd row_;
};

double squared_distance(const Batch& x, Index i, const Batch& y, Index j) {
  double s = 0;
  for (Index k = 0; k < x.cols(); ++k) s += (x(i, k) - y(j, k)) * (x(i, k) - y(j, k));
  return s;
}

// The squared diagonal of the box around both clouds.
double largest_cost(const Batch& x, const Batch& y) {
  const Eigen::RowVectorXd low = x.colwise().minCoeff().cwiseMin(y.colwise().minCoeff()),
                           high = x.colwise().maxCoeff().cwiseMax(y.colwise().maxCoeff());
  return (high - low).squaredNorm();
}

// The kShortlist smallest values among all that were offered, with the points they belong to.
template <class Value>
class Shortlist final {
 public:
  struct Entry {
    Value value;
    Index other;
    bool operator<(const Entry& b) const { return value < b.value; }
  };
  void clear() { heap_.clear(); }
  void offer(Value value, Index other) {
    if (heap_.size() == kShortlist) {
      if (!(value < heap_.front().value)) return;
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.pop_back();
    }
    heap_.push_back({value, other});
    std::push_heap(heap_.begin(), heap_.end());
  }
  const std::vector<Entry>& entries() const { return heap_; }

 private:
  std::vector<Entry> heap_;  // the largest in front
};

// Two clouds and the arcs between them so far.
class Clouds final {
 public:
  Clouds(const Masses& masses, const Batch& x, const Batch& y, int exponent)
      : masses_(masses), x_(x), y_(y), exponent_(exponent) {}

  // Every plan that fills rows and columns in turn is feasible: without these arcs there might be none.
  void add_staircase() {
    std::int64_t left_x = masses_.x[0], left_y = masses_.y[0];
    for (Index i = 0, j = 0; i < x_.rows() && j < y_.rows();) {
      add(i, j);
      const std::int64_t both = std::min(left_x, left_y);
      left_x -= both, left_y -= both;
      const bool next_x = left_x == 0 && (left_y > 0 || i + 1 < x_.rows());
      if (next_x && ++i < x_.rows()) left_x = masses_.x[std::size_t(i)];
      if (!next_x && ++j < y_.rows()) left_y = masses_.y[std::size_t(j)];
    }
  }
  void add_all() {
    for (Index i = 0; i < x_.rows(); ++i)
      for (Index j = 0; j < y_.rows(); ++j) add(i, j);
  }
  // The arcs of every point that are cheapest for a guess of the potentials.
  void add_cheapest(const Eigen::ArrayXd& of_x, const Eigen::ArrayXd& of_y) {
    add_cheapest(x_, y_, of_y, [&](Index i, Index j) { add(i, j); });
    add_cheapest(y_, x_, of_x, [&](Index j, Index i) { add(i, j); });
  }
  TransportSolution solve() {
    std::sort(arcs_.begin(), arcs_.end(),
              [](const TransportArc& a, const TransportArc& b) { return key(a) < key(b); });
    arcs_.erase(std::unique(arcs_.begin(), arcs_.end(),
                            [](const TransportArc& a, const TransportArc& b) { return key(a) == key(b); }),
                arcs_.end());
    return solve_on_arcs(masses_, arcs_);
  }
  // Adds pairs with c_ij < x_i + y_j; false if there are none: the solution is optimal among all pairs.
  bool add_violated(const TransportSolution& s) {
    const double unit = std::ldexp(1.0, -exponent_), slack = 1e-12 * largest_cost(x_, y_);
    Costs costs(x_, y_);
    const std::size_t before = arcs_.size();
    Shortlist<std::int64_t> found;
    for (Index i = 0; i < x_.rows(); ++i) {
      const std::int64_t of_i = s.x[std::size_t(i)];
      const Eigen::ArrayXd& row = costs.row(i);
      found.clear();
      for (Index j = 0; j < y_.rows(); ++j)
        if (const std::int64_t most = of_i + s.y[std::size_t(j)]; row[j] < unit * double(most) + slack)
          if (const std::int64_t r = cost(i, j) - most; r < 0)  // integers decide
            found.offer(r, j);
      for (const auto& entry : found.entries()) add(i, entry.other);
    }
    return arcs_.size() > before;
  }
  static Eigen::ArrayXd potentials(const std::vector<std::int64_t>& integers, double unit) {
    Eigen::ArrayXd values(Index(integers.size()));
    for (std::size_t i = 0; i < integers.size(); ++i) values[Index(i)] = unit * double(integers[i]);
    return values;
  }

 private:
  static std::pair<int, int> key(const TransportArc& a) { return {a.from, a.to}; }
  std::int64_t cost(Index i, Index j) const {
    return std::llround(std::ldexp(squared_distance(x_, i, y_, j), exponent_));
  }
  void add(Index i, Index j) { arcs_.push_back({int(i), int(j), cost(i, j)}); }

  template <class Add>
  static void add_cheapest(const Batch& from, const Batch& to, const Eigen::ArrayXd& of_to, Add add) {
    Costs costs(from, to);
    Shortlist<double> found;
    for (Index i = 0; i < from.rows(); ++i) {
      const Eigen::ArrayXd reduced = costs.row(i) - of_to;
      found.clear();
      for (Index j = 0; j < to.rows(); ++j) found.offer(reduced[j], j);
      for (const auto& entry : found.entries()) add(i, entry.other);
    }
  }

  const Masses& masses_;
  const Batch &x_, &y_;
  int exponent_;
  std::vector<TransportArc> arcs_;
};

Index coarser(Index n) { return std::max<Index>(1, n / kCoarser); }

TransportSolution solved(const Masses& masses, const Batch& x, const Batch& y, int exponent) {
  Clouds clouds(masses, x, y, exponent);
  if (x.rows() * y.rows() <= kSmallPairs) {
    clouds.add_all();
    return clouds.solve();
  }
  const Batch few_x = x.topRows(coarser(x.rows())), few_y = y.topRows(coarser(y.rows()));
  const TransportSolution few = solved(uniform_masses(few_x.rows(), few_y.rows()), few_x, few_y, exponent);
  const double unit = std::ldexp(1.0, -exponent);
  const Eigen::ArrayXd of_y = Costs(y, few_x).transform(Clouds::potentials(few.x, unit)),
                       of_x = Costs(x, few_y).transform(of_y.head(few_y.rows()));
  clouds.add_staircase();
  clouds.add_cheapest(of_x, of_y);
  TransportSolution solution = clouds.solve();
  while (clouds.add_violated(solution)) solution = clouds.solve();
  return solution;
}

}  // namespace

void check_cloud_size(std::int64_t n, std::int64_t m) {
  if (n <= kMaxCloudPairs / m) return;
  throw std::invalid_argument(fmt::format(
      "optimal transport: {} x {} points make {} pairs; at most {} are supported: use fewer points (and "
      "state the sampling floor) or the sliced distance",
      n, m, double(n) * double(m), kMaxCloudPairs));
}

std::vector<Shipment> solve_clouds(const Masses& masses, const Batch& x, const Batch& y) {
  check_cloud_size(x.rows(), y.rows());
  return solved(masses, x, y, cost_exponent(largest_cost(x, y), x.rows() + y.rows())).plan;
}

}  // namespace pont::sde
