// Points of a data set in chunks, drawn by any worker.
#pragma once
#include "autodiff/program.hpp"
#include "autodiff/workers.hpp"
#include "experiments/data/data_set.hpp"

namespace pont::kinds::bridge {

/// Point number i of stream (key, slot) is always the same, whoever draws it with which others.
class EndSampler final {
 public:
  EndSampler(const data::DataSet& data, ad::Key key, ad::i64 rows, const ad::Workers& workers);
  /// Points first, ..., first + rows - 1 of the slot into out [rows, d].
  void draw(int worker, ad::i64 slot, ad::i64 first, std::span<float> out);

 private:
  ad::Var slot_, first_, points_;
  std::vector<ad::Program> programs_;  // one per worker
};

}  // namespace pont::kinds::bridge
