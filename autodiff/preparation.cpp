// What a program prepares from its fixed inputs, and when it does so again.
#include "autodiff/compiled.hpp"
#include "autodiff/workers.hpp"

namespace pont::ad {

// Less is written sooner than another worker comes to help.
static constexpr std::size_t worth_a_round = 1 << 20;

void Program::refresh() { memory_->preparation->prepared = false; }

// Has the preparation read the memory of this base?
void Program::changed(int base) {
  for (std::size_t i = 0; i < plan().preparation; ++i)
    for (const Address& a : plan().instructions[i].addresses)
      if (a.base == base) refresh();
}

// Replicas that share a preparation come here at a time: what is prepared is only looked at.
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

}  // namespace pont::ad
