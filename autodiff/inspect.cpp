// What is told of a compiled program: facts and lines of its instructions, and results that are not finite.
#include "autodiff/inspect.hpp"

#include <fmt/format.h>

#include <cmath>

#include "autodiff/cost.hpp"

namespace pont::ad {
namespace {

// Position of the first element that is not finite, or -1.
template <class T>
i64 first_bad(const T* x, i64 n) {
  for (i64 i = 0; i < n; ++i)
    if (!std::isfinite(x[i])) return i;
  return -1;
}

// " [3, 4] <- [3], [4]": the shapes of the operands, outputs first.
std::string operands(const Compiled& c, const Instruction& ins) {
  std::string text;
  for (std::size_t k = 0; k < ins.values.size(); ++k) {
    const bool first_input = k == static_cast<std::size_t>(ins.outputs);
    text += (k == 0 ? " " : first_input ? " <- " : ", ") + str(c.values[ins.values[k]].shape);
  }
  return text;
}

}  // namespace

std::size_t bytes_of(const Compiled& c, int value) {
  const Compiled::Value& v = c.values[value];
  return static_cast<std::size_t>(v.shape.size()) * size_of(v.dtype);
}

void require_finite(const Compiled& c, std::size_t i, int o, std::span<const std::byte> host) {
  const Compiled::Value& v = c.values[c.plan.instructions[i].values[o]];
  if (!is_real(v.dtype)) return;
  with_real(v.dtype, [&](auto t) {
    const auto* x = reinterpret_cast<const decltype(t)*>(host.data());
    if (const i64 bad = first_bad(x, v.shape.size()); bad >= 0)
      throw NonFinite(fmt::format("first non-finite value: {} in element {} of the {} result of '{}', {}", x[bad], bad,
                                  str(v.shape), c.origins[i].op, c.origins[i].place));
  });
}

std::vector<InstructionFacts> facts_of(const Compiled& c) {
  std::vector<InstructionFacts> facts;
  for (std::size_t i = 0; i < c.plan.instructions.size(); ++i) {
    const Instruction& ins = c.plan.instructions[i];
    double bytes = 0;
    for (const int v : ins.values) bytes += static_cast<double>(bytes_of(c, v));
    facts.push_back({kind_of(ins.verb), c.origins[i].module, product_flops(ins.verb), bytes});
  }
  return facts;
}

std::string listing_of(const Compiled& c) {
  std::string text;
  for (std::size_t i = 0; i < c.plan.instructions.size(); ++i) {
    const Instruction& ins = c.plan.instructions[i];
    text += fmt::format("{:4} {:<14}", i, c.origins[i].op) + operands(c, ins);
    if (const Chain* chain = chain_of(ins.verb)) text += fmt::format("  ({} formulas)", chain->ops.size());
    text += "  " + c.origins[i].place + "\n";
  }
  return text;
}

}  // namespace pont::ad
