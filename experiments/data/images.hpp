// Images from a file or a folder.
#pragma once
#include "experiments/data/table_set.hpp"

namespace pont::data {

/// The labels of images, in a file of their own as IDX has them.
struct LabelFile final {
  std::string path, sha256;
  void declare(config::Visitor& v);
};

/// Images that training never sees, in a file of their own.
struct TestFile final {
  std::string path, sha256;
  std::optional<LabelFile> labels;
  void declare(config::Visitor& v);
};

/// images: pictures of one size, or brought to one (data/resize.hpp), pixels scaled to [-1, 1] and stored row
/// by row with their channels last; how many these are the file says, unless grey or colours are asked for.
/// Bytes v are 2 (v + u) / 256 - 1 with u uniform on (0, 1), drawn anew each time (dequantise; Theis, van den
/// Oord & Bethge 2016, section 3.1), or 2 v / 255 - 1. The table stays in bytes.
class ImageOptions final : public TableOptions {
 public:
  void declare(config::Visitor& v) override;
  /// Throws DataError for points that are no images, and values outside of `range`.
  std::unique_ptr<DataSet> build() const override;

 private:
  PointTable parsed(std::span<const std::byte> file) const override;
  /// Images in the bytes of the file at `path`.
  PointTable images_of(const std::string& path, std::span<const std::byte> file,
                       const std::optional<LabelFile>& labels) const;

  std::vector<std::int64_t> rows_;
  std::optional<LabelFile> labels_;
  std::optional<TestFile> test_;
  Fit fit_;
  std::string axes_ = "height, width, channels";
  std::vector<double> range_{0, 255};
  bool dequantise_ = true, flip_ = false;
};

}  // namespace pont::data
