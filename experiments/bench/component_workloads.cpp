// Workloads of single components: compiling a tape, transition kernels, random numbers, publishing a file.
#include "experiments/bench/component_workloads.hpp"

#include <stdlib.h>

#include <numeric>
#include <system_error>
#include <vector>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "autodiff/rng.hpp"
#include "autodiff/workers.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "sde/models.hpp"

namespace pont::bench {

// Compiling a chain of layers and its gradient.

namespace {

class CompileWorkload final : public Workload {
 public:
  explicit CompileWorkload(double entries) : entries_(static_cast<int>(entries)) {}

  void step() override {
    ad::Tape tape;
    const ad::Var x = tape.input({8, 8}, ad::Dtype::f32, "x"), w = tape.input({8, 8}, ad::Dtype::f32, "w");
    ad::Var y = x;
    while (tape.size() < entries_ / 3) y = y + 0.01 * ad::tanh(ad::matmul(y, w));
    const ad::Var loss = ad::sum(ad::square(y));
    const ad::Program program = ad::compile({loss, ad::grad(loss, {&w, 1})[0]});
    instructions_ = program.plan().instructions.size();
  }
  double check() override { return static_cast<double>(instructions_); }

 private:
  int entries_;
  std::size_t instructions_ = 0;
};

}  // namespace

std::unique_ptr<Workload> compile_workload(double count, int) {
  return std::make_unique<CompileWorkload>(count);
}

// Transition kernels: the times are cut into fixed pieces.

namespace {

class KernelsWorkload final : public Workload {
 public:
  KernelsWorkload(int count, int workers) : variances_(static_cast<std::size_t>(count)), workers_(workers) {}

  void step() override {
    const int count = static_cast<int>(variances_.size());
    workers_.run(count / piece, [&](int p, int) {
      for (int i = p * piece; i < (p + 1) * piece; ++i)
        variances_[static_cast<std::size_t>(i)] = sde_.transition(0, (i + 1.0) / count).Q(0, 0);
    });
  }
  double check() override { return std::accumulate(variances_.begin(), variances_.end(), 0.0); }

 private:
  static constexpr int piece = 64;
  sde::LinearSde sde_ = sde::cld(sde::constant_clock(8), 0.25, 1, 0.04);
  std::vector<double> variances_;
  ad::Workers workers_;
};

}  // namespace

std::unique_ptr<Workload> kernels_workload(double count, int workers) {
  return std::make_unique<KernelsWorkload>(static_cast<int>(count), workers);
}

// Random numbers: a stream is cut into fixed pieces.

namespace {

class RandomWorkload final : public Workload {
 public:
  RandomWorkload(std::size_t count, int workers) : numbers_(count), workers_(workers) {}

  void step() override {
    workers_.run(static_cast<int>(numbers_.size() / piece), [&](int p, int) {
      const std::size_t first = static_cast<std::size_t>(p) * piece;
      ad::fill_normal(key_, slot_, first, piece, numbers_.data() + first);
    });
    ++slot_;
  }
  double check() override {
    return std::inner_product(numbers_.begin(), numbers_.end(), numbers_.begin(), 0.0) /
           static_cast<double>(numbers_.size());
  }

 private:
  static constexpr std::size_t piece = 16'384;
  ad::Key key_ = ad::Key::root(1) / "bench";
  ad::u64 slot_ = 0;
  std::vector<float> numbers_;
  ad::Workers workers_;
};

}  // namespace

std::unique_ptr<Workload> random_workload(double count, int workers) {
  return std::make_unique<RandomWorkload>(static_cast<std::size_t>(count), workers);
}

// Publishing a file: the way every checkpoint and every run.h5 takes.

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
