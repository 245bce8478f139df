// Images: every format gives the same pixels and classes; what is drawn is scaled, dequantised and flipped.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <png.h>
#include <turbojpeg.h>

#include <cmath>
#include <numeric>
#include <set>

#include "experiments/data/archive.hpp"
#include "experiments/data/image_files.hpp"
#include "experiments/data/pictures.hpp"
#include "experiments/data/table_facts.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

/// 3 rows of 5 pixels; no two alike.
Bytes counted(int channels, int from) {
  Bytes p(static_cast<std::size_t>(15 * channels));
  std::iota(p.begin(), p.end(), static_cast<std::uint8_t>(from));
  return p;
}

std::string png(const Bytes& pixels, std::uint32_t format, int height = 3, int width = 5) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = format;
  png_alloc_size_t size = 100'000 + pixels.size() / 100;
  std::string file(size, '\0');
  EXPECT_TRUE(png_image_write_to_memory(&image, file.data(), &size, 0, pixels.data(), 0, nullptr));
  file.resize(size);
  return file;
}

std::string jpeg(const Bytes& pixels, int height, int width, bool grey) {
  const tjhandle handle = tjInitCompress();
  unsigned char* out = nullptr;
  unsigned long size = 0;
  EXPECT_EQ(tjCompress2(handle, pixels.data(), width, 0, height, grey ? TJPF_GRAY : TJPF_RGB, &out, &size,
                        grey ? TJSAMP_GRAY : TJSAMP_444, 100, TJFLAG_ACCURATEDCT),
            0);
  const std::string file(reinterpret_cast<const char*>(out), size);
  tjFree(out);
  tjDestroy(handle);
  return file;
}

