// Area averages and cuts of pictures, grey from colours and colours from grey.
#include "experiments/data/resize.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "experiments/data/refuse.hpp"

namespace pont::data {
namespace {

using ad::i64;
using Resize = ad::Tensor (*)(const ad::Tensor&, i64 size, const std::string& name);
using Recolour = ad::Tensor (*)(const ad::Tensor&, const std::string& name);

struct Extents {
  i64 height, width, channels;
};

Extents extents_of(const ad::Tensor& p) { return {p.shape()[0], p.shape()[1], p.shape()[2]}; }

std::uint8_t rounded(double value) { return static_cast<std::uint8_t>(std::floor(value + 0.5)); }

ad::Tensor unchanged(const ad::Tensor& p, i64 size, const std::string& name) {
  const auto [H, W, C] = extents_of(p);
  if (H != size || W != size)
    refuse(name,
           fmt::format("is {} x {} pixels, and size is {}; expected that size, or resize: area (or crop)", H,
                       W, size));
  return p;
}

ad::Tensor cropped(const ad::Tensor& p, i64 size, const std::string& name) {
  const auto [H, W, C] = extents_of(p);
  if (H < size || W < size)
    refuse(name,
           fmt::format("is {} x {} pixels, too small to cut {} x {} out of it; expected a larger one, or "
                       "resize: area",
                       H, W, size, size));
  ad::Tensor out({size, size, C}, ad::Dtype::u8);
  const i64 top = (H - size) / 2, left = (W - size) / 2;
  for (i64 y = 0; y < size; ++y)
    std::copy_n(p.data<std::uint8_t>().begin() + ((top + y) * W + left) * C, size * C,
                out.data<std::uint8_t>().begin() + y * size * C);
  return out;
}

/// New pixel i is the mean over [start + i length / size, start + (i + 1) length / size) of the old ones:
/// visits the old pixels there with their shares, which add up to 1.
template <class Visit>
void shares(double start, double length, i64 size, i64 i, Visit visit) {
  const double step = length / static_cast<double>(size), from = start + static_cast<double>(i) * step,
               to = start + static_cast<double>(i + 1) * step;
  for (auto k = static_cast<i64>(from); static_cast<double>(k) < to; ++k) {
    const double part = std::min(to, static_cast<double>(k + 1)) - std::max(from, static_cast<double>(k));
    if (part > 0) visit(k, part / step);
  }
}

/// Means over columns, then over rows.
ad::Tensor averaged(const ad::Tensor& p, i64 size, const std::string&) {
  const auto [H, W, C] = extents_of(p);
  const auto side = static_cast<double>(std::min(H, W));
  const double top = (static_cast<double>(H) - side) / 2, left = (static_cast<double>(W) - side) / 2;
  const auto old = p.data<std::uint8_t>();
  std::vector<double> narrow(static_cast<std::size_t>(H * size * C), 0),
      sums(static_cast<std::size_t>(size * C));
  for (i64 x = 0; x < size; ++x)
    shares(left, side, size, x, [&, W = W, C = C](i64 k, double share) {
      k = std::min(k, W - 1);
      for (i64 y = 0; y < H; ++y)
        for (i64 c = 0; c < C; ++c)
          narrow[static_cast<std::size_t>((y * size + x) * C + c)] +=
              share * old[static_cast<std::size_t>((y * W + k) * C + c)];
    });
  ad::Tensor out({size, size, C}, ad::Dtype::u8);
  const i64 row = size * C;
  for (i64 y = 0; y < size; ++y) {
    std::ranges::fill(sums, 0);
    shares(top, side, size, y, [&, H = H](i64 k, double share) {
      k = std::min(k, H - 1);
      for (i64 j = 0; j < row; ++j)
        sums[static_cast<std::size_t>(j)] += share * narrow[static_cast<std::size_t>(k * row + j)];
    });
    std::ranges::transform(sums, out.data<std::uint8_t>().begin() + y * row, rounded);
  }
  return out;
}

void require_colours(const ad::Tensor& p, const std::string& name) {
  const i64 C = p.shape()[2];
  if (C != 1 && C != 3)
    refuse(name, fmt::format("has {} channels; expected 1 of grey or 3 of colours, or channels: auto", C));
}

ad::Tensor grey(const ad::Tensor& p, const std::string& name) {
  require_colours(p, name);
  const auto [H, W, C] = extents_of(p);
  if (C == 1) return p;
  ad::Tensor out({H, W, 1}, ad::Dtype::u8);
  const auto from = p.data<std::uint8_t>();
  const auto to = out.data<std::uint8_t>();
  for (std::size_t i = 0; i < to.size(); ++i)  // in thousandths, so that equal colours stay what they are
    to[i] = static_cast<std::uint8_t>(
        (299 * from[3 * i] + 587 * from[3 * i + 1] + 114 * from[3 * i + 2] + 500) / 1000);
  return out;
}

ad::Tensor colour(const ad::Tensor& p, const std::string& name) {
  require_colours(p, name);
  const auto [H, W, C] = extents_of(p);
  if (C == 3) return p;
  ad::Tensor out({H, W, 3}, ad::Dtype::u8);
  const auto to = out.data<std::uint8_t>();
  for (std::size_t i = 0; i < to.size(); ++i) to[i] = p.data<std::uint8_t>()[i / 3];
  return out;
}

const std::vector<std::pair<std::string, Resize>>& resizes() {
  static const std::vector<std::pair<std::string, Resize>> rows{
      {"none", unchanged}, {"area", averaged}, {"crop", cropped}};
  return rows;
}

const std::vector<std::pair<std::string, Recolour>>& recolours() {
  static const std::vector<std::pair<std::string, Recolour>> rows{
      {"auto", [](const ad::Tensor& p, const std::string&) { return p; }},
      {"grey", grey},
      {"colour", colour}};
  return rows;
}

template <class Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.first);
  return names;
}

