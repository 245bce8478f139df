// run.h5 of a finished bridge, for reproductions.
#pragma once
#include <filesystem>
#include <vector>

#include "experiments/kinds/bridge/iterates.hpp"
#include "experiments/store/publish.hpp"

namespace pont::experiments {

class StoredRun final {
 public:
  explicit StoredRun(const std::filesystem::path& directory)
      : image_(load_checked(directory / "run.h5")), reader_(image_, (directory / "run.h5").string()) {}
  StoredRun(const StoredRun&) = delete;
  const H5Reader& operator*() const { return reader_; }

 private:
  std::vector<std::byte> image_;
  H5Reader reader_;
};

}  // namespace pont::experiments
