// Turns: fibres that run threads, threads that wait at a barrier, threads that wait for the lanes of their
// warp.
#include "tests/cuda_device/block.hpp"

#include <cstdlib>
#include <utility>

#include "tests/cuda_device/findings.hpp"
#include "tests/cuda_device/thread_name.hpp"

namespace pont::emulated {
BlockRunner& BlockRunner::get() {
  static thread_local BlockRunner object;
  return object;
}

void BlockRunner::begin_block() {
  const dim3 size = running->block;
  const unsigned n = size.x * size.y * size.z;
  threads_.assign(n, {});
  warps_.resize((n + 31) / 32);
  for (unsigned w = 0; w < warps_.size(); ++w) {
    warps_[w].exist = n - w * 32 >= 32 ? ~0u : (1u << (n - w * 32)) - 1;
    warps_[w].returned = 0;
    warps_[w].exchanges.clear();
  }
  order_ = Order(n, chance());
  started_ = done_ = 0;
  abandoned_ = false;
  ready_.clear();
}

bool BlockRunner::run() {
  begin_block();
  while (done_ < threads_.size() && !abandoned_)
    if (started_ < threads_.size())
      resume(free_fibre());
    else if (!ready_.empty())
      resume_one_ready();
    else
      open_barrier();
  if (abandoned_) retire_fibres();
  return !abandoned_;
}

void BlockRunner::fibre_body() {
  for (;;) {
    BlockRunner& runner = get();
    runner.run_unstarted();
    Fibre& self = *runner.active_;
    runner.parked_.push_back(&self);
    switch_to(self.context, runner.scheduler_);
  }
}

void BlockRunner::run_unstarted() {
  while (started_ < threads_.size()) {
    const unsigned thread = order_[started_++];
    set_thread(thread);
    threads_[thread].state = State::running;
    checking = true;
    running->kernel->thread();
    checking = false;
    threads_[thread].state = State::done;
    warps_[thread / 32].returned |= 1u << thread % 32;
    ++done_;
  }
}

void BlockRunner::set_thread(unsigned thread) {
  const dim3 size = running->block;
  running->thread = thread;
  running->thread_index = {thread % size.x, thread / size.x % size.y, thread / size.x / size.y};
}

Fibre& BlockRunner::free_fibre() {
  if (!parked_.empty()) {
    Fibre& fibre = *parked_.back();
    parked_.pop_back();
    return fibre;
  }
  if (unused_.empty()) {
    fibres_.push_back(std::make_unique<Fibre>());
    unused_.push_back(fibres_.back().get());
  }
  Fibre& fibre = *unused_.back();
  unused_.pop_back();
  fibre.prepare(&fibre_body, scheduler_);
  return fibre;
}

void BlockRunner::resume(Fibre& fibre) {
  active_ = &fibre;
  switch_to(scheduler_, fibre.context);
}

void BlockRunner::resume_one_ready() {
  std::swap(ready_[chance().below(ready_.size())], ready_.back());
  const unsigned thread = ready_.back();
  ready_.pop_back();
  set_thread(thread);
  threads_[thread].state = State::running;
  resume(*threads_[thread].fibre);
}

void BlockRunner::suspend(State state, Place place) {
  Thread& t = threads_[running->thread];
  t.state = state;
  t.place = place;
  t.fibre = active_;
  switch_to(active_->context, scheduler_);
}

void BlockRunner::wait_at_barrier(Place place) { suspend(State::at_barrier, place); }

std::string BlockRunner::problem_at_barrier() const {
  const Thread* first = nullptr;
  for (const Thread& t : threads_) {
    if (t.state == State::in_exchange)
      return fmt::format("a shuffle at {} waits for lanes that never come to it", str(t.place));
    if (t.state != State::at_barrier) continue;
    if (!first) first = &t;
    if (!same(first->place, t.place))
      return fmt::format("threads of a block wait at different barriers: {} and {}", str(first->place),
                         str(t.place));
  }
  if (done_ == 0) return "";
  return fmt::format("{} threads of the block wait at the barrier {}, and {} have returned",
                     threads_.size() - done_, str(first->place), done_);
}

void BlockRunner::open_barrier() {
  if (const std::string problem = problem_at_barrier(); !problem.empty()) {
    report("{}: {}", block_name(), problem);
    abandoned_ = true;
    return;
  }
  running->time.interval = next_interval();
  for (unsigned t = 0; t < threads_.size(); ++t) ready_.push_back(t);
}

void BlockRunner::retire_fibres() {
  parked_.clear();
  unused_.clear();
  for (const auto& f : fibres_) unused_.push_back(f.get());
}

void BlockRunner::abandon() {
  abandoned_ = true;
  switch_to(active_->context, scheduler_);
  std::abort();
}

}  // namespace pont::emulated
