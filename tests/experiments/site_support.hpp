// Small run directories as a page finds them, without the training.
#pragma once
#include <filesystem>
#include <string>

#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {

inline void scalar(H5Writer& file, const std::string& path, double value) {
  file.write<double>(path, {&value, 1}, {});
}

/// A finished run of 40 points in the plane; `text` is a value of its configuration.
inline void write_run(const std::filesystem::path& directory, const std::string& seed,
                      const std::string& text) {
  std::filesystem::create_directories(directory);
  overwrite(directory / "config.yaml", "type: score\nseed: " + seed + "\ndata: {type: '" + text + "'}\n");
  overwrite(directory / "report.md", "# Report\n");
  H5Writer file;
  std::vector<double> points(80);
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = 0.01 * static_cast<double>(i * i % 97);
  file.write<double>("data/points", points, {40, 2});
  file.write<double>("samples/flow/points", points, {40, 2});
  file.write<double>("film/flow/states", points, {4, 10, 2});
  file.write<double>("film/flow/times", std::vector<double>{1, 0.5, 0.2, 0}, {4});
  file.write<std::int64_t>("metrics/step", std::vector<std::int64_t>{1, 2, 3}, {3});
  for (const char* column : {"loss", "gradient_norm", "rate"})
    file.write<double>(std::string("metrics/") + column, std::vector<double>{3, 2, 1}, {3});
  scalar(file, "evaluation/samples/flow/w2/ours", 0.5);
  scalar(file, "evaluation/samples/flow/w2/ours_error", 0.1);
  scalar(file, "evaluation/samples/flow/w2/floor", 0.4);
  publish(directory / "run.h5", file.image());
}

}  // namespace pont::experiments