void write(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

template <class F>
std::string refusal(F&& f) {
  try {
    f();
  } catch (const DataError& e) {
    return e.what();
  }
  return "accepted";
}

ad::Tensor decoded(const std::string& file) { return decoded_picture(std::as_bytes(std::span(file)), "x"); }

TEST(Pictures, ArePixelForPixelThoseOfThePng) {
  for (const auto& [format, channels] : {std::pair{PNG_FORMAT_GRAY, 1}, {PNG_FORMAT_RGB, 3}}) {
    const Bytes pixels = counted(channels, 190);  // across the middle of the range: no gamma is applied
    EXPECT_EQ(decoded(png(pixels, format)), ad::Tensor::of<std::uint8_t>({3, 5, channels}, pixels));
  }
}

TEST(Pictures, OfAJpegAreThoseOfItsConstantBlocks) {
  const Bytes grey(16 * 8, 77);
  EXPECT_EQ(decoded(jpeg(grey, 16, 8, true)), ad::Tensor::of<std::uint8_t>({16, 8, 1}, grey));
  Bytes red;
  for (int i = 0; i < 64; ++i) red.insert(red.end(), {200, 30, 60});
  const ad::Tensor colours = decoded(jpeg(red, 8, 8, false));
  ASSERT_EQ(colours.shape(), (ad::Shape{8, 8, 3}));
  for (ad::i64 i = 0; i < 192; ++i) EXPECT_NEAR(colours.at(i), red[static_cast<std::size_t>(i)], 2) << i;
}

TEST(Pictures, RefuseWhatTheyWouldChange) {
  const std::string whole = png(counted(1, 0), PNG_FORMAT_GRAY), photo = jpeg(Bytes(64, 9), 8, 8, true);
  EXPECT_NE(refusal([&] { decoded(png(counted(4, 0), PNG_FORMAT_RGBA)); }).find("has transparent pixels"),
            std::string::npos);
  EXPECT_NE(
      refusal([&] { decoded(png(Bytes(30), PNG_FORMAT_LINEAR_Y)); }).find("16 bits per channel; expected 8"),
      std::string::npos);
  for (std::size_t size = 0; size < whole.size(); size += 3)
    EXPECT_NE(refusal([&] { decoded(whole.substr(0, size)); }), "accepted") << size;
  for (std::size_t size = 0; size < photo.size(); size += 7)
    EXPECT_NE(refusal([&] { decoded(photo.substr(0, size)); }), "accepted") << size;
  EXPECT_EQ(refusal([&] { decoded("GIF89a and more"); }), "x: starts like neither a PNG nor a JPEG file");
}

/// A folder with a class "b" of two pictures and a class "a" of one.
fs::path folder() {
  const fs::path root = test::scratch() / "pictures";
  write(root / "b/2.png", png(counted(3, 20), PNG_FORMAT_RGB));
  write(root / "b/1.png", png(counted(3, 10), PNG_FORMAT_RGB));
  write(root / "a/3.png", png(counted(3, 30), PNG_FORMAT_RGB));
  write(root / ".hidden/4.png", "no picture");
  write(root / "a/notes.txt", "no picture");
  return root;
}

TEST(Pictures, OfAFolderAreSortedAndItsFoldersAreClasses) {
  const fs::path root = folder();
  const PointTable t = parse_points(root.string(), read_point_file(root.string()), {});
  EXPECT_EQ(t.shape, (ad::Shape{3, 5, 3}));
  EXPECT_EQ(t.values->dtype(), ad::Dtype::u8);
  EXPECT_EQ(t.labels, (std::vector<ad::i64>{0, 1, 1}));
  EXPECT_EQ(t.classes, (std::vector<std::string>{"a", "b"}));
  for (const auto& [row, first] : {std::pair{0, 30}, {1, 10}, {2, 20}}) EXPECT_EQ(t(row, 0), first);
}

// The archive of a folder is a function of names and bytes, and is read as the folder is.
TEST(Pictures, OfAFolderArePackedToTheSameBytes) {
  const fs::path root = folder();
  const std::vector<std::byte> packed = read_point_file(root.string());
  fs::last_write_time(root / "a/3.png", fs::file_time_type::clock::now() - std::chrono::hours(50));
  EXPECT_EQ(read_point_file(root.string()), packed);
  const std::vector<std::byte> time(packed.begin() + 10, packed.begin() + 14);  // of the first member
  EXPECT_EQ(time, (std::vector<std::byte>{std::byte{0}, std::byte{0}, std::byte{0x21}, std::byte{0}}))
      << "the clock shows in the archive";
  EXPECT_EQ(unpacked(packed, "x").size(), 3u);
  write(root / "a/3.png", png(counted(3, 31), PNG_FORMAT_RGB));
  EXPECT_NE(read_point_file(root.string()), packed);
  EXPECT_EQ(copy_suffix(root.string()), ".zip");
  EXPECT_EQ(*parse_points("copy.zip", packed, {}).values, *picture_table(unpacked(packed, "x"), "x").values);
}

TEST(Pictures, OfOneSetHaveOneSizeAndAllOrNoClasses) {
  const fs::path root = folder();
  const auto read = [&] { parse_points(root.string(), read_point_file(root.string()), {}); };
  write(root / "5.png", png(counted(3, 0), PNG_FORMAT_RGB));
  EXPECT_EQ(refusal(read),
            root.string() + ": 1 of 4 pictures lie in no folder; expected all or none, a folder is a class");
  fs::remove(root / "5.png");
  write(root / "c/5.png", png(counted(1, 0), PNG_FORMAT_GRAY));
  EXPECT_NE(
      refusal(read).find(
          "a/3.png is 3 x 5 with 3 channels, c/5.png is 3 x 5 with 1 channel; expected pictures of one size"),
      std::string::npos)
      << refusal(read);
  fs::remove_all(root);
  write(root / "x.txt", "no picture");
  EXPECT_NE(refusal(read).find("no file below it ends with .png, .jpg, .jpeg"), std::string::npos);
}

TEST(Archives, ReadCompressedArraysByName) {
  const std::string file = PONT_CHECKOUT "/tests/experiments/data/compressed.npz";
  const PointTable images = parse_points(file + ":images", read_point_file(file + ":images"), {});
  EXPECT_EQ(images.shape, (ad::Shape{2, 3}));
  EXPECT_EQ(images(3, 5), 23);
  EXPECT_EQ(read_points(file + ":labels"), (Points(4, 1) << 7, 3, 7, 3).finished());
  EXPECT_EQ(refusal([&] { read_points(file); }),
            file + ": holds the arrays images, labels; expected the name of one after a colon: " + file +
                ":images");
}

TEST(Archives, RefuseDamage) {
  const std::string file = PONT_CHECKOUT "/tests/experiments/data/compressed.npz";
  const std::vector<std::byte> whole = read_point_file(file);
  for (std::size_t size = 0; size < whole.size(); size += 5)
    EXPECT_NE(refusal([&] { unpacked(std::span(whole).first(size), "x"); }), "accepted") << size;
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::vector<std::byte> bent = whole;
    bent[at] ^= std::byte{0x55};
    refused += refusal([&] { unpacked(bent, "x"); }) != "accepted";
  }
  EXPECT_GT(refused, whole.size() / 3) << "content has a checksum";
}

