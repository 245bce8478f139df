// What the tests know about each data set: the list the registry is held against.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "experiments/config/config.hpp"
#include "experiments/data/data_set.hpp"
#include "experiments/data/file_data.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {

struct DataConfig {
  Choice<DataOptions> data{data_sets()};
  void declare(Visitor& v) { v.section("data", data, "data set"); }
};

/// The data set of "data: YAML".
inline std::unique_ptr<DataSet> data_of(const std::string& yaml) {
  return parse_config<DataConfig>("test.yaml", "data: " + yaml + "\n").data->build();
}

/// A file of the test's own, removed at the end.
class TemporaryFile final {
 public:
  TemporaryFile(const std::string& name, const std::string& bytes)
      : path_(std::filesystem::temp_directory_path() /
              ("pont_data_" + std::to_string(::getpid()) + "_" + name)) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

struct DataCase {
  std::string name, keys;  // keys: what must be given besides the type
  int dimension;
  bool exact;
  std::unique_ptr<DataSet> build() const { return data_of("{type: " + name + keys + "}"); }
};

inline std::vector<DataCase> data_cases() {
  static const TemporaryFile points("three.csv", "x,y,z\n1,2,3\n4,5,7\n0,-1,2\n");
  static const TemporaryFile pictures("two.idx", std::string{0, 0, 8, 3, 0, 0, 0, 2, 0,  0, 0, 2, 0, 0,
                                                             0, 3, 1, 2, 3, 4, 5, 6, 90, 8, 7, 6, 5, 4});
  return {
      {"multi_swiss_roll", "", 2, true},
      {"diamond", "", 2, true},
      {"eight_gaussians", "", 2, true},
      {"two_moons", "", 2, true},
      {"shifted_moons", "", 2, false},
      {"circles", "", 2, true},
      {"s_curve", "", 2, true},
      {"pinwheel", "", 2, false},
      {"checkerboard", "", 2, false},
      {"torus", ", noise: .01", 3, false},
      {"gaussian", ", mean: [1, -2, .5], covariance: [[1, 0, 0], [0, 4, 0], [0, 0, .25]]", 3, true},
      {"texture", "", 64, true},
      {"isotropic_gaussian", ", dimension: 3, mean: -.5, deviation: .2", 3, true},
      {"mixture", ", weights: [3, 1], means: [[1, 0], [-1, 2]], stds: [[.5, .2], [1, .1]]", 2, true},
      {"affine", ", of: {type: eight_gaussians}, matrix: [[2, 0], [0, -.5]], shift: [1, -1]", 2, true},
      {"file", ", path: " + points.path(), 3, false},
      {"images", ", path: " + pictures.path(), 6, false},
  };
}

}  // namespace pont::experiments
