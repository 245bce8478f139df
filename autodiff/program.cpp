// Binding of memory, and the replay loop.
#include "autodiff/program.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/compiled.hpp"

namespace pont::ad {

Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;
Program::~Program() = default;

Program::Program(std::shared_ptr<const Compiled> compiled, Backend& backend)
    : compiled_(std::move(compiled)), backend_(&backend), memory_(std::make_unique<Memory>()) {
  const MemoryPlan& plan = compiled_->plan;
  const auto add = [&](std::size_t bytes) {
    memory_->owned.emplace_back(backend.allocate(bytes), Memory::Release{&backend});
    memory_->bases.push_back(memory_->owned.back().get());
  };
  add(plan.arena_bytes);
  add(plan.constant_bytes);
  for (const Port& p : plan.ports) add(p.bytes);
  for (const auto& [offset, tensor] : compiled_->constants)
    backend.upload(memory_->bases[MemoryPlan::constants] + offset, tensor->bytes());
  for (const Instruction& ins : plan.instructions) {
    memory_->first.push_back(memory_->pointers.size());
    memory_->pointers.resize(memory_->pointers.size() + ins.addresses.size());
  }
  rebase();
}

Program Program::replica() const { return Program(compiled_, *backend_); }

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

std::span<std::byte> Program::memory(Var v, Dtype dtype) const {
  const int base = port_of(v);
  const Port& port = compiled_->plan.ports[base - MemoryPlan::first_port];
  if (compiled_->values[port.value].dtype != dtype)
    throw std::invalid_argument(fmt::format("program: a view as {} of a value of type {}", name_of(dtype),
                                            name_of(compiled_->values[port.value].dtype)));
  return {memory_->bases[base], port.bytes};
}

void Program::set(Var input, const Tensor& value) {
  const auto dead = compiled_->dead_inputs.find(input.id);
  const Compiled::Value expected =
      dead != compiled_->dead_inputs.end()
          ? dead->second
          : compiled_->values[compiled_->plan.ports[port_of(input) - MemoryPlan::first_port].value];
  if (value.shape() != expected.shape || value.dtype() != expected.dtype)
    throw std::invalid_argument(fmt::format("program: {} {} given for an input that is {} {}",
                                            name_of(value.dtype()), str(value.shape()),
                                            name_of(expected.dtype), str(expected.shape)));
  if (dead == compiled_->dead_inputs.end()) backend_->upload(memory_->bases[port_of(input)], value.bytes());
}

void Program::bind(Var v, std::span<std::byte> bytes) {
  if (compiled_->dead_inputs.contains(v.id)) return;
  const int base = port_of(v);
  const Port& port = compiled_->plan.ports[base - MemoryPlan::first_port];
  if (bytes.size() != port.bytes)
    throw std::invalid_argument(fmt::format("program: {} bytes bound to a value of {} bytes (shape {})",
                                            bytes.size(), port.bytes,
                                            str(compiled_->values[port.value].shape)));
  memory_->bases[base] = bytes.data();
  memory_->owned[static_cast<std::size_t>(base)].reset();
  rebase();
}

std::size_t Program::owned_bytes() const {
  const MemoryPlan& plan = compiled_->plan;
  std::size_t sum = plan.arena_bytes + plan.constant_bytes;
  for (std::size_t p = 0; p < plan.ports.size(); ++p)
    if (memory_->owned[MemoryPlan::first_port + p]) sum += plan.ports[p].bytes;
  return sum;
}

Tensor Program::get(Var v) const {
  const int base = port_of(v);
  const Compiled::Value& value =
      compiled_->values[compiled_->plan.ports[base - MemoryPlan::first_port].value];
  Tensor t(value.shape, value.dtype);
  backend_->download(t.bytes(), memory_->bases[base]);
  return t;
}

void Program::execute(std::size_t i) {
  const Instruction& ins = compiled_->plan.instructions[i];
  const Pointers p(memory_->pointers.data() + memory_->first[i], ins.addresses.size());
  std::visit([&](const auto& verb) { backend_->run(verb, p); }, ins.verb);
}

void Program::run() {
  for (std::size_t i = 0; i < compiled_->plan.instructions.size(); ++i) execute(i);
}

}  // namespace pont::ad
