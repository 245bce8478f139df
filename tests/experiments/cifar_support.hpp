// The CIFAR-10 configurations on 30 pictures of no meaning.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/kinds/score/score_experiment.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {

inline std::filesystem::path cifar_configuration(const std::string& name) {
  return std::filesystem::path(PONT_CHECKOUT) / "configs/images" / ("cifar10_" + name + ".yaml");
}

/// 30 pictures as a CIFAR-10 batch.
class TinyCifar final {
 public:
  TinyCifar()
      : path_(std::filesystem::temp_directory_path() / ("cifar_" + std::to_string(getpid()) + ".bin")) {
    std::ofstream file(path_, std::ios::binary);
    for (int i = 0; i < 30; ++i) {
      file.put(static_cast<char>(i % 10));
      for (int p = 0; p < 3072; ++p) file.put(static_cast<char>((i * 31 + p * 7) % 251));
    }
  }
  ~TinyCifar() { std::filesystem::remove(path_); }

  kinds::score::ScoreModel model_of(const std::string& name) const {
    const RunConfig config =
        load_config(cifar_configuration(name), {"data.path=" + path_.string(), "data.test=null"},
                    RunConfig(experiment_kinds()));
    return dynamic_cast<const ScoreExperiment&>(*config.experiment).build();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace pont::experiments
