// Kernels of custom primitives on the CPU: rows are cut among the team if there is one.
#include <algorithm>

#include "autodiff/cpu/cpu.hpp"
#include "autodiff/workers.hpp"

namespace pont::ad {

// Below this many elements a part would take no longer than waking its worker.
static constexpr i64 shortest_part = 4096;

void Cpu::run(const Custom& v, Pointers p) {
  const i64 parts = team_ ? std::clamp<i64>(v.rows * v.width / shortest_part, 1, team_->count()) : 1;
  if (parts == 1) return v.kernel->run(p, 0, v.rows);
  const i64 length = (v.rows + parts - 1) / parts;
  team_->run(static_cast<int>(parts), [&](int part, int) {
    v.kernel->run(p, std::min(part * length, v.rows), std::min((part + 1) * length, v.rows));
  });
}

}  // namespace pont::ad
