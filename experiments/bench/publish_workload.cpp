// The way every checkpoint and every run.h5 takes.
#include "experiments/bench/publish_workload.hpp"

#include <stdlib.h>

#include <system_error>
#include <vector>

#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"

namespace pont::bench {
namespace {

namespace fs = std::filesystem;

// On the disk of the current directory: the system's temporary directory may be in memory.
fs::path new_directory() {
  std::string name = (fs::current_path() / "pont-bench-XXXXXX").string();
  if (!mkdtemp(name.data()))
    throw std::system_error(errno, std::generic_category(), "bench: mkdtemp " + name);
  return name;
}

class PublishWorkload final : public Workload {
 public:
  explicit PublishWorkload(std::size_t bytes)
      : numbers_(bytes / sizeof(float)), directory_(new_directory()) {}
  ~PublishWorkload() override { fs::remove_all(directory_); }

  void step() override {
    store::H5Writer writer;
    writer.write<float>("parameters", numbers_, {numbers_.size()});
    store::publish(file(), writer.image());
  }
  double check() override { return fs::exists(file()) ? static_cast<double>(fs::file_size(file())) : 0; }

 private:
  fs::path file() const { return directory_ / "state.h5"; }
  std::vector<float> numbers_;
  fs::path directory_;
};

}  // namespace

std::unique_ptr<Workload> publish_workload(double bytes, int) {
  return std::make_unique<PublishWorkload>(static_cast<std::size_t>(bytes));
}

}  // namespace pont::bench
