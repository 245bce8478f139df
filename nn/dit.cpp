// DiT: tokens, blocks with adaptive layer normalisation, presets.
#include "nn/dit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "autodiff/image_ops.hpp"
#include "autodiff/ops.hpp"
#include "nn/unet.hpp"

namespace pont::nn {

using ad::i64;
using ad::Var;

namespace {

constexpr i64 time_waves = 256;

void check(const std::string& path, const ImageShape& shape, const DiTDesign& d) {
  if (d.patch < 1 || d.width < 1 || d.blocks < 1 || d.heads < 1 || d.width % d.heads != 0 || d.width % 4 != 0)
    throw std::invalid_argument(fmt::format(
        "dit {}: patches of {}, a width of {}, {} blocks and {} heads given, expected at least one "
        "of each, and a width that 4 and the heads divide",
        path, d.patch, d.width, d.blocks, d.heads));
  if (const std::string refusal = size_refusal(shape, d); !refusal.empty())
    throw std::invalid_argument(fmt::format("dit {}: {}", path, refusal));
}

// Of one coordinate: [sin(w_j x), cos(w_j x)], w_j = 10000^(-j/m), j = 0 .. m-1.
void append_place(i64 x, i64 m, std::vector<double>& row) {
  for (const bool sine : {true, false})
    for (i64 j = 0; j < m; ++j) {
      const double angle =
          static_cast<double>(x) * std::pow(10000.0, -static_cast<double>(j) / static_cast<double>(m));
      row.push_back(sine ? std::sin(angle) : std::cos(angle));
    }
}

// Column first, then row, as in the source.
std::vector<double> places(i64 rows, i64 columns, i64 width) {
  std::vector<double> all;
  for (i64 r = 0; r < rows; ++r)
    for (i64 c = 0; c < columns; ++c)
      for (const i64 x : {c, r}) append_place(x, width / 4, all);
  return all;
}

// Layer normalisation without parameters.
Var normalised(Var x) {
  const i64 width = x.shape()[2];
  const auto all = [&](double value) { return ad::expand(x.tape->scalar(value, x.dtype()), {width}); };
  return ad::layer_norm(x, all(1), all(0), 1e-6);
}

// Hendrycks & Gimpel 2016: the approximation by tanh.
Var tanh_gelu(Var x) {
  return 0.5 * x * (1 + ad::tanh(std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
}

/// [B, parts d] cut into [B, 1, d].
class Parts final {
 public:
  Parts(Var told, i64 width) : told_(told), width_(width) {}
  Var operator[](i64 part) const {
    const Var cut = ad::slice_axis(told_, 1, part * width_, (part + 1) * width_);
    return ad::reshape(cut, {told_.shape()[0], 1, width_});
  }
  /// norm(x) (1 + scale) + shift.
  Var modulated(Var x, i64 shift, i64 scale) const {
    return normalised(x) * (1 + (*this)[scale]) + (*this)[shift];
  }

 private:
  Var told_;
  i64 width_;
};

LinearStart glorot() { return {xavier_uniform(), zeros()}; }
LinearStart small() { return {normal(0.02), zeros()}; }

}  // namespace

std::string size_refusal(const ImageShape& shape, const DiTDesign& design) {
  return size_refusal(shape, design.patch);
}

DiT::DiT(Parameters& parameters, const std::string& name, const ImageShape& shape, i64 inputs, i64 outputs,
         const DiTDesign& design, ConditionSize condition)
    : TimeNetwork(condition),
      name_(name),
      shape_(shape),
      inputs_(inputs),
      outputs_(outputs),
      design_(design) {
  const Parameters::Scope scope(parameters, name);
  check(parameters.scope(), shape, design);
  const i64 d = design.width, p = design.patch, pixel = shape.channels * p * p, rows = shape.height / p,
            columns = shape.width / p;
  const auto time =
      std::make_shared<SinusoidalEmbedding>(time_waves / 2, design.scale, Divisor::m, WaveOrder::cosines);
  embedding_.emplace_back(parameters, "embedding",
                          EmbeddingDesign{.time = time, .width = d, .start = small(), .table = normal(0.02)},
                          condition);
  places_ = parameters.add_untrained("places", {rows * columns, d}, places(rows, columns, d));
  ends_.emplace_back(parameters, "patches", inputs * pixel, d, glorot());
  for (i64 b = 1; b <= design.blocks; ++b) {
    Block block{fmt::format("block{}", b), {}};
    const Parameters::Scope inner(parameters, block.name);
    block.layers.emplace_back(parameters, "in", d, 3 * d, glorot());
    block.layers.emplace_back(parameters, "out", d, d, glorot());
    block.layers.emplace_back(parameters, "first", d, 4 * d, glorot());
    block.layers.emplace_back(parameters, "second", 4 * d, d, glorot());
    block.layers.emplace_back(parameters, "told", d, 6 * d, LinearStart::zero());
    blocks_.push_back(std::move(block));
  }
  ends_.emplace_back(parameters, "told", d, 2 * d, LinearStart::zero());
  ends_.emplace_back(parameters, "output", d, outputs * pixel, LinearStart::zero());
}

Var DiT::block(const Context& context, const Block& block, Var x, Var e) const {
  const ad::Tape::Scope scope(*x.tape, block.name);
  const i64 d = design_.width;
  const Parts told(block.layers[4](context, e), d);
  const Var in = block.layers[0](context, told.modulated(x, 0, 1));
  const auto part = [&](i64 i) { return ad::slice_axis(in, 2, i * d, (i + 1) * d); };
  x = x + told[2] * block.layers[1](context, ad::attention(part(0), part(1), part(2), design_.heads));
  const Var inside = tanh_gelu(block.layers[2](context, told.modulated(x, 3, 4)));
  return x + told[5] * block.layers[3](context, inside);
}

Var DiT::record(const Context& context, Var u, Var t, Var y) const {
  const ad::Tape::Scope scope(*u.tape, name_);
  const i64 p = design_.patch, rows = shape_.height / p, columns = shape_.width / p;
  const Var e = embedding_[0](context, t, y, encoded(u, y));
  const Var patches = ad::pixel_unshuffle(images_of(u, shape_, inputs_), p);
  const ad::Shape s = patches.shape();
  Var x = ends_[0](context, ad::reshape(patches, {s[0], rows * columns, s[3]})) + context[places_];
  for (const Block& b : blocks_) x = block(context, b, x, e);
  const Parts told(ends_[1](context, e), design_.width);
  const Var out = ends_[2](context, told.modulated(x, 0, 1));
  const Var grid = ad::reshape(out, {s[0], rows, columns, out.shape()[2]});
  return rows_of(ad::pixel_shuffle(grid, p), outputs_);
}

std::span<const DiTPreset> dit_presets() {
  static const DiTPreset rows[]{
      {"dit_tiny", "width 128, 6 blocks, patches of 4; for images near 28x28", {28, 28, 1}, {4, 128, 6, 4}},
      {"dit_s_2", "Peebles & Xie 2023, size S, patches of 2", {32, 32, 4}, {2, 384, 12, 6}},
      {"dit_b_2", "size B", {32, 32, 4}, {2, 768, 12, 12}},
      {"dit_l_2", "size L", {32, 32, 4}, {2, 1024, 24, 16}},
  };
  return rows;
}

const DiTPreset& dit_preset(std::string_view name) {
  const auto rows = dit_presets();
  const auto row = std::ranges::find(rows, name, &DiTPreset::name);
  if (row != rows.end()) return *row;
  std::string known;
  for (const DiTPreset& p : rows) known += fmt::format("{}{}", known.empty() ? "" : ", ", p.name);
  throw std::invalid_argument(fmt::format("dit '{}' given, expected one of {}", name, known));
}

}  // namespace pont::nn
