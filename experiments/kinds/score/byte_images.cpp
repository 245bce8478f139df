// Images of bytes: rows of the table that are held out, dequantised, and the offset of their bits.
#include "experiments/kinds/score/byte_images.hpp"

#include <algorithm>

#include "experiments/metrics/likelihood_units.hpp"

namespace pont::kinds::score {

double level_of(const ScoreModel& model) { return 2 / model.data->pixels()->width(); }

bool has_bytes(const ScoreModel& model) { return model.data->pixels().has_value(); }

namespace {

std::string no_bytes(const ScoreModel& model) {
  if (!has_bytes(model)) return "the points are no images of bytes";
  if (model.conditional() && model.drop == 0)
    return "every point of training was told its class (condition.drop: 0)";
  return {};
}

}  // namespace

std::string no_bits(const ScoreModel& model) {
  if (has_bytes(model) && !model.data->pixels()->dequantised)
    return "bytes without noise have no density, and what a flow says of them is no number of bits "
           "(dequantise)";
  return no_bytes(model);
}

std::string no_sum(const ScoreModel& model) {
  if (model.sde().k() > 1) return "a discrete diffusion has data alone, and the SDE has more blocks";
  return no_bytes(model);
}

Bytes measured_images(const data::DataSet& set, ad::i64 most) {
  const data::ListedRows listed = *set.listed();
  const auto table = listed.table->values->data<std::uint8_t>();
  const ad::i64 rows = listed.rows.empty() ? listed.table->rows() : static_cast<ad::i64>(listed.rows.size()),
                n = std::min(most, rows), d = set.dimension();
  Bytes images;
  for (ad::i64 i = 0; i < n; ++i) {
    const ad::i64 at = i * rows / n,
                  row = listed.rows.empty() ? at : listed.rows[static_cast<std::size_t>(at)];
    const auto image = table.subspan(static_cast<std::size_t>(row * d), static_cast<std::size_t>(d));
    images.insert(images.end(), image.begin(), image.end());
  }
  return images;
}

metrics::Points dequantised(const ScoreModel& model, const Bytes& images, ad::Key key) {
  return model.data->pixels()->points(images, model.d(), key / "dequantise");
}

metrics::Points middles(const ScoreModel& model, const Bytes& images) {
  const data::Pixels pixels = *model.data->pixels();
  metrics::Points x(static_cast<Eigen::Index>(images.size()) / model.d(), model.d());
  for (std::size_t i = 0; i < images.size(); ++i)
    x.data()[i] = level_of(model) * (images[i] + (pixels.dequantised ? 0.5 : 0) - pixels.low) - 1;
  return x;
}

Eigen::VectorXd in_bits(const ScoreModel& model, const Eigen::VectorXd& nats, bool density) {
  const double scale = density ? level_of(model) : 1;
  return nats.unaryExpr([&](double v) { return metrics::bits_per_dimension(v, model.d(), scale); });
}

void record_bits(run::RunRecord& record, const std::string& path, const Eigen::VectorXd& bits,
                 double evaluations) {
  run::record(record, path, run::judge(bits));
  record.array(path + "/images", {bits.data(), static_cast<std::size_t>(bits.size())},
               {static_cast<std::uint64_t>(bits.size())});
  record.scalar(path + "/evaluations", evaluations);
}

bool refused(run::RunRecord& record, const std::string& path, const std::string& reason, ad::i64 images) {
  if (!reason.empty()) run::record(record, path, run::not_given(reason, images));
  return !reason.empty();
}

}  // namespace pont::kinds::score
