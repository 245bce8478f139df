// The threads of one block: each on the stack of a fibre, in an order of our choice between two barriers.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/cuda_device/fibre.hpp"
#include "tests/cuda_device/include/emulated/device_code.h"
#include "tests/cuda_device/random.hpp"
#include "tests/cuda_device/running.hpp"

namespace pont::emulated {

/// A shuffle for which some lanes have come and others have not.
struct Exchange {
  unsigned mask = 0, posted = 0;  ///< lanes that take part, and lanes that have come
  Place place;
};

struct Warp {
  unsigned exist = 0, returned = 0;  ///< lanes of the block, and those that have left the kernel
  std::vector<Exchange> exchanges;   ///< of disjoint sets of lanes
  std::array<std::uint64_t, 32> value;
  std::array<std::uint8_t, 32> source;
};

/// A fibre runs one thread after another until one has to wait; then the next fibre goes on. A kernel without
/// barriers so takes one fibre and no switches.
class BlockRunner final {
 public:
  /// Of this thread of the host.
  static BlockRunner& get();

  /// Runs the block that `running` names; false if one of its threads abandoned the kernel.
  bool run();

  // Called by threads of the block:
  void wait_at_barrier(Place);
  std::uint64_t exchange(unsigned mask, std::uint64_t value, unsigned source, Place);
  [[noreturn]] void abandon();
  bool on_own_stack(const void* p) const { return active_->holds(p); }

 private:
  enum class State : std::uint8_t { unstarted, running, at_barrier, in_exchange, done };
  struct Thread {
    State state = State::unstarted;
    Fibre* fibre = nullptr;
    Place place;
  };
  [[noreturn]] static void fibre_body();
  void run_unstarted();
  void resume(Fibre&);
  void resume_one_ready();
  void suspend(State, Place);
  Fibre& free_fibre();
  void open_barrier();
  std::string problem_at_barrier() const;
  Exchange* join_exchange(unsigned thread, unsigned mask, unsigned source, const Place&);
  void finish_exchange(Exchange&, unsigned thread);
  void begin_block();
  void retire_fibres();
  void set_thread(unsigned);

  std::vector<Thread> threads_;
  std::vector<Warp> warps_;
  std::vector<unsigned> ready_;
  std::vector<std::unique_ptr<Fibre>> fibres_;
  std::vector<Fibre*> unused_, parked_;  // parked: waiting in fibre_body for threads to run
  Fibre* active_ = nullptr;
  Context scheduler_;
  Order order_{1, chance()};
  unsigned started_ = 0, done_ = 0;
  bool abandoned_ = false;
};

/// "reduce.cu:57", and whether two places are the same.
std::string str(const Place&);
bool same(const Place&, const Place&);

}  // namespace pont::emulated