/// An IDX file of n images of 2 x 3 pixels that count, and its labels i mod 3.
std::string idx_images(std::uint32_t n) {
  std::string file{0, 0, 8, 3, 0, 0, 0, static_cast<char>(n), 0, 0, 0, 2, 0, 0, 0, 3};
  for (std::uint32_t i = 0; i < 6 * n; ++i) file += static_cast<char>(i);
  return file;
}
std::string idx_labels(std::uint32_t n) {
  std::string file{0, 0, 8, 1, 0, 0, 0, static_cast<char>(n)};
  for (std::uint32_t i = 0; i < n; ++i) file += static_cast<char>(i % 3);
  return file;
}

TEST(Images, HaveTheLabelsOfAnotherFile) {
  const TemporaryFile images("images-idx3-ubyte", idx_images(40)),
      labels("labels-idx1-ubyte", idx_labels(40)), few("few-idx1-ubyte", idx_labels(39));
  const std::string keys = "{type: images, path: " + images.path() + ", dequantise: false, labels: {path: ";
  const auto data = data_of(keys + labels.path() + "}}");
  EXPECT_EQ(data->shape(), (ad::Shape{2, 3, 1}));
  EXPECT_EQ(data->classes(), 3);
  const PointTable drawn = sample_table(*data, ad::Key::root(1), 300);
  for (ad::i64 i = 0; i < 300; ++i) {
    const double number = (drawn(i, 0) + 1) * 255 / 2 / 6;
    EXPECT_NEAR(number, std::round(number), 1e-9);
    EXPECT_EQ(drawn.labels[static_cast<std::size_t>(i)], std::lround(number) % 3);
  }
  EXPECT_NE(refusal([&] {
              data_of(keys + few.path() + "}}");
            }).find("has 39 rows of 1 numbers; expected a label for each of 40 images"),
            std::string::npos);
}

TEST(Images, OfCifarHaveTheirChannelsLastAndTheFineLabel) {
  std::string ten(1, '\4'), hundred{2, 9};
  for (int c = 0; c < 3; ++c)
    for (int p = 0; p < 1024; ++p)
      ten += static_cast<char>(p % 80 + 80 * c), hundred += static_cast<char>(p % 80 + 80 * c);
  const std::string two = ten + "\1" + ten.substr(1);
  const PointTable a = read_cifar(std::as_bytes(std::span(two)), "x"),
                   b = read_cifar(std::as_bytes(std::span(hundred)), "x");
  EXPECT_EQ(a.shape, (ad::Shape{32, 32, 3}));
  EXPECT_EQ(a.classes, (std::vector<std::string>{"1", "4"}));
  EXPECT_EQ(a.labels, (std::vector<ad::i64>{1, 0}));
  EXPECT_EQ(b.classes, (std::vector<std::string>{"9"}));
  for (int p = 0; p < 1024; ++p)
    for (int c = 0; c < 3; ++c) ASSERT_EQ(a(1, 3 * p + c), p % 80 + 80 * c);
}

