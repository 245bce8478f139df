// Runs that look at every result or at the clock, and the listing.
#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "autodiff/compiled.hpp"
#include "autodiff/cost.hpp"

namespace pont::ad {

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
  prepare();  // its results are copies: a fixed input that is not finite shows in the first product
  for (std::size_t i = plan().preparation; i < list.size(); ++i) {
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

std::vector<InstructionFacts> Program::facts() const {
  std::vector<InstructionFacts> facts;
  for (std::size_t i = 0; i < plan().instructions.size(); ++i) {
    const Instruction& ins = plan().instructions[i];
    double bytes = 0;
    for (const int v : ins.values) {
      const Compiled::Value& value = compiled_->values[static_cast<std::size_t>(v)];
      bytes += static_cast<double>(value.shape.size()) * static_cast<double>(size_of(value.dtype));
    }
    facts.push_back({kind_of(ins.verb), compiled_->origins[i].module, product_flops(ins.verb), bytes});
  }
  return facts;
}

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

}  // namespace pont::ad
