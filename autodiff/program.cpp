// Programs: binding of memory, preparation of fixed inputs, and the replay loops.
#include "autodiff/program.hpp"

#include <fmt/format.h>

#include <chrono>
#include <new>
#include <stdexcept>

#include "autodiff/compiled.hpp"
#include "autodiff/inspect.hpp"
#include "autodiff/out_of_memory.hpp"
#include "autodiff/workers.hpp"

namespace pont::ad {

static void require_size(std::size_t value, std::size_t given) {
  if (value != given)
    throw std::invalid_argument(fmt::format("program: {} bytes given for a value of {} bytes", given, value));
}

Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;
Program::~Program() = default;

Program::Program(std::shared_ptr<const Compiled> compiled, Backend& backend)
    : Program(std::move(compiled), backend, std::make_unique<Memory>()) {
  for (const auto& [offset, tensor] : compiled_->constants)
    backend.upload(memory_->bases[MemoryPlan::constants] + offset, tensor->bytes());
}

Program::Program(std::shared_ptr<const Compiled> compiled, Backend& backend, std::unique_ptr<Memory> memory)
    : compiled_(std::move(compiled)), backend_(&backend), memory_(std::move(memory)) {
  const MemoryPlan& plan = compiled_->plan;
  allocate(plan);
  for (const Instruction& ins : plan.instructions) {
    memory_->first.push_back(memory_->pointers.size());
    memory_->pointers.resize(memory_->pointers.size() + ins.addresses.size());
  }
  rebase();
}

void Program::allocate(const MemoryPlan& plan) {
  std::size_t held = 0;
  const auto add = [&](std::size_t bytes) {
    memory_->owned.emplace_back(backend_->allocate(bytes), ReleaseMemory{backend_});
    memory_->bases.push_back(memory_->owned.back().get());
    held += bytes;
  };
  try {
    add(plan.arena_bytes);
    held += place_constants(plan.constant_bytes);
    add(plan.prepared_bytes);
    place_tables();
    for (const Port& p : plan.ports) {
      add(p.bytes);
      backend_->clear({memory_->bases.back(), p.bytes});
    }
  } catch (const OutOfDeviceMemory& e) {
    throw OutOfDeviceMemory(
        fmt::format("{}; the program needs {} bytes, {} of them for values between its instructions",
                    e.what(), plan.bytes(), plan.arena_bytes),
        plan.bytes(), e.free + held);
  } catch (const std::bad_alloc&) {
    throw ProgramTooLarge(plan.bytes(), plan.arena_bytes);
  }
}

std::size_t Program::place_constants(std::size_t bytes) {
  const bool there = memory_->constants != nullptr;
  if (!there) memory_->constants = std::make_shared<OwnedMemory>(backend_->allocate(bytes), ReleaseMemory{backend_});
  memory_->owned.emplace_back();
  memory_->bases.push_back(memory_->constants->get());
  return there ? 0 : bytes;
}

void Program::place_tables() {
  for (const auto& tensor : compiled_->tables) memory_->tables.push_back(backend_->share(tensor));
  for (const auto& table : memory_->tables) {
    memory_->owned.emplace_back();
    memory_->bases.push_back(table.get());
  }
}

Program Program::replica() const {
  auto memory = std::make_unique<Memory>();
  memory->constants = memory_->constants;
  memory->tables = memory_->tables;
  memory->is_first = false;
  return Program(compiled_, *backend_, std::move(memory));
}

void Program::rebase() {
  std::size_t n = 0;
  for (const Instruction& ins : compiled_->plan.instructions)
    for (const Address& a : ins.addresses) memory_->pointers[n++] = memory_->bases[a.base] + a.offset;
}

int Program::port_of(Var v) const {
  const auto it = compiled_->ports.find(v.id);
  if (it != compiled_->ports.end()) return it->second;
  throw std::invalid_argument(
      fmt::format("program: value {} is neither an input, a state nor an output of this program; "
                  "list it in the outputs given to compile",
                  v.id));
}

std::span<std::byte> Program::memory(Var v) const {
  const int base = port_of(v);
  return {memory_->bases[base], compiled_->plan.ports[base - compiled_->plan.first_port].bytes};
}

std::span<std::byte> Program::memory(Var v, Dtype dtype) const {
  const Port& port = compiled_->plan.ports[port_of(v) - compiled_->plan.first_port];
  if (compiled_->values[port.value].dtype != dtype)
    throw std::invalid_argument(fmt::format("program: a view as {} of a value of type {}", name_of(dtype),
                                            name_of(compiled_->values[port.value].dtype)));
  return memory(v);
}

void Program::put(Var input, Dtype dtype, std::span<const std::byte> values) {
  if (compiled_->dead_inputs.contains(input.id)) return;
  const std::span<std::byte> to = memory(input, dtype);
  require_size(to.size(), values.size());
  backend_->upload(to.data(), values);
  changed(port_of(input));
}

void Program::take(Var port, Dtype dtype, std::span<std::byte> values) const {
  const std::span<std::byte> from = memory(port, dtype);
  require_size(from.size(), values.size());
  backend_->download(values, from.data());
}

void Program::set(Var input, const Tensor& value) {
  const auto dead = compiled_->dead_inputs.find(input.id);
  const Compiled::Value expected =
      dead != compiled_->dead_inputs.end()
          ? dead->second
          : compiled_->values[compiled_->plan.ports[port_of(input) - compiled_->plan.first_port].value];
  if (value.shape() != expected.shape || value.dtype() != expected.dtype)
    throw std::invalid_argument(fmt::format("program: {} {} given for an input that is {} {}",
                                            name_of(value.dtype()), str(value.shape()),
                                            name_of(expected.dtype), str(expected.shape)));
  if (dead != compiled_->dead_inputs.end()) return;
  backend_->upload(memory_->bases[port_of(input)], value.bytes());
  changed(port_of(input));
}

void Program::bind(Var v, std::span<std::byte> bytes) {
  if (compiled_->dead_inputs.contains(v.id)) return;
  const int base = port_of(v);
  const Port& port = compiled_->plan.ports[base - compiled_->plan.first_port];
  if (bytes.size() != port.bytes)
    throw std::invalid_argument(fmt::format("program: {} bytes bound to a value of {} bytes (shape {})",
                                            bytes.size(), port.bytes,
                                            str(compiled_->values[port.value].shape)));
  memory_->bases[base] = bytes.data();
  memory_->owned[static_cast<std::size_t>(base)].reset();
  rebase();
  changed(base);
}

std::size_t Program::owned_bytes() const {
  const MemoryPlan& plan = compiled_->plan;
  std::size_t sum = plan.arena_bytes + (memory_->is_first ? plan.constant_bytes : 0);
  if (memory_->owned[MemoryPlan::prepared]) sum += plan.prepared_bytes;
  for (std::size_t p = 0; p < plan.ports.size(); ++p)
    if (memory_->owned[plan.first_port + p]) sum += plan.ports[p].bytes;
  return sum;
}

Tensor Program::get(Var v) const {
  const int base = port_of(v);
  const Compiled::Value& value =
      compiled_->values[compiled_->plan.ports[base - compiled_->plan.first_port].value];
  Tensor t(value.shape, value.dtype);
  backend_->download(t.bytes(), memory_->bases[base]);
  return t;
}

void Program::execute(std::size_t i) {
  const Instruction& ins = compiled_->plan.instructions[i];
  const Pointers p(memory_->pointers.data() + memory_->first[i], ins.addresses.size());
  try {
    std::visit([&](const auto& verb) { backend_->run(verb, p); }, ins.verb);
  } catch (const DeviceError& e) {
    const Compiled::Origin& origin = compiled_->origins[i];
    throw DeviceError(fmt::format("{} (instruction {}, '{}', {})", e.what(), i, origin.op, origin.place));
  }
}

void Program::run() {
  prepare();
  struct All final : Sequence {
    explicit All(Program& p) : program(p) {}
    void issue() override {
      const MemoryPlan& plan = program.plan();
      for (std::size_t i = plan.preparation; i < plan.instructions.size(); ++i) program.execute(i);
    }
    Program& program;
  } all(*this);
  backend_->replay(all, memory_->bases, memory_->replays);
}

// Bytes; to write fewer takes one thread less time than to wake another.
static constexpr std::size_t worth_a_round = 1 << 20;

void Program::refresh() { memory_->preparation->prepared = false; }

// Forgets the preparation if it read the memory of this base.
void Program::changed(int base) {
  for (std::size_t i = 0; i < plan().preparation; ++i)
    for (const Address& a : plan().instructions[i].addresses)
      if (a.base == base) refresh();
}

// Replicas that share a preparation call this at the same time: it only reads where all is prepared.
void Program::prepare() {
  if (memory_->preparation->prepared) return;
  for (std::size_t i = 0; i < plan().preparation; ++i) execute(i);
  memory_->preparation->prepared = true;
}

void Program::prepare(Workers& workers) {
  if (memory_->preparation->prepared) return;
  if (plan().prepared_bytes < worth_a_round) return prepare();
  workers.run(static_cast<int>(plan().preparation),
              [&](int i, int) { execute(static_cast<std::size_t>(i)); });
  memory_->preparation->prepared = true;
}

void Program::share_preparation(Program& replica) {
  memory_->preparation = replica.memory_->preparation;
  memory_->bases[MemoryPlan::prepared] = replica.memory_->bases[MemoryPlan::prepared];
  memory_->owned[MemoryPlan::prepared].reset();
  rebase();
}

void Program::run_timed(std::span<double> seconds) {
  using Clock = std::chrono::steady_clock;
  backend_->wait();
  auto last = Clock::now();
  for (std::size_t i = memory_->preparation->prepared ? plan().preparation : 0;
       i < plan().instructions.size(); ++i) {
    execute(i);
    backend_->wait();
    const auto now = Clock::now();
    seconds[i] += std::chrono::duration<double>(now - last).count();
    last = now;
  }
  memory_->preparation->prepared = true;
}

void Program::run_checked() {
  const auto& list = compiled_->plan.instructions;
  std::vector<std::byte> host;
  prepare();  // its results are copies: a fixed input that is not finite shows in the first product
  for (std::size_t i = plan().preparation; i < list.size(); ++i) {
    execute(i);
    const std::byte* const* p = memory_->pointers.data() + memory_->first[i];
    for (int o = 0; o < list[i].outputs; ++o) {
      host.resize(bytes_of(*compiled_, list[i].values[o]));
      backend_->download(host, p[o]);
      require_finite(*compiled_, i, o, host);
    }
  }
}

const MemoryPlan& Program::plan() const { return compiled_->plan; }

std::vector<InstructionFacts> Program::facts() const { return facts_of(*compiled_); }
std::string Program::listing() const { return listing_of(*compiled_); }

}  // namespace pont::ad
