// Compilation, binding of memory, and the replay loop.
#include "autodiff/program.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <stdexcept>
#include <unordered_map>

namespace pont::ad {

/// What replicas share: the plan, and what is needed to talk about it after the tape is gone.
struct Program::Compiled {
  struct Value {
    Shape shape;
    Dtype dtype;
  };
  struct Origin {
    std::string op, place;
  };
  MemoryPlan plan;
  std::vector<Value> values;                   // by graph position
  std::unordered_map<int, int> ports;          // tape position -> base number
  std::unordered_map<int, Value> dead_inputs;  // inputs that no output depends on
  std::vector<Origin> origins;                 // by instruction
  std::vector<std::pair<std::size_t, std::shared_ptr<const Tensor>>> constants;

  void describe(const Graph&, std::span<const Var> outputs);
};

/// Memory of one replica, and the operand pointers of all instructions in one array.
struct Program::Memory {
  struct Release {
    Backend* backend;
    void operator()(std::byte* p) const { backend->release(p); }
  };
  using Owned = std::unique_ptr<std::byte, Release>;
  std::vector<Owned> owned;       // arena, constants, ports
  std::vector<std::byte*> bases;  // the same, or what was bound instead
  std::vector<std::byte*> pointers;
  std::vector<std::size_t> first;  // of each instruction in `pointers`
};

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
  rebase();
}

Tensor Program::get(Var v) const {
  const int base = port_of(v);
  const Compiled::Value& value =
      compiled_->values[compiled_->plan.ports[base - MemoryPlan::first_port].value];
  Tensor t(value.shape, value.dtype);
  backend_->download(t.bytes(), memory_->bases[base]);
  return t;
}

inline void Program::execute(std::size_t i) {
  const Instruction& ins = compiled_->plan.instructions[i];
  const Pointers p(memory_->pointers.data() + memory_->first[i], ins.addresses.size());
  std::visit([&](const auto& verb) { backend_->run(verb, p); }, ins.verb);
}

void Program::run() {
  for (std::size_t i = 0; i < compiled_->plan.instructions.size(); ++i) execute(i);
}

void Program::run_timed(std::span<double> seconds) {
  using Clock = std::chrono::steady_clock;
  auto last = Clock::now();
  for (std::size_t i = 0; i < compiled_->plan.instructions.size(); ++i) {
    execute(i);
    const auto now = Clock::now();
    seconds[i] += std::chrono::duration<double>(now - last).count();
    last = now;
  }
}

namespace {

// Position of the first element that is not finite, or -1.
template <class T>
i64 first_bad(const T* x, i64 n) {
  for (i64 i = 0; i < n; ++i)
    if (!std::isfinite(x[i])) return i;
  return -1;
}

}  // namespace

void Program::run_checked() {
  const auto& list = compiled_->plan.instructions;
  std::vector<std::byte> host;
  for (std::size_t i = 0; i < list.size(); ++i) {
    execute(i);
    const std::byte* const* p = memory_->pointers.data() + memory_->first[i];
    for (int o = 0; o < list[i].outputs; ++o) {
      const Compiled::Value& v = compiled_->values[list[i].values[o]];
      if (v.dtype == Dtype::i64) continue;
      host.resize(static_cast<std::size_t>(v.shape.size()) * size_of(v.dtype));
      backend_->download(host, p[o]);
      with_real(v.dtype, [&](auto t) {
        const auto* x = reinterpret_cast<const decltype(t)*>(host.data());
        if (const i64 bad = first_bad(x, v.shape.size()); bad >= 0)
          throw NonFinite(fmt::format("first non-finite value: {} in element {} of the {} result of '{}', {}",
                                      x[bad], bad, str(v.shape), compiled_->origins[i].op,
                                      compiled_->origins[i].place));
      });
    }
  }
}

const MemoryPlan& Program::plan() const { return compiled_->plan; }