TEST(Images, WithChannelsFirstAreTurned) {
  const fs::path root = test::scratch();
  std::string array = "\x93NUMPY\1" + std::string(1, '\0'),
              header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 2, 2), }\n";
  array += std::string{static_cast<char>(header.size()), '\0'} + header;
  for (int i = 0; i < 24; ++i) array += static_cast<char>(i);
  write(root / "x.npy", array);
  const std::string keys =
      "{type: images, path: " + (root / "x.npy").string() + ", dequantise: false, axes: ";
  const auto turned = data_of(keys + "'channels, height, width'}"),
             plain = data_of(keys + "'height, width, channels'}");
  EXPECT_EQ(turned->shape(), (ad::Shape{2, 2, 3}));
  EXPECT_EQ(plain->shape(), (ad::Shape{3, 2, 2}));
  const Points x = sample(*turned, ad::Key::root(1), 20);
  for (Eigen::Index i = 0; i < 20; ++i) {
    const double first = std::round((x(i, 0) + 1) * 255 / 2);
    EXPECT_TRUE(first == 0 || first == 12);
    for (int p = 0; p < 4; ++p)
      for (int c = 0; c < 3; ++c) EXPECT_NEAR((x(i, 3 * p + c) + 1) * 255 / 2, first + 4 * c + p, 1e-9);
  }
}

TEST(Images, WithChannelsFirstReadAsIfTheyWereLastAreWarnedOf) {
  const auto warnings = [](const ad::Shape& shape) {
    ad::Tensor values(shape, ad::Dtype::u8);
    for (std::size_t i = 0; i < values.bytes().size(); ++i)
      values.bytes()[i] = static_cast<std::byte>(i * i % 251);
    return table_facts(table_of(std::move(values))).warnings;
  };
  ASSERT_EQ(warnings({2, 3, 8, 8}).size(), 1u);
  EXPECT_EQ(warnings({2, 3, 8, 8})[0],
            "3 x 8 pixels with 8 channels look like 3 channels of 8 x 8 pixels; for these: axes: 'channels, "
            "height, width'");
  EXPECT_TRUE(warnings({2, 8, 8, 3}).empty());
  EXPECT_TRUE(warnings({2, 3, 8, 1}).empty());
}

// Bytes v become uniform on [2 v / 256 - 1, 2 (v + 1) / 256 - 1]: mean and variance of a uniform law.
TEST(Images, AreDequantisedAnewWheneverTheyAreDrawn) {
  const TemporaryFile images("one-idx3-ubyte", idx_images(1));
  const auto data = data_of("{type: images, path: " + images.path() + "}");
  constexpr int n = 20'000;
  const Points x = sample(*data, ad::Key::root(7), n);
  for (int j = 0; j < 6; ++j) {
    const Eigen::ArrayXd u = (x.col(j).array() + 1) * 128 - j;
    EXPECT_GT(u.minCoeff(), 0);
    EXPECT_LT(u.maxCoeff(), 1);
    EXPECT_NEAR(u.mean(), 0.5, 4.5 * std::sqrt(1.0 / 12 / n));
    EXPECT_NEAR((u - 0.5).square().mean(), 1.0 / 12, 4.5 * std::sqrt(1.0 / 180 / n));
  }
  const Eigen::ArrayXd a = x.col(0).array() - x.col(0).mean(), b = x.col(1).array() - x.col(1).mean();
  EXPECT_LT(std::abs((a * b).mean() / std::sqrt(a.square().mean() * b.square().mean())), 4.5 / std::sqrt(n));
}

// Bytes of a file come back from what is drawn, dequantised or not, and from what is outside as the nearest.
TEST(Images, DrawnAreTheirBytesAgain) {
  const TemporaryFile images("bytes-idx3-ubyte", idx_images(42));
  for (const char* dequantise : {"true", "false"})
    for (const char* range : {"[0, 255]", "[-5, 300]"}) {
      const auto data = data_of("{type: images, path: " + images.path() + ", dequantise: " + dequantise +
                                ", range: " + range + "}");
      const Points x = sample(*data, ad::Key::root(7), 500);
      const std::optional<Pixels> pixels = data->pixels();
      ASSERT_TRUE(pixels);
      const Bytes bytes = pixels->bytes(x);
      for (std::size_t i = 0; i < bytes.size(); ++i)
        ASSERT_EQ(bytes[i], bytes[i / 6 * 6] / 6 * 6 + i % 6) << dequantise << range;
      const Points again = pixels->points(bytes, 6, ad::Key::root(3));
      EXPECT_EQ(pixels->bytes(again), bytes);
      EXPECT_EQ(again.isApprox(x, 1e-12), std::string(dequantise) == "false");
    }
  const Pixels digits{0, 16, true};
  EXPECT_EQ(digits.bytes(Points{{-1.5, -1, -0.8825, 0.99, 7}}), (Bytes{0, 0, 0, 16, 16}));
  EXPECT_EQ((Pixels{0, 255, false}.bytes(Points{{-9, -1 + 0.9 / 255, -1 + 1.1 / 255, 9}})),
            (Bytes{0, 0, 1, 255}));
}

