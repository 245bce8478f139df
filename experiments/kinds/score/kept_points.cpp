// Points and images of run.h5: written, read back, and their form.
#include "experiments/kinds/score/kept_points.hpp"

#include <algorithm>

#include "experiments/run/reading.hpp"

namespace pont::kinds::score {
namespace {

std::size_t size_of(ad::i64 n) { return static_cast<std::size_t>(n); }

const std::string images = "/images", points = "/points";

}  // namespace

void keep_points(run::RunRecord& record, const std::string& group, const data::DataSet& set,
                 const metrics::Points& x) {
  const std::optional<data::Pixels> pixels = set.pixels();
  if (!pixels) return record.points(kept_path(group, set), as_kept(set, x));
  const ad::Shape s = set.shape();
  record.file().write<std::uint8_t>(kept_path(group, set), pixels->bytes(x),
                                    {size_of(x.rows()), size_of(s[0]), size_of(s[1]), size_of(s[2])});
}

metrics::Points as_kept(const data::DataSet& set, const metrics::Points& x) {
  const std::optional<data::Pixels> pixels = set.pixels();
  if (!pixels) return set.units().original(x);
  metrics::Points kept(x.rows(), x.cols());
  std::ranges::copy(pixels->bytes(x), kept.data());
  return kept;
}

std::string kept_path(const std::string& group, const data::DataSet& set) {
  return group + (set.pixels() ? images : points);
}

metrics::Points kept_points(const store::H5Reader& run, const std::string& group, const data::DataSet& set,
                            ad::Key key) {
  const std::optional<data::Pixels> pixels = set.pixels();
  if (!pixels) return set.units().standardised(run::read_points(run, kept_path(group, set)));
  return pixels->points(run.read<std::uint8_t>(kept_path(group, set)), set.dimension(), key);
}

void keep_form(run::RunRecord& record, const data::DataSet& set) {
  const std::optional<figures::ImageForm> form = drawn_form(set);
  if (!form) return;
  const std::optional<data::Pixels> pixels = set.pixels();
  const double range[] = {pixels ? pixels->low : form->black, pixels ? pixels->high : form->white};
  const ad::Shape shape = set.shape();
  record.file().write<std::int64_t>("data/shape", shape.lengths(), {3});
  record.array("data/range", range, {2});
}

std::optional<figures::ImageForm> kept_form(const store::H5Reader& run) {
  if (!run.exists("data/range")) return std::nullopt;
  const auto range = run.read<double>("data/range");
  const auto shape = run.read<std::int64_t>("data/shape");
  return figures::ImageForm{size_of(shape.at(0)), size_of(shape.at(1)), size_of(shape.at(2)), range.at(0),
                            range.at(1)};
}

std::vector<double> kept_values(const store::H5Reader& run, const std::string& group, std::size_t most) {
  const auto first = [most](const auto& all) {
    return std::vector<double>(all.begin(), all.begin() + std::ptrdiff_t(std::min(most, all.size())));
  };
  if (!run.exists(group + images)) return first(run.read<double>(group + points));
  return first(run.read<std::uint8_t>(group + images));
}

std::size_t kept_dimension(const store::H5Reader& run) {
  const std::optional<figures::ImageForm> form = kept_form(run);
  return form ? form->size() : run.shape("data/points").at(1);
}

std::optional<figures::ImageForm> drawn_form(const data::DataSet& set) {
  const ad::Shape s = set.shape();
  if (s.rank() != 3) return std::nullopt;
  return figures::ImageForm{size_of(s[0]), size_of(s[1]), size_of(s[2])};
}

}  // namespace pont::kinds::score
