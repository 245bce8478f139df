// The two directions in which a chain X_0, ..., X_N is run.
#pragma once
#include <string>

namespace pont::losses {

/// Edge j joins X_j and X_{j+1}, j = 0..N-1. A step along it starts from X_{j+from} and ends at X_{j+to}.
struct Direction final {
  int from, to;

  bool operator==(const Direction&) const = default;
  Direction reversed() const { return {to, from}; }
  /// The number of the first and last state of a chain with N edges.
  int first_node(int N) const { return from * N; }
  int last_node(int N) const { return to * N; }
  /// The edge of step i = 0..N-1.
  int edge(int i, int N) const { return from * (N - 1) + (to - from) * i; }
  std::string name() const { return to > from ? "forward" : "backward"; }
};

inline constexpr Direction forward{0, 1}, backward{1, 0};

}  // namespace pont::losses
