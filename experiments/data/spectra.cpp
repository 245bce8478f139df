// Spectra of data sets: covariances of images, sources, files.
#include "experiments/data/spectra.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <sstream>
#include <stdexcept>

#include "experiments/config/error.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/data/image_files.hpp"
#include "experiments/data/point_files.hpp"
#include "experiments/metrics/points.hpp"
#include "experiments/store/checksums.hpp"
#include "sde/decompositions.hpp"

namespace pont::data {

// Reading through read_points, writing shortest round-trip numbers.

namespace {

// A spectrum may begin with the eigenvalue 0, which elsewhere could be the name of a column.
TableKeys keys_of(const std::string& path, const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line) && (line.empty() || line[0] == '#')) continue;
  const bool number = !line.empty() && std::string("+-.0123456789").find(line[0]) != std::string::npos;
  if (!path.ends_with(".csv") || !number) return {};
  return {.header = "no"};
}

}  // namespace

sde::Spectrum read_spectrum(const std::string& path) {
  const std::vector<std::byte> bytes = read_point_file(path);
  const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const metrics::Points points = parse_points(path, bytes, keys_of(path, text)).points();
  if (points.cols() > 2)
    throw config::DataError(
        fmt::format("{}: has shape [{}, {}]; expected a spectrum: a column of eigenvalues, and perhaps one "
                    "of multiplicities (pont spectrum computes it from data)",
                    path, points.rows(), points.cols()));
  const Eigen::VectorXd first = points.col(0), last = points.cols() == 2
                                                          ? points.col(1).eval()
                                                          : Eigen::VectorXd::Ones(points.rows()).eval();
  try {
    return {{first.begin(), first.end()}, {last.begin(), last.end()}};
  } catch (const std::invalid_argument& e) {
    throw config::DataError(path + ": " + e.what());
  }
}

std::string spectrum_csv(const sde::Spectrum& spectrum, const std::string& comment) {
  std::string text, line;
  for (std::istringstream lines(comment); std::getline(lines, line);) text += "# " + line + "\n";
  text += "eigenvalue,multiplicity\n";
  for (std::size_t i = 0; i < spectrum.size(); ++i)
    text += fmt::format("{},{}\n", spectrum.eigenvalues()[i], spectrum.multiplicities()[i]);
  return text;
}

std::string describe(const sde::Spectrum& spectrum) {
  double zeros = 0;
  for (std::size_t i = 0; i < spectrum.size() && spectrum.eigenvalues()[i] == 0; ++i)
    zeros += spectrum.multiplicities()[i];
  return fmt::format("d = {:.0f}, trace {:.2f}, largest {:.4g}, smallest {:.2g}{}", spectrum.dimension(),
                     spectrum.trace(), spectrum.largest(), spectrum.smallest(),
                     zeros > 0 ? fmt::format(" ({:.0f} of them)", zeros) : std::string());
}

// The list of sources, and where their files lie.

namespace {

namespace fs = std::filesystem;

constexpr const char* kTrainImages = "train-images-idx3-ubyte";

// A file of known content: the SHA-256 of its uncompressed bytes, and how to come by it.
struct KnownFile {
  std::string usual_place, sha256, remedy;
};

const KnownFile& fashion_mnist_file() {
  static const KnownFile file{
      "/usr/share/datasets/fashion-mnist", "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
      "on Debian: apt-get install dataset-fashion-mnist; else give the directory that holds it"};
  return file;
}

const KnownFile& mnist_file() {
  static const KnownFile file{".", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                              "give the directory that holds it"};
  return file;
}

// The file itself, or train-images-idx3-ubyte or its .gz in the directory.
fs::path training_images(const std::string& path, const KnownFile& known) {
  const fs::path place = path.empty() ? known.usual_place : path;
  if (fs::is_regular_file(place)) return place;
  for (const char* suffix : {"", ".gz"})
    if (const fs::path file = place / (std::string(kTrainImages) + suffix); fs::exists(file)) return file;
  throw config::IoError(
      fmt::format("{}: neither {} nor its .gz is here; {}", place.string(), kTrainImages, known.remedy));
}

sde::Spectrum verified_idx(const std::string& path, const KnownFile& known) {
  const fs::path file = training_images(path, known);
  const std::vector<std::byte> bytes = read_plain_or_gzip(file);
  if (const std::string found = store::hex(store::sha256(bytes)); found != known.sha256)
    throw config::DataError(
        fmt::format("{}: SHA-256 of the uncompressed bytes is {}; expected {} (any other IDX file: pont "
                    "spectrum idx FILE)",
                    file.string(), found, known.sha256));
  return spectrum_of(covariance(read_idx(bytes, file.string())));
}

sde::Spectrum of_fashion_mnist(const std::string& path) { return verified_idx(path, fashion_mnist_file()); }
sde::Spectrum of_mnist(const std::string& path) { return verified_idx(path, mnist_file()); }

sde::Spectrum of_cifar10(const std::string& path) {
  std::vector<std::byte> all;
  for (int i = 1; i <= 5; ++i) {
    const fs::path file = fs::path(path) / fmt::format("data_batch_{}.bin", i);
    if (!fs::exists(file))
      throw config::IoError(file.string() +
                            ": there is no such file; give the directory of the CIFAR-10 binary version");
    const std::vector<std::byte> batch = read_plain_or_gzip(file);
    read_cifar(batch, file.string());  // names the batch that is wrong
    all.insert(all.end(), batch.begin(), batch.end());
  }
  return spectrum_of(covariance(read_cifar(all, path)));
}

sde::Spectrum of_idx(const std::string& path) {
  return spectrum_of(covariance(read_idx(read_plain_or_gzip(path), path)));
}

sde::Spectrum of_points(const std::string& path) {
  const metrics::Points points = read_points(path);
  if (points.rows() < 2)
    throw config::DataError(path + ": one point; expected at least two, which have a covariance");
  return spectrum_of(metrics::moments(points).covariance);
}

}  // namespace

