// A run on images from outside: the pictures it leaves, and the bytes in its run.h5.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <png.h>
#include <turbojpeg.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "autodiff/rng.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t count = 80, side = 8;

/// u8 [80, 8, 8, channels]: discs of random places and colours.
Bytes discs(std::size_t channels) {
  Bytes all;
  for (std::size_t i = 0; i < count; ++i) {
    const ad::Key key = ad::Key::root(8) / "disc" / i;
    const double v = 1 + 6 * key.uniform(0), u = 1 + 6 * key.uniform(1);
    for (std::size_t p = 0; p < side * side; ++p)
      for (std::size_t c = 0; c < channels; ++c) {
        const double far = std::hypot(static_cast<double>(p / side) - v, static_cast<double>(p % side) - u);
        all.push_back(far < 2.5 ? static_cast<std::uint8_t>(80 + 175 * key.uniform(2 + c)) : 0);
      }
  }
  return all;
}

const char* const config = R"(type: score
seed: 4
data: {{type: images, path: {}, hold_out: 0.3, dequantise: false}}
sde: {{type: vp, clock: {{type: affine}}}}
objective: {{type: dsm, parametrisation: {{type: preconditioned, data_variance: 0.3}}, t_min: 1.0e-4}}
network: {{type: unet, channels: [8, 16], attention: [4]}}
train: {{steps: 30, batch: 16, shard: 4, log_every: 1, ema: 0.9, preview: 10}}
sample: {{count: 130, chunk: 13, samplers: [{{name: flow, sampler: {{type: heun, steps: 4, eps: 1.0e-4}}}}]}}
evaluate: {{loss_rows: 16, likelihood_rows: 0, cloud: 65, repetitions: 2}}
)";

struct Pixelled final {
  std::size_t rows, columns, channels;
  Bytes pixels;
};

Pixelled read(const std::string& file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  EXPECT_TRUE(png_image_begin_read_from_file(&image, file.c_str())) << file;
  const bool colour = image.format & PNG_FORMAT_FLAG_COLOR;
  image.format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  Pixelled p{image.height, image.width, colour ? 3u : 1u, Bytes(PNG_IMAGE_SIZE(image))};
  EXPECT_TRUE(png_image_finish_read(&image, nullptr, p.pixels.data(), 0, nullptr)) << file;
  return p;
}

/// The 64 images of a contact sheet: 8 x 8 tiles of 8 x 8 pixels, each drawn as 8 x 8, 2 pixels apart.
std::vector<std::string> images_of(const Pixelled& sheet) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < 64; ++i) {
    std::string image;
    for (std::size_t p = 0; p < side * side; ++p)
      for (std::size_t c = 0; c < sheet.channels; ++c) {
        const std::size_t row = i / 8 * 66 + p / side * 8 + 4, column = i % 8 * 66 + p % side * 8 + 4;
        image += static_cast<char>(sheet.pixels[(row * sheet.columns + column) * sheet.channels + c]);
      }
    all.push_back(image);
  }
  return all;
}

/// The images of a set, as bytes.
std::set<std::string> images_of(const DataSet& set) {
  const ListedRows listed = *set.listed();
  const auto d = static_cast<std::size_t>(set.dimension());
  const auto table = listed.table->values->data<std::uint8_t>();
  std::set<std::string> all;
  for (const ad::i64 row : listed.rows) {
    const auto image = table.subspan(static_cast<std::size_t>(row) * d, d);
    all.emplace(image.begin(), image.end());
  }
  return all;
}

std::set<std::string> rows_of(const Bytes& table, std::size_t d) {
  std::set<std::string> all;
  for (std::size_t i = 0; i < table.size(); i += d) all.emplace(table.begin() + i, table.begin() + i + d);
  return all;
}

struct ImageRun final {
  explicit ImageRun(std::size_t channels) : images(discs(channels)) {
    const std::string data =
        write_npy(dir / "images.npy", {count, side, side, static_cast<int>(channels)}, images);
    outcome = pont({"run", dir.write("c.yaml", fmt::format(fmt::runtime(config), data)), "--out", dir / "r"});
  }
  Scratch dir;
  Bytes images;
  Outcome outcome;
  std::string figure(const std::string& name) const { return dir / ("r/figures/" + name); }
  std::unique_ptr<DataSet> data() const {
    return data_of("{type: images, path: " + (dir / "images.npy") + ", hold_out: 0.3}");
  }
  H5Reader results() const { return {load_checked(dir / "r/run.h5"), "run.h5"}; }
};

