// Tables: large constants, which programs read where they lie or of which a device has one copy; tables of bytes.
#include <numeric>

#include "autodiff/compile.hpp"
#include "tests/autodiff/check_vjp.hpp"
#include "tests/autodiff/watched_cpu.hpp"

namespace pont::ad {
namespace {

/// Has memory of its own, as a GPU has, and counts what lives there.
class Device final : public PassesOn<Verb>::Type {
 public:
  std::byte* allocate(std::size_t bytes) override {
    if (bytes >= MemoryPlan::table_bytes) ++large;
    return CpuMemory::allocate(bytes);
  }
  void upload(std::byte* to, std::span<const std::byte> from) override {
    if (from.size() >= MemoryPlan::table_bytes) ++uploads;
    CpuMemory::upload(to, from);
  }
  void release(std::byte* memory) noexcept override {
    ++released;
    CpuMemory::release(memory);
  }
  int large = 0, uploads = 0, released = 0;
};

template <class T>
std::shared_ptr<Tensor> counted(i64 rows, i64 columns) {
  auto table = std::make_shared<Tensor>(Shape{rows, columns}, dtype_of<T>());
  std::iota(table->template data<T>().begin(), table->template data<T>().end(), T(0));
  return table;
}

Program program_of(const std::shared_ptr<const Tensor>& table, Backend& device, Var& out) {
  Tape tape;
  const Var rows = tape.constant(Tensor::of<i64>({3}, std::vector<i64>{0, 7, 2}));
  out = gather(tape.constant(table), rows);
  return compile({out}, {}, device);
}

TEST(Tables, AreReadWhereTheyLieAndLiveAsLongAsAProgram) {
  std::shared_ptr<Tensor> table = counted<float>(10'000, 4);
  const std::weak_ptr<Tensor> watched = table;
  Var out;
  auto program = std::make_unique<Program>(program_of(table, cpu(), out));
  EXPECT_EQ(program->plan().tables.size(), 1u);
  EXPECT_LT(program->owned_bytes(), 2000u);
  Program replica = program->replica();
  table->data<float>()[28] = -5;  // the first number of row 7, where program and replica see it
  table.reset();
  const std::vector<float> expected{0, 1, 2, 3, -5, 29, 30, 31, 8, 9, 10, 11};
  program->run();
  EXPECT_EQ(program->get(out), Tensor::of({3, 4}, expected));
  program.reset();
  replica.run();
  EXPECT_EQ(replica.get(out), Tensor::of({3, 4}, expected));
  EXPECT_FALSE(watched.expired());
  replica = program_of(counted<float>(10'000, 4), cpu(), out);
  EXPECT_TRUE(watched.expired());
}

TEST(Tables, HaveOneCopyOnADeviceForAllPrograms) {
  Device device;
  const auto table = counted<float>(10'000, 4);
  Var out;
  {
    Program first = program_of(table, device, out), second = program_of(table, device, out), third = first.replica();
    EXPECT_EQ(device.large, 1);
    EXPECT_EQ(device.uploads, 1);
    third.run();
    EXPECT_EQ(third.get(out).at(4), 28);
    const Program other = program_of(counted<float>(10'000, 4), device, out);  // equal, yet another table
    EXPECT_EQ(device.large, 2);
  }
  const int released = device.released;
  Program again = program_of(table, device, out);
  EXPECT_EQ(device.uploads, 3);
  again = program_of(counted<float>(8, 4), device, out);  // too small for a table
  EXPECT_EQ(device.uploads, 3);
  EXPECT_GT(device.released, released);
}

TEST(Tables, OfBytesAreGatheredAndCast) {
  const auto bytes = counted<std::uint8_t>(10'000, 8);
  Tape tape;
  const Var rows = tape.constant(Tensor::of<i64>({2}, std::vector<i64>{31, 32})),
            row = gather(tape.constant(bytes), rows);
  EXPECT_EQ(row.dtype(), Dtype::u8);
  for (const Dtype to : {Dtype::f32, Dtype::f64, Dtype::i64}) {
    const Tensor values = eval(cast(row, to));
    for (i64 i = 0; i < 16; ++i) EXPECT_EQ(values.at(i), (248 + i) % 256) << name_of(to);
  }
  EXPECT_EQ(eval(slice_axis(row, 1, 7, 8)), Tensor::of<std::uint8_t>({2, 1}, std::vector<std::uint8_t>{255, 7}));
}

TEST(Tables, OfBytesAreOnlyRead) {
  Tape tape;
  const Var x = tape.constant(counted<std::uint8_t>(4, 4)), index = tape.constant(Tensor({4}, Dtype::i64));
  const auto refused = [](auto&& operation, const std::string& reason) {
    try {
      operation();
      ADD_FAILURE() << "accepted; expected: " << reason;
    } catch (const std::invalid_argument& e) {
      EXPECT_NE(std::string(e.what()).find(reason), std::string::npos) << e.what();
    }
  };
  refused([&] { x + x; }, "operands are u8; cast them to a real type first");
  refused([&] { sum(x); }, "the operand is u8; cast it to a real type first");
  refused([&] { cumsum(x, 0); }, "the operand is u8; cast it to a real type first");
  refused([&] { matmul(x, x); }, "types u8 and u8; two equal real types are needed");
  refused([&] { scatter_add(x, index, 4); }, "the values are u8; cast them to a real type first");
  refused([&] { cast(index, Dtype::u8); }, "nothing is converted to u8");
  refused([&] { tape.scalar(1, Dtype::u8); }, "a table of bytes is only read");
}

}  // namespace
}  // namespace pont::ad
