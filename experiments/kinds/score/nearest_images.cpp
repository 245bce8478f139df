// The training image nearest to a sample: exhaustive search in whole numbers.
#include "experiments/kinds/score/nearest_images.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pont::kinds::score {
namespace {

constexpr Eigen::Index shown = 16;

using Image = std::span<const std::uint8_t>;

std::int64_t squared_distance(Image a, Image b) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int difference = int{a[i]} - int{b[i]};
    sum += difference * difference;
  }
  return sum;
}

struct Nearest {
  std::int64_t row = 0, squared = std::numeric_limits<std::int64_t>::max();
};

Nearest nearest(Image image, Image table, const std::vector<ad::i64>& rows) {
  const std::size_t d = image.size(), n = rows.empty() ? table.size() / d : rows.size();
  Nearest found;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t row = rows.empty() ? i : static_cast<std::size_t>(rows[i]);
    const std::int64_t squared = squared_distance(image, table.subspan(row * d, d));
    if (squared < found.squared) found = {static_cast<std::int64_t>(row), squared};
  }
  return found;
}

}  // namespace

std::optional<NearestImages> nearest_images(const data::DataSet& set, Image images) {
  const std::optional<data::Pixels> pixels = set.pixels();
  const std::unique_ptr<data::DataSet> training = set.training_rows();
  const std::optional<data::ListedRows> listed = training ? training->listed() : set.listed();
  if (!pixels || !listed) return std::nullopt;
  const Image table = listed->table->values->data<std::uint8_t>();
  const auto d = static_cast<std::size_t>(set.dimension());
  NearestImages found;
  for (std::size_t at = 0; at < images.size(); at += d) {
    const Nearest one = nearest(images.subspan(at, d), table, listed->rows);
    const Image image = table.subspan(static_cast<std::size_t>(one.row) * d, d);
    found.rows.push_back(one.row);
    found.distances.push_back(2 * std::sqrt(static_cast<double>(one.squared)) / pixels->width());
    found.images.insert(found.images.end(), image.begin(), image.end());
  }
  return found;
}

void record_nearest(run::RunRecord& record, const std::string& group, const data::DataSet& set,
                    const metrics::Points& samples) {
  const std::optional<data::Pixels> pixels = set.pixels();
  if (!pixels) return;
  const auto found = nearest_images(set, pixels->bytes(samples.topRows(std::min(shown, samples.rows()))));
  if (!found) return;
  const std::size_t n = found->rows.size();
  store::H5Shape shape{n};
  for (const ad::i64 length : set.shape().lengths()) shape.push_back(static_cast<std::size_t>(length));
  record.file().write<std::int64_t>(group + "/rows", found->rows, {n});
  record.array(group + "/distances", found->distances, {n});
  record.file().write<std::uint8_t>(group + "/images", found->images, shape);
}

}  // namespace pont::kinds::score