// Without noise on the bytes the sheet shows images of the file, to the pixel, in their own channels.
TEST(ImageRuns, ShowTheImagesThatTheNetworkSees) {
  for (const std::size_t channels : {1, 3}) {
    const ImageRun run(channels);
    ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
    const Pixelled sheet = read(run.figure("contact_sheet.png"));
    ASSERT_EQ(sheet.channels, channels);
    ASSERT_EQ(sheet.rows, 8 * 66 - 2u);
    const std::set<std::string> seen = images_of(*run.data()->training_rows());
    const std::vector<std::string> shown = images_of(sheet);
    for (const std::string& image : shown) EXPECT_TRUE(seen.contains(image));
    EXPECT_GT(std::set<std::string>(shown.begin(), shown.end()).size(), 20u);
    EXPECT_LT(run.outcome.err.find("contact sheet: "), run.outcome.err.find("preview after 10 steps"));
    for (const char* name : {"preview", "samples", "nearest_flow", "film_flow", "denoised_flow"})
      EXPECT_EQ(read(run.figure(name + std::string(".png"))).channels, channels) << name;
  }
}

TEST(ImageRuns, KeepTheirSamplesAsBytes) {
  const ImageRun run(3);
  ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
  const H5Reader file = run.results();
  for (const char* group : {"samples/flow", "data"}) {
    const std::string path = group + std::string("/images");
    EXPECT_EQ(file.type(path), "uint8");
    EXPECT_EQ(file.shape(path), (H5Shape{130, 8, 8, 3}));
    EXPECT_FALSE(file.exists(group + std::string("/points")));
  }
  EXPECT_EQ(file.read<std::int64_t>("data/shape"), (std::vector<std::int64_t>{8, 8, 3}));
  EXPECT_EQ(file.read<double>("data/range"), (std::vector<double>{0, 255}));
  const std::set<std::string> held = images_of(*run.data());
  for (const std::string& image : rows_of(file.read<std::uint8_t>("data/images"), 192))
    EXPECT_TRUE(held.contains(image));
  const Bytes nearest = file.read<std::uint8_t>("nearest/flow/images");
  const auto rows = file.read<std::int64_t>("nearest/flow/rows");
  ASSERT_EQ(rows.size(), 16u);
  for (std::size_t i = 0; i < nearest.size(); ++i)
    ASSERT_EQ(nearest[i], run.images[static_cast<std::size_t>(rows[i / 192]) * 192 + i % 192]);
  EXPECT_TRUE(file.exists("evaluation/samples/flow/w2/ours"));
  const auto times = file.read<double>("film/flow/times");
  EXPECT_EQ(file.shape("film/flow/states"), (H5Shape{times.size(), 8, 8, 8, 3}));
  EXPECT_EQ(times.front(), 1) << "noise is the first frame";
  EXPECT_EQ(times.back(), 1e-4);
}

TEST(ImageRuns, SampleFurtherInBytes) {
  const ImageRun run(1);
  ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
  const Bytes kept = run.results().read<std::uint8_t>("samples/flow/images");
  std::string rows;
  for (std::size_t i = 64; i < 192; ++i) rows += fmt::format("{}{}", kept[i], i % 64 == 63 ? "\n" : ",");
  EXPECT_EQ(pont({"sample", run.dir / "r", "--first", "1", "-n", "2"}).out, rows);
}

