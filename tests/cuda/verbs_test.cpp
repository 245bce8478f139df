// Each verb alone, in memory that is exactly as large as it may use, uninitialised where it must write: an
// index off by one, an element read before it is written and a wrong leading dimension cannot hide in the
// neighbouring value.
#include <cuda_runtime.h>

#include <cstring>
#include <set>

#include "tests/cuda/footprint.hpp"
#include "tests/cuda/on_device.hpp"
#include "tests/cuda/verb_cases.hpp"

namespace pont::ad {
namespace {

using Use = Footprint::Use;
using Bytes = std::vector<std::byte>;

std::size_t bytes_of(const Footprint& f) { return static_cast<std::size_t>(f.elements) * size_of(f.dtype); }

/// Reals in [0.5, 1.5); integers below f.rows.
Bytes random_contents(const Footprint& f, Key key) {
  Bytes bytes(bytes_of(f));
  with_type(f.dtype, [&](auto t) {
    using T = decltype(t);
    for (i64 i = 0; i < f.elements; ++i) {
      const double u = key.uniform(static_cast<u64>(i));
      const T value = static_cast<T>(std::is_integral_v<T> ? u * static_cast<double>(f.rows) : u + 0.5);
      std::memcpy(bytes.data() + static_cast<std::size_t>(i) * sizeof(T), &value, sizeof(T));
    }
  });
  return bytes;
}

/// Of the device, without initialisation, and not a byte more than asked for.
class Exact final {
 public:
  explicit Exact(std::size_t bytes) { EXPECT_EQ(cudaMalloc(&memory_, bytes), cudaSuccess); }
  ~Exact() { cudaFree(memory_); }
  Exact(Exact&& other) noexcept : memory_(std::exchange(other.memory_, nullptr)) {}
  std::byte* get() const { return static_cast<std::byte*>(memory_); }

 private:
  void* memory_ = nullptr;
};

void run(Backend& backend, const Verb& verb, std::vector<std::byte*> operands, std::byte* scratch) {
  operands.push_back(scratch);
  std::visit([&](const auto& v) { backend.run(v, operands); }, verb);
}

std::vector<Bytes> on_cpu(const Verb& verb, std::vector<Bytes> contents) {
  alignas(64) static std::byte scratch[1 << 22];
  EXPECT_LE(cpu().scratch_bytes(verb), sizeof scratch);
  std::vector<std::byte*> operands;
  for (Bytes& b : contents) operands.push_back(b.data());
  run(cpu(), verb, operands, scratch);
  return contents;
}

std::vector<Bytes> on_device(Backend& device, const Verb& verb, std::vector<Bytes> contents) {
  const std::vector<Footprint> footprint = footprints(verb);
  std::vector<Exact> memory;
  std::vector<std::byte*> operands;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    memory.emplace_back(contents[i].size());
    operands.push_back(memory.back().get());
    if (footprint[i].use != Use::written) device.upload(operands.back(), contents[i]);
  }
  const Exact scratch(device.scratch_bytes(verb));
  run(device, verb, operands, scratch.get());
  for (std::size_t i = 0; i < contents.size(); ++i) device.download(contents[i], operands[i]);
  return contents;
}

void expect_near(const Footprint& f, const Bytes& ours, const Bytes& exact, double bound,
                 const std::string& what) {
  if (bound == 0) {
    EXPECT_TRUE(ours == exact) << what << ": other bits than on the CPU";
    return;
  }
  with_real(f.dtype, [&](auto t) {
    for (i64 i = 0; i < f.elements; ++i) {
      decltype(t) x, y;
      std::memcpy(&x, ours.data() + static_cast<std::size_t>(i) * sizeof x, sizeof x);
      std::memcpy(&y, exact.data() + static_cast<std::size_t>(i) * sizeof y, sizeof y);
      EXPECT_LE(std::abs(x - y), static_cast<decltype(t)>(bound) * std::abs(y)) << what << ", element " << i;
    }
  });
}

class Verbs : public OnDevice {};

TEST_F(Verbs, TouchWhatTheyMayAndGiveWhatTheCpuGives) {
  std::set<std::size_t> kinds;
  Key key = Key::root(3);
  for (const VerbCase& c : verb_cases()) {
    std::vector<Bytes> contents;
    for (const Footprint& f : footprints(c.verb)) contents.push_back(random_contents(f, key = key / 1));
    const std::vector<Bytes> exact = on_cpu(c.verb, contents);
    std::vector<Bytes> ours;
    ASSERT_NO_THROW(ours = on_device(*device, c.verb, contents)) << c.name;
    for (std::size_t i = 0; i < exact.size(); ++i)
      expect_near(footprints(c.verb)[i], ours[i], exact[i],
                  footprints(c.verb)[i].use == Use::written ? c.bound : 0, c.name);
    kinds.insert(c.verb.index());
  }
  kinds.insert(Verb(Pack{}).index());    // the device never packs, see below
  kinds.insert(Verb(Custom{}).index());  // and has the compositions
  EXPECT_EQ(kinds.size(), std::variant_size_v<Verb>) << "a verb without a case";
}

TEST_F(Verbs, ComposeWhatTheCpuHasAKernelFor) {
  Tape tape;
  const Var x = tape.input({50, 20}, Dtype::f32, "x"), w = tape.input({20}, Dtype::f32, "w");
  const Var y = layer_norm(x, w, w, 1e-5);
  const auto custom = [](const Program& p) {
    return std::ranges::count_if(p.facts(), [](const InstructionFacts& f) { return f.kind == "custom"; });
  };
  EXPECT_EQ(custom(compile({y}, cpu())), 1);
  EXPECT_EQ(custom(compile({y}, *device)), 0);
  try {
    run(*device, Custom{}, {}, nullptr);
    FAIL();
  } catch (const std::logic_error& e) {
    EXPECT_STREQ(e.what(), "cuda: there are no kernels of custom primitives; compile their composition");
  }
}

TEST_F(Verbs, PackNothing) {
  Tape tape;
  const Var x = tape.input({50, 20}, Dtype::f32, "x"), w = tape.input({20, 30}, Dtype::f32, "w");
  const std::vector<Var> outputs{tanh(matmul(x, w)), matmul(x, w)}, fixed{w};
  EXPECT_EQ(compile(outputs, {}, cpu(), fixed).plan().preparation, 1u);
  EXPECT_EQ(compile(outputs, {}, *device, fixed).plan().preparation, 0u);
  try {
    run(*device, Pack{}, {}, nullptr);
    FAIL();
  } catch (const std::logic_error& e) {
    EXPECT_STREQ(e.what(), "cuda: products read their factors as they lie; nothing is packed");
  }
}

}  // namespace
}  // namespace pont::ad