template <class Rows>
auto row_of(const Rows& rows, const std::string& name) {
  return std::ranges::find(rows, name, [](const auto& row) { return row.first; })->second;
}

bool changes(const Fit& fit) { return fit.size > 0 || fit.channels != recolours().front().first; }

}  // namespace

std::vector<std::string> resize_methods() { return names_of(resizes()); }
std::vector<std::string> channel_methods() { return names_of(recolours()); }

ad::Tensor fitted(const ad::Tensor& picture, const Fit& fit, const std::string& name) {
  const ad::Tensor coloured = row_of(recolours(), fit.channels)(picture, name);
  return fit.size > 0 ? row_of(resizes(), fit.resize)(coloured, fit.size, name) : coloured;
}

PointTable fitted(const PointTable& images, const Fit& fit, const std::string& file) {
  if (!changes(fit)) return images;
  if (images.values->dtype() != ad::Dtype::u8)
    refuse(file, "its images are no bytes from 0 to 255; expected those, or neither size nor channels");
  ad::Tensor all, one(images.shape, ad::Dtype::u8);
  const auto d = static_cast<std::size_t>(images.dimension());
  for (ad::i64 i = 0; i < images.rows(); ++i) {
    std::copy_n(images.values->bytes().begin() + i * images.dimension(), d, one.bytes().begin());
    const ad::Tensor made = fitted(one, fit, fmt::format("{}: image {} (from 0)", file, i));
    if (i == 0) all = ad::Tensor(made.shape().inserting(0, images.rows()), ad::Dtype::u8);
    std::ranges::copy(made.bytes(),
                      all.bytes().subspan(static_cast<std::size_t>(i) * made.bytes().size()).begin());
  }
  PointTable out = table_of(std::move(all));
  out.labels = images.labels;
  out.classes = images.classes;
  return out;
}

}  // namespace pont::data