// The upper left tile of the samples is the first sample; plot draws the same pictures from run.h5 alone.
TEST(ImageRuns, DrawTheirPicturesAgain) {
  const ImageRun run(1);
  ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
  const Pixelled samples = read(run.figure("samples.png"));
  const H5Reader file = run.results();
  const Bytes data = file.read<std::uint8_t>("data/images"),
              drawn = file.read<std::uint8_t>("samples/flow/images");
  const std::size_t right = 8 * 66 - 2 + 16;
  for (std::size_t p = 0; p < 64; ++p) {
    const std::size_t at = p / side * 8 * samples.columns + p % side * 8;
    ASSERT_EQ(samples.pixels[at], data[p]);
    ASSERT_EQ(samples.pixels[at + right], drawn[p]);
  }
  const std::string report = contents(run.dir / "r/report.md");
  for (const char* name : {"samples", "nearest_flow", "film_flow", "denoised_flow"}) {
    const std::string path = run.figure(name + std::string(".png")), before = contents(path);
    EXPECT_NE(report.find(fmt::format("(figures/{}.png)", name)), std::string::npos) << name;
    fs::remove(path);
    ASSERT_EQ(pont({"plot", run.dir / "r"}).code, 0);
    EXPECT_EQ(contents(path), before) << name;
  }
}

/// A photograph of random height, width and light: a JPEG file in colours, or in grey.
void write_photograph(const std::string& file, std::size_t number) {
  const ad::Key key = ad::Key::root(9) / "photograph" / number;
  const int height = 20 + static_cast<int>(70 * key.uniform(0)),
            width = 20 + static_cast<int>(70 * key.uniform(1));
  const bool grey = key.uniform(2) < 0.3;
  Bytes pixels;
  for (int p = 0; p < height * width * (grey ? 1 : 3); ++p)
    pixels.push_back(static_cast<std::uint8_t>(128 + 100 * std::sin(key.uniform(3) * p / 7 + number)));
  const tjhandle handle = tjInitCompress();
  unsigned char* out = nullptr;
  unsigned long size = 0;
  ASSERT_EQ(tjCompress2(handle, pixels.data(), width, 0, height, grey ? TJPF_GRAY : TJPF_RGB, &out, &size,
                        grey ? TJSAMP_GRAY : TJSAMP_444, 90, TJFLAG_ACCURATEDCT),
            0);
  fs::create_directories(fs::path(file).parent_path());
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(out), static_cast<long>(size));
  tjFree(out);
  tjDestroy(handle);
}

/// 300 of them in the folders "cats" and "dogs".
std::string photographs(const Scratch& dir) {
  for (std::size_t i = 0; i < 300; ++i)
    write_photograph(dir / fmt::format("photos/{}/{:03}.jpg", i % 3 ? "cats" : "dogs", i), i);
  return dir / "photos";
}

TEST(ImageRuns, TakeAFolderOfPhotographsOfAnySizes) {
  const Scratch dir;
  const std::string folder = photographs(dir),
                    file = dir.write("c.yaml", fmt::format(fmt::runtime(config), folder));
  const auto run = [&](const std::string& name, const std::string& keys) {
    return pont({"run", file, "--out", dir / name, "condition={drop: 0.2}",
                 fmt::format("data={{type: images, path: {}, hold_out: 0.1{}}}", folder, keys)});
  };
  const Outcome mixed = run("mixed", ", size: 8, resize: area"),
                odd = run("odd", ", size: 9, resize: area, channels: colour");
  EXPECT_EQ(mixed.code, 3) << mixed.err;
  EXPECT_NE(
      mixed.err.find("; expected pictures of one size, or data.type=images with size: 8 and resize: area "
                     "(or crop), and channels: grey (or colour)"),
      std::string::npos)
      << mixed.err;
  EXPECT_EQ(odd.code, 2) << odd.err;
  EXPECT_NE(odd.err.find("8x8 and 10x10 would fit"), std::string::npos) << odd.err;
  EXPECT_FALSE(fs::exists(dir / "odd"));
  const Outcome o = run("r", ", size: 8, resize: area, channels: colour");
  ASSERT_EQ(o.code, 0) << o.err;
  EXPECT_NE(o.err.find("300 images of 8 x 8 pixels with 3 channels"), std::string::npos) << o.err;
  EXPECT_NE(o.err.find("2 classes of 100 to 200"), std::string::npos) << o.err;
  EXPECT_EQ(read(dir / "r/figures/contact_sheet.png").channels, 3u);
  EXPECT_EQ(H5Reader(load_checked(dir / "r/run.h5"), "r").shape("samples/flow/images"),
            (H5Shape{130, 8, 8, 3}));
}

}  // namespace
}  // namespace pont::experiments