// What is drawn again from bytes has the law of the data: uniform within a bin.
TEST(Images, OfBytesAreDequantisedByTheKey) {
  const Pixels pixels{0, 255, true};
  constexpr std::size_t n = 20'000;
  const Points x = pixels.points(Bytes(n, 3), 1, ad::Key::root(5));
  const Eigen::ArrayXd u = (x.array() + 1) * 128 - 3;
  EXPECT_NEAR(u.mean(), 0.5, 4.5 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR((u - 0.5).square().mean(), 1.0 / 12, 4.5 * std::sqrt(1.0 / 180 / n));
  EXPECT_NE(x, pixels.points(Bytes(n, 3), 1, ad::Key::root(6)));
}

// Images and labels of the file of tests: never trained on, and all that is measured on.
TEST(Images, ToTestOnLieInAFileOfTheirOwn) {
  const TemporaryFile images("train-idx3-ubyte", idx_images(20)), labels("train-idx1-ubyte", idx_labels(20)),
      tests("test-idx3-ubyte", idx_images(5).replace(16, 6, "\xf0\xf1\xf2\xf3\xf4\xf5")),
      test_labels("test-idx1-ubyte", idx_labels(5));
  const std::string start = "{type: images, dequantise: false, path: " + images.path() +
                            ", labels: {path: " + labels.path() + "}, test: {path: " + tests.path();
  const auto data = data_of(start + ", labels: {path: " + test_labels.path() + "}}}");
  EXPECT_EQ(data->classes(), 3);
  const auto first_bytes = [](const DataSet& set) {
    std::set<int> all;
    const PointTable drawn = sample_table(set, ad::Key::root(1), 400);
    for (ad::i64 i = 0; i < 400; ++i) {
      const int byte = static_cast<int>(std::lround((drawn(i, 0) + 1) * 127.5));
      EXPECT_EQ(drawn.labels[static_cast<std::size_t>(i)], byte == 0xf0 ? 0 : byte / 6 % 3);
      all.insert(byte);
    }
    return all;
  };
  ASSERT_TRUE(data->training_rows()) << "nothing is held out";
  EXPECT_EQ(first_bytes(*data), (std::set<int>{0xf0, 6, 12, 18, 24}));
  std::set<int> trained;
  for (int i = 0; i < 20; ++i) trained.insert(6 * i);
  EXPECT_EQ(first_bytes(*data->training_rows()), trained);
  EXPECT_EQ(refusal([&] { data_of(start + "}}"); }),
            tests.path() + ": holds images of [2, 3, 1] in u8 without classes, and " + images.path() +
                " holds images of [2, 3, 1] in u8 with classes; expected the same");
}

// Image i of the file opens with the byte 6 i and is of class i mod 3.
TEST(Images, OfAPartOfTheFileAreThoseAndTheirClasses) {
  const TemporaryFile images("train-idx3-ubyte", idx_images(20)), labels("train-idx1-ubyte", idx_labels(20));
  const std::string start = "{type: images, dequantise: false, path: " + images.path() +
                            ", labels: {path: " + labels.path() + "}, rows: ";
  const PointTable drawn = sample_table(*data_of(start + "[7, 3]}"), ad::Key::root(1), 200);
  std::set<int> seen;
  for (ad::i64 i = 0; i < 200; ++i) {
    const int byte = static_cast<int>(std::lround((drawn(i, 0) + 1) * 127.5));
    EXPECT_EQ(drawn.labels[static_cast<std::size_t>(i)], byte / 6 % 3);
    seen.insert(byte);
  }
  EXPECT_EQ(seen, (std::set<int>{42, 48, 54}));
  EXPECT_NO_THROW(data_of(start + "[17, 3]}"));
  EXPECT_EQ(refusal([&] { data_of(start + "[18, 3]}"); }),
            images.path() +
                ": holds 20 images; rows: [18, 3] asks for images 18 to 20, expected images "
                "below 20");
  EXPECT_THROW(data_of(start + "[18]}"), ConfigError);
  EXPECT_THROW(data_of(start + "[1, 0]}"), ConfigError);
}

// Two pictures of 16384 x 8192 pixels of one byte each would fit, 17 with three would not: told from the
// first.
TEST(Pictures, ThatDoNotFitIntoMemoryAreRefusedWithTheNumber) {
  const std::string large = png(Bytes(3 * 8192 * 8192), PNG_FORMAT_RGB, 8192, 8192);
  std::vector<Member> members;
  const auto bytes = std::as_bytes(std::span(large));
  for (int i = 0; i < 22; ++i) members.push_back({fmt::format("{}.png", i), {bytes.begin(), bytes.end()}});
  EXPECT_EQ(
      refusal([&] { picture_table(members, "photos"); }),
      "photos: 22 pictures like the first, 8192 x 8192 with 3 channels, take 4.43 GB; expected at most 4.29 "
      "GB: size: 64 and resize: area make them smaller");
  const std::string tall = png(Bytes(20000), PNG_FORMAT_GRAY, 20000, 1);
  EXPECT_EQ(
      refusal([&] { decoded(tall); }),
      "x: is a picture of 20000 x 1 pixels; expected sides of at most 16384, and at most 134217728 pixels");
}

TEST(Images, OfRealNumbersHaveNoBytes) {
  const TemporaryFile reals("reals.csv", "0.5,1\n2,3\n");
  EXPECT_FALSE(data_of("{type: file, path: " + reals.path() + "}")->pixels());
  const TemporaryFile images("listed-idx3-ubyte", idx_images(40));
  const auto data = data_of("{type: images, path: " + images.path() + ", hold_out: 0.3}");
  const auto held = data->listed(), seen = data->training_rows()->listed();
  EXPECT_EQ(held->rows.size() + seen->rows.size(), 40u);
  for (const ad::i64 row : held->rows) EXPECT_EQ(std::ranges::count(seen->rows, row), 0) << row;
}

TEST(Images, AreFlippedHalfOfTheTime) {
  const TemporaryFile images("flip-idx3-ubyte", idx_images(1));
  const auto data = data_of("{type: images, path: " + images.path() + ", dequantise: false, flip: true}");
  constexpr int n = 4000;
  const Points v = ((sample(*data, ad::Key::root(7), n).array() + 1) * 127.5).round();
  const Eigen::RowVectorXd plain = (Eigen::RowVectorXd(6) << 0, 1, 2, 3, 4, 5).finished(),
                           flipped = (Eigen::RowVectorXd(6) << 2, 1, 0, 5, 4, 3).finished();
  int turned = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    ASSERT_TRUE(v.row(i) == plain || v.row(i) == flipped) << v.row(i);
    turned += v.row(i) == flipped;
  }
  EXPECT_NEAR(turned, n / 2, 4.5 * std::sqrt(n / 4.0));
}

TEST(Images, RefuseWhatIsNoImageAndValuesOutOfRange) {
  const TemporaryFile points("plain.csv", "1,2\n3,4\n"), images("bad-idx3-ubyte", idx_images(2));
  EXPECT_NE(refusal([&] {
              data_of("{type: images, path: " + points.path() + "}");
            }).find("its points have the shape [2]; expected images: [height, width]"),
            std::string::npos);
  EXPECT_NE(refusal([&] {
              data_of("{type: images, path: " + images.path() + ", range: [0, 1]}");
            }).find("image 0, value 2 (both from 0): is 2, outside of range: [0, 1]"),
            std::string::npos);
  EXPECT_THROW(data_of("{type: images, path: " + images.path() + ", range: [1, 1]}"), ConfigError);
}

}  // namespace
}  // namespace pont::experiments
