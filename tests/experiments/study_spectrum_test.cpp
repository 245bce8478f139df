// Spectra from image files, points and eigenvalue files.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>

#include "experiments/data/image_files.hpp"
#include "experiments/data/spectra.hpp"
#include "experiments/metrics/points.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

using test::refusal;
using test::write;

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(value >> shift));
  return bytes;
}

// Deterministic pixels; the last of each image is constant, so that the covariance is singular.
std::string pixels(std::size_t count, std::size_t dimension) {
  std::string bytes;
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < dimension; ++j) {
      state = state * 1664525u + 1013904223u;
      bytes.push_back(j + 1 == dimension ? char(255) : static_cast<char>(state >> 24));
    }
  return bytes;
}

std::string idx(std::uint32_t count, std::uint32_t rows, std::uint32_t columns) {
  return big_endian(0x803) + big_endian(count) + big_endian(rows) + big_endian(columns) +
         pixels(count, rows * columns);
}

std::string gzip(std::string plain) {
  std::string packed(plain.size() + 1000, '\0');
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

Points scaled(const PointTable& images) { return (images.points().array() / 127.5 - 1).matrix(); }

TEST(Covariance, OfBytesIsThatOfTheirPoints) {
  const std::string file = idx(1300, 3, 4);
  const PointTable images = read_idx(std::as_bytes(std::span(file)), "images");
  ASSERT_EQ(images.rows(), 1300);  // more than two blocks
  EXPECT_EQ(images.shape, (ad::Shape{3, 4, 1}));
  const Eigen::MatrixXd ours = covariance(images), reference = moments(scaled(images)).covariance;
  EXPECT_LT((ours - reference).norm(), 1e-14 * reference.norm());
  EXPECT_EQ(ours, ours.transpose());
  EXPECT_EQ(ours(11, 11), 0);  // a constant pixel has no variance at all
  EXPECT_EQ(spectrum_of(ours).smallest(), 0);
  EXPECT_GT(spectrum_of(ours).eigenvalues()[1], 0.1);
  EXPECT_THROW(covariance(table_of(Points::Ones(1, 2))), std::invalid_argument);
}

TEST(Covariance, SpectrumOfAKnownMatrix) {
  Eigen::MatrixXd m(2, 2);
  m << 2, 1, 1, 2;
  const sde::Spectrum s = spectrum_of(m);
  EXPECT_NEAR(s.eigenvalues()[0], 1, 1e-14);
  EXPECT_NEAR(s.eigenvalues()[1], 3, 1e-14);
}

TEST(SpectrumSources, ReadIdxPlainAndPacked) {
  const std::filesystem::path directory = test::scratch();
  const std::string bytes = idx(50, 2, 3);
  const sde::Spectrum plain = spectrum_of_source("idx", write(directory / "images", bytes).string());
  const sde::Spectrum packed =
      spectrum_of_source("idx", write(directory / "images.gz", gzip(bytes)).string());
  EXPECT_EQ(plain.dimension(), 6);
  EXPECT_EQ(plain.eigenvalues(), packed.eigenvalues());
}

TEST(SpectrumSources, RefuseDamagedIdx) {
  const std::filesystem::path directory = test::scratch();
  const std::string file = (directory / "images").string(), whole = idx(50, 2, 3), packed = gzip(whole);
  const auto message = [&](const std::string& bytes) {
    write(file, bytes);
    return refusal([&] { spectrum_of_source("idx", file); }, 3);
  };
  EXPECT_EQ(message(""),
            file + ": doesn't start with the magic number 0x00000803; expected an IDX file of images");
  EXPECT_EQ(message(whole + "x"),
            file + ": 301 bytes of pixels for 50 images of 2 x 3; expected as many as the header says");
  std::string huge = whole;
  for (std::size_t i = 4; i < 16; ++i) huge[i] = '\xff';
  EXPECT_NE(message(huge), "accepted");
  for (std::size_t size = 0; size < whole.size(); size += 7)
    EXPECT_NE(message(whole.substr(0, size)), "accepted");
  for (std::size_t size = 2; size < packed.size(); size += 5)
    EXPECT_EQ(message(packed.substr(0, size)),
              file + ": the gzip data end early, are damaged or exceed 2 GiB; expected a whole .gz file");
}

TEST(SpectrumSources, KnownFilesAreVerified) {
  const std::filesystem::path directory = test::scratch();
  const std::string file = write(directory / "train-images-idx3-ubyte", idx(50, 2, 3)).string();
  for (const char* name : {"mnist", "fashion-mnist"}) {
    const std::string message = refusal([&] { spectrum_of_source(name, directory.string()); }, 3);
    EXPECT_TRUE(message.starts_with(file + ": SHA-256 of the uncompressed bytes is ")) << message;
  }
  EXPECT_EQ(refusal([] { spectrum_of_source("fashion-mnist", "/nowhere"); }, 4),
            "/nowhere: neither train-images-idx3-ubyte nor its .gz is here; on Debian: apt-get install "
            "dataset-fashion-mnist; else give the directory that holds it");
}

TEST(SpectrumSources, ReadCifarBatches) {
  const std::filesystem::path directory = test::scratch();
  for (int i = 1; i <= 5; ++i) {
    std::string batch;
    for (int record = 0; record < 2; ++record) batch += char(i) + pixels(1, 3072);
    write(directory / fmt::format("data_batch_{}.bin", i), batch);
  }
  EXPECT_EQ(spectrum_of_source("cifar-10", directory.string()).dimension(), 3072);
  write(directory / "data_batch_2.bin", "short");
  EXPECT_EQ(
      refusal([&] { spectrum_of_source("cifar-10", directory.string()); }, 3),
      (directory / "data_batch_2.bin").string() +
          ": 5 bytes; expected records of 3073: one label and 3 x 32 x 32 pixels (or 3074: two labels)");
  EXPECT_NE(refusal([] { spectrum_of_source("cifar-10", "/nowhere"); }, 4), "accepted");
}

TEST(SpectrumSources, PointsAndUnknownNames) {
  const std::filesystem::path directory = test::scratch();
  const std::string file = write(directory / "points.csv", "1,0\n-1,0\n0,2\n0,-2\n").string();
  const sde::Spectrum s = spectrum_of_source(file, "");
  EXPECT_NEAR(s.smallest(), 2.0 / 3, 1e-14);
  EXPECT_NEAR(s.largest(), 8.0 / 3, 1e-14);
  EXPECT_EQ(spectrum_of_source("points", file).eigenvalues(), s.eigenvalues());
  EXPECT_EQ(refusal([] { spectrum_of_source("minst", ""); }, 2),
            "spectrum: got minst; expected a file of points, or one of: fashion-mnist, mnist, cifar-10, idx, "
            "points, "
            "eigenvalues; did you mean mnist?");
}

TEST(SpectrumFile, ReadsBackToTheSameBits) {
  const sde::Spectrum s({0, 1.0 / 3, 221.453}, {2, 1.25, 1});
  const std::string file = write(test::scratch() / "s.csv", spectrum_csv(s, "two\nlines")).string();
  const sde::Spectrum again = spectrum_of_source("eigenvalues", file);
  EXPECT_EQ(again.eigenvalues(), s.eigenvalues());
  EXPECT_EQ(again.multiplicities(), s.multiplicities());
  EXPECT_EQ(describe(s), "d = 4, trace 221.87, largest 221.5, smallest 0 (2 of them)");
}

TEST(SpectrumFile, RefusesWhatIsNoSpectrum) {
  const std::filesystem::path directory = test::scratch();
  const auto message = [&](const std::string& csv) {
    return refusal([&] { read_spectrum(write(directory / "s.csv", csv).string()); }, 3);
  };
  const std::string file = (directory / "s.csv").string();
  EXPECT_EQ(message("1\n-2\n"),
            file + ": spectrum: eigenvalue 1 (from 0) is -2; expected a finite number that is not negative");
  EXPECT_EQ(message("1,2,3\n"),
            file +
                ": has shape [1, 3]; expected a spectrum: a column of eigenvalues, and perhaps one "
                "of multiplicities (pont spectrum computes it from data)");
}

}  // namespace
}  // namespace pont::experiments
