// Block sums written out: they fuse to one pass over the state.
#include "losses/rows.hpp"

namespace pont::losses {
namespace {

ad::Var block(ad::Var u, int k, int number) {
  const ad::i64 d = u.shape()[1] / k;
  return k == 1 ? u : ad::slice_axis(u, 1, number * d, (number + 1) * d);
}

ad::Var side_by_side(std::vector<ad::Var> parts) {
  return parts.size() == 1 ? parts[0] : ad::concat(std::move(parts), 1);
}

}  // namespace

ad::Var RowMatrix::operator()(int i, int j) const {
  const int at = offset + i * columns + j;
  return ad::slice_axis(table, 1, at, at + 1);
}

ad::Var mixed(const RowMatrix& M, ad::Var u) {
  std::vector<ad::Var> parts;
  for (int i = 0; i < M.rows; ++i) {
    ad::Var sum = M(i, 0) * block(u, M.columns, 0);
    for (int j = 1; j < M.columns; ++j) sum = sum + M(i, j) * block(u, M.columns, j);
    parts.push_back(sum);
  }
  return side_by_side(std::move(parts));
}

ad::Var blocks(ad::Var u, int k, std::span<const int> numbers) {
  std::vector<ad::Var> parts;
  for (int number : numbers) parts.push_back(block(u, k, number));
  return side_by_side(std::move(parts));
}

}  // namespace pont::losses
