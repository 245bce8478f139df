// Images as a data set: bytes gathered, scaled, dequantised and flipped by keyed draws on the tape.
#include "experiments/data/images.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "experiments/config/error.hpp"
#include "experiments/data/table_facts.hpp"

namespace pont::data {
namespace {

constexpr const char* channels_last = "height, width, channels";
constexpr const char* channels_first = "channels, height, width";

class Images final : public DataSet {
 public:
  Images(TableRows rows, Pixels scale, bool flip) : rows_(std::move(rows)), scale_(scale), flip_(flip) {}

  ad::Shape shape() const override { return rows_.table().shape; }
  int classes() const override { return static_cast<int>(rows_.table().classes.size()); }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Draws draws{step, first, rows, key, dtype};
    const Drawn drawn = rows_.draw(draws);
    ad::Var v = cast(drawn.x, dtype);
    if (scale_.dequantised) v = v + draws.uniform("dequantise", dimension());
    const ad::Var x = v * (2 / scale_.width()) - (1 + 2 * scale_.low / scale_.width());
    return {flip_ ? flipped(x, draws) : x, drawn.y};
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }
  std::unique_ptr<DataSet> training_rows() const override {
    std::optional<TableRows> training = rows_.training();
    return training ? std::make_unique<Images>(std::move(*training), scale_, flip_) : nullptr;
  }
  std::optional<Pixels> pixels() const override {
    if (rows_.table().values->dtype() != ad::Dtype::u8) return std::nullopt;
    return scale_;
  }
  std::optional<ListedRows> listed() const override { return rows_.listed(); }

 private:
  /// Left and right exchanged in every second picture, as a coin for each says.
  ad::Var flipped(ad::Var x, const Draws& draws) const {
    const ad::i64 H = shape()[0], W = shape()[1], C = shape()[2];
    std::vector<ad::i64> backwards(static_cast<std::size_t>(W));
    std::iota(backwards.rbegin(), backwards.rend(), 0);
    const ad::Var by_column = permute(reshape(x, {draws.rows, H, W, C}), {2, 0, 1, 3}),
                  turned = gather(by_column, x.tape->constant(ad::Tensor::of({W}, backwards)));
    const ad::Var coin = ad::less(draws.uniform("flip", 1), 0.5);
    return where(expand(coin, x.shape()), reshape(permute(turned, {1, 2, 0, 3}), x.shape()), x);
  }

  TableRows rows_;
  Pixels scale_;
  bool flip_;
};

/// [n, C, H, W] as [n, H, W, C].
PointTable with_channels_last(const PointTable& table) {
  const ad::i64 C = table.shape[0], H = table.shape[1], W = table.shape[2];
  ad::Tensor values({table.rows(), H, W, C}, table.values->dtype());
  ad::with_type(values.dtype(), [&](auto t) {
    const auto from = table.values->data<decltype(t)>();
    const auto to = values.data<decltype(t)>();
    const auto plane = static_cast<std::size_t>(H * W), channels = static_cast<std::size_t>(C),
               d = plane * channels;
    for (std::size_t i = 0; i < from.size(); ++i)
      to[i] = from[i / d * d + i % channels * plane + i % d / channels];
  });
  PointTable out = table_of(std::move(values));
  out.labels = table.labels;
  out.classes = table.classes;
  return out;
}

/// Rows first, ..., first + count - 1 of a file, counted from 0.
PointTable part_of(const PointTable& table, const std::vector<std::int64_t>& rows, const std::string& path) {
  const ad::i64 first = rows[0], count = rows[1];
  if (first + count > table.rows())
    throw config::DataError(
        fmt::format("{}: holds {} images; rows: [{}, {}] asks for images {} to {}, expected images below {}",
                    path, table.rows(), first, count, first, first + count - 1, table.rows()));
  const std::size_t row = table.values->bytes().size() / static_cast<std::size_t>(table.rows());
  ad::Tensor values({count, table.dimension()}, table.values->dtype());
  std::ranges::copy(table.values->bytes().subspan(static_cast<std::size_t>(first) * row,
                                                  static_cast<std::size_t>(count) * row),
                    values.bytes().begin());
  PointTable part = table;
  part.values = std::make_shared<const ad::Tensor>(std::move(values));
  if (!table.labels.empty())
    part.labels.assign(table.labels.begin() + first, table.labels.begin() + first + count);
  return part;
}

void check_range(const PointTable& table, double low, double high, const std::string& path) {
  for (ad::i64 i = 0; i < table.rows(); ++i)
    for (ad::i64 j = 0; j < table.dimension(); ++j)
      if (const double v = table(i, j); !(v >= low && v <= high))
        throw config::DataError(
            fmt::format("{}: image {}, value {} (both from 0): is {}, outside of range: [{}, {}]; expected "
                        "the range of the pixels, for example range: [0, 1]",
                        path, i, j, v, low, high));
}

void read_labels(PointTable& images, const LabelFile& file) {
  const PointTable labels = parse_points(file.path, read_known_file(file.path, file.sha256), {});
  if (labels.rows() != images.rows() || labels.dimension() != 1)
    throw config::DataError(
        fmt::format("{}: has {} rows of {} numbers; expected a label for each of {} images", file.path,
                    grouped(static_cast<std::size_t>(labels.rows())), labels.dimension(),
                    grouped(static_cast<std::size_t>(images.rows()))));
  std::vector<std::string> text;
  for (ad::i64 i = 0; i < labels.rows(); ++i) text.push_back(fmt::format("{}", labels(i, 0)));
  images.labels.clear();
  images.classes.clear();
  set_labels(images, text);
}

/// "images of [28, 28, 1] in uint8 with classes".
std::string kind_of(const PointTable& images) {
  return fmt::format("images of {} in {} {} classes", ad::str(images.shape),
                     ad::name_of(images.values->dtype()), images.classes.empty() ? "without" : "with");
}

}  // namespace