const std::vector<SpectrumSource>& spectrum_sources() {
  static const std::vector<SpectrumSource> rows{
      {"fashion-mnist", "training images, from the Debian package dataset-fashion-mnist or a directory",
       of_fashion_mnist},
      {"mnist", "training images, from a directory with train-images-idx3-ubyte", of_mnist},
      {"cifar-10", "training images, from a directory with data_batch_1.bin to data_batch_5.bin", of_cifar10},
      {"idx", "any IDX file of images, plain or .gz", of_idx},
      {"points", "rows or pictures of a file or folder (see data: file and images)", of_points},
      {"eigenvalues", "a file that holds a spectrum already, to look at or to compress", read_spectrum},
  };
  return rows;
}

sde::Spectrum spectrum_of_source(const std::string& source, const std::string& path) {
  std::vector<std::string> names;
  for (const SpectrumSource& row : spectrum_sources()) {
    if (row.name == source) return row.read(path);
    names.push_back(row.name);
  }
  if (path.empty() && fs::path(source).has_extension()) return of_points(source);
  throw config::ConfigError(fmt::format("spectrum: got {}; expected a file of points, or one of: {}{}",
                                        source, config::join(names), config::did_you_mean(source, names)));
}

namespace {

constexpr double kLargestWhole = 9007199254740992.0;  // 2^53
constexpr double kPixel = 2.0 / 255;                  // width of one grey level in [-1, 1]

// X^T X and the column sums, in blocks of images converted to double.
struct Sums {
  Eigen::MatrixXd products;
  Eigen::VectorXd totals;
};

Sums sums(const PointTable& images) {
  constexpr ad::i64 block = 512;
  const Eigen::Index d = images.dimension();
  const std::span<const std::uint8_t> pixels = images.values->data<std::uint8_t>();
  Sums s{Eigen::MatrixXd::Zero(d, d), Eigen::VectorXd::Zero(d)};
  for (ad::i64 first = 0; first < images.rows(); first += block) {
    const Eigen::Index n = std::min(block, images.rows() - first);
    const Eigen::Map<const Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>> bytes(
        pixels.data() + first * d, d, n);
    const Eigen::MatrixXd columns = bytes.cast<double>();
    s.products.selfadjointView<Eigen::Lower>().rankUpdate(columns);
    s.totals += columns.rowwise().sum();
  }
  s.products.triangularView<Eigen::StrictlyUpper>() = s.products.transpose();
  return s;
}

}  // namespace

Eigen::MatrixXd covariance(const PointTable& images) {
  const auto n = static_cast<double>(images.rows());
  if (images.rows() < 2 || n * n * 255 * 255 > kLargestWhole)
    throw std::invalid_argument(fmt::format(
        "covariance: {} images; expected 2 to 370,000, whose sums are exact in double", images.rows()));
  Sums s = sums(images);
  s.products = n * s.products - s.totals * s.totals.transpose();
  return s.products * (kPixel * kPixel / (n * (n - 1)));
}

sde::Spectrum spectrum_of(const Eigen::MatrixXd& covariance) {
  const Eigen::VectorXd values = sde::symmetric_eigenvalues(covariance);
  const double noise = static_cast<double>(values.size()) * std::numeric_limits<double>::epsilon() *
                       values.cwiseAbs().maxCoeff();
  std::vector<double> eigenvalues;
  for (const double v : values) eigenvalues.push_back(v <= noise ? 0 : v);
  return sde::Spectrum(eigenvalues);
}

}  // namespace pont::data
