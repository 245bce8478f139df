// Reading through read_points, writing shortest round-trip numbers.
#include "experiments/data/spectrum_file.hpp"

#include <fmt/format.h>

#include <sstream>

#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"

namespace pont::data {
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

}  // namespace pont::data