void LabelFile::declare(config::Visitor& v) {
  v.key("path", path, "of a file with a label for each image, as train-labels-idx1-ubyte",
        {.required = true});
  v.key("sha256", sha256, "of that file; a run records it. Empty: any");
}

void TestFile::declare(config::Visitor& v) {
  v.key("path", path, "of a file or folder of images, as t10k-images-idx3-ubyte", {.required = true});
  v.key("sha256", sha256, "of that file; a run records it. Empty: any");
  v.optional("labels", labels, "their classes, where they lie in another file");
}

void ImageOptions::declare(config::Visitor& v) {
  declare_file(
      v,
      "of images: a folder or .zip of .png and .jpg files, whose subfolders are classes; an IDX file "
      "(train-images-idx3-ubyte.gz), CIFAR batches (.bin), or an array [n, H, W] or [n, H, W, C] in .npy, "
      ".npz or .h5");
  v.key("rows", rows_,
        "only these images of the file: the number of the first, counted from 0, and how many; empty: all",
        {.range = config::at_least(0)});
  v.check(rows_.empty() || (rows_.size() == 2 && rows_[1] > 0), {"rows"},
          "is not the first image and how many", "for example rows: [0, 1000]");
  v.optional("labels", labels_, "the classes of the images, where they lie in another file");
  v.optional("test", test_,
             "images that training never sees, in a file of their own: all measures are of these");
  v.key("size", fit_.size, "height and width that the images are to have; 0: their own, which is one",
        {.unit = "pixels", .range = config::between(0, 1024)});
  v.key("resize", fit_.resize,
        "how they come to it: none (each has it), area (the square in the middle of each, averaged), or crop "
        "(a square of this size cut out of the middle)",
        {.one_of = resize_methods()});
  v.check(fit_.resize == "none" || fit_.size > 0, {"resize", "size"}, "no size to come to",
          "for example size: 32");
  v.key("channels", fit_.channels,
        "auto: those of the file, which are the same for all; grey or colour: these, of pictures in grey and "
        "in colours",
        {.one_of = channel_methods()});
  v.key("axes", axes_, "the axes of an image in the file of an array",
        {.one_of = {channels_last, channels_first}});
  v.key("range", range_, "the stored values of black and white, which become -1 and 1",
        {.length = config::between(2, 2)});
  v.key("dequantise", dequantise_,
        "add a uniform number to each byte whenever it is drawn, so that densities exist; values that are no "
        "whole numbers are taken as they are");
  v.key("flip", flip_, "exchange left and right in every second image drawn");
  declare_hold_out(v);
  v.check(range_.size() != 2 || range_[0] < range_[1], {"range"}, "the first value is not below the second",
          "for example [0, 255]");
}

PointTable ImageOptions::images_of(const std::string& path, std::span<const std::byte> file,
                                   const std::optional<LabelFile>& labels) const {
  PointTable table = parse_points(path, file, {.fit = fit_});
  if (table.shape.rank() == 2) table.shape = table.shape.inserting(2, 1);
  if (table.shape.rank() != 3)
    throw config::DataError(
        fmt::format("{}: its points have the shape {}; expected images: [height, width] or "
                    "[height, width, channels]; for points: data.type=file",
                    path, ad::str(table.shape)));
  if (axes_ == channels_first) table = with_channels_last(table);
  table = fitted(table, fit_, path);
  if (labels) read_labels(table, *labels);
  check_range(table, range_[0], range_[1], path);
  return table;
}

PointTable ImageOptions::parsed(std::span<const std::byte> file) const {
  PointTable table = images_of(path(), file, labels_);
  if (!rows_.empty()) table = part_of(table, rows_, path());
  if (!test_) return table;
  const PointTable tests = images_of(test_->path, read_known_file(test_->path, test_->sha256), test_->labels);
  if (!alike(table, tests))
    throw config::DataError(fmt::format("{}: holds {}, and {} holds {}; expected the same", test_->path,
                                        kind_of(tests), path(), kind_of(table)));
  return with_tests(table, tests);
}

std::unique_ptr<DataSet> ImageOptions::build() const {
  const auto all = table();
  const bool bytes = all->values->dtype() == ad::Dtype::u8 && dequantise_;
  return std::make_unique<Images>(rows_of(all), Pixels{range_[0], range_[1], bytes}, flip_);
}

}  // namespace pont::data
