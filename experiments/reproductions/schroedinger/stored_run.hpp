// run.h5 of a finished bridge, for reproductions.
#pragma once
#include <filesystem>
#include <vector>

#include "experiments/kinds/bridge/iterates.hpp"
#include "experiments/store/publish.hpp"

namespace pont::reproductions::schroedinger {

class StoredRun final {
 public:
  explicit StoredRun(const std::filesystem::path& directory)
      : image_(store::load_checked(directory / "run.h5")), reader_(image_, (directory / "run.h5").string()) {}
  StoredRun(const StoredRun&) = delete;
  const store::H5Reader& operator*() const { return reader_; }

 private:
  std::vector<std::byte> image_;
  store::H5Reader reader_;
};

}  // namespace pont::reproductions::schroedinger