std::string Program::listing() const {
  std::string text;
  const auto& list = compiled_->plan.instructions;
  for (std::size_t i = 0; i < list.size(); ++i) {
    text += fmt::format("{:4} {:<14}", i, compiled_->origins[i].op);
    for (std::size_t k = 0; k < list[i].values.size(); ++k)
      text += fmt::format("{}{}",
                          k == 0                                           ? " "
                          : k == static_cast<std::size_t>(list[i].outputs) ? " <- "
                                                                           : ", ",
                          str(compiled_->values[list[i].values[k]].shape));
    if (const Chain* c = chain_of(list[i].verb)) text += fmt::format("  ({} formulas)", c->ops.size());
    text += "  " + compiled_->origins[i].place + "\n";
  }
  return text;
}

// The roots of a compilation: the outputs, then the next value and the state of each update.
static std::vector<Var> roots_of(std::span<const Var> outputs, std::span<const Update> updates) {
  std::vector<Var> roots(outputs.begin(), outputs.end());
  for (const Update& u : updates) {
    if (u.state.shape() != u.next.shape() || u.state.dtype() != u.next.dtype())
      throw std::invalid_argument(fmt::format("compile: a state {} {} cannot become {} {}",
                                              name_of(u.state.dtype()), str(u.state.shape()),
                                              name_of(u.next.dtype()), str(u.next.shape())));
    roots.push_back(u.next);
    roots.push_back(u.state);  // keeps the state alive, and tells its place in the graph
  }
  if (roots.empty()) throw std::invalid_argument("compile: no outputs given");
  for (const Var& r : roots)
    if (r.tape != roots[0].tape) throw std::invalid_argument("compile: outputs are on different tapes");
  return roots;
}

// Leaves outputs and next values as the roots of the graph; returns the state that each one overwrites, or
// -1.
static std::vector<int> split_states(Graph& graph, std::size_t outputs) {
  std::vector<int> states(outputs, -1),
      kept(graph.roots.begin(), graph.roots.begin() + static_cast<std::ptrdiff_t>(outputs));
  for (std::size_t r = outputs; r < graph.roots.size(); r += 2) {
    if (graph.nodes[graph.roots[r + 1]].op != &input_primitive)
      throw std::invalid_argument("compile: the state of an update must be an input of the tape");
    kept.push_back(graph.roots[r]);
    states.push_back(graph.roots[r + 1]);
  }
  graph.roots = kept;
  return states;
}

void Program::Compiled::describe(const Graph& graph, std::span<const Var> outputs) {
  const Tape& tape = *graph.tape;
  for (const GraphNode& n : graph.nodes) values.push_back({n.shape, n.dtype});
  for (std::size_t r = 0; r < outputs.size(); ++r) ports[outputs[r].id] = plan.output_port[r];
  for (std::size_t p = 0; p < plan.ports.size(); ++p)
    if (const GraphNode& n = graph.nodes[plan.ports[p].value]; n.op == &input_primitive)
      ports.emplace(n.origin, MemoryPlan::first_port + static_cast<int>(p));
  for (int id = 0; id < tape.size(); ++id)
    if (const Node& n = tape.node(id); n.op == &input_primitive && !ports.contains(id))
      dead_inputs[id] = {n.shape, n.dtype};
  for (const auto& [value, offset] : plan.constant_offsets)
    constants.emplace_back(offset, graph.nodes[value].attr->tensor);
  for (const Instruction& ins : plan.instructions) {
    const Node& n = tape.node(ins.origin);
    const std::string& scope = tape.scope_name(n.scope);
    const std::string module = scope.empty() ? "" : "module " + scope + ", ";
    origins.push_back(
        {std::string(n.op->name), fmt::format("{}{}:{}", module, n.where.file_name(), n.where.line())});
  }
}

Program compile(std::span<const Var> outputs, std::span<const Update> updates, Backend& backend) {
  const std::vector<Var> roots = roots_of(outputs, updates);
  Graph graph = simplify(*roots[0].tape, roots);
  const std::vector<int> states = split_states(graph, outputs.size());
  Lowering lowering = lower(graph);
  auto compiled = std::make_shared<Program::Compiled>();
  compiled->plan = plan_memory(graph, std::move(lowering), states, backend);
  compiled->describe(graph, outputs);
  return Program(std::move(compiled), backend);
}

Tensor eval(Var v) {
  Program p = compile({v});
  p.run();
  return p.get(v);
}

}  // namespace pont::ad
