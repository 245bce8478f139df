// Shared memory: the thread-local variables of the program's file, since one thread of the host runs a whole
// block.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "tests/cuda_device/race.hpp"

namespace pont::emulated {

class SharedMemory final {
 public:
  /// Of this thread of the host.
  static SharedMemory& get();

  bool contains(const void* p) const { return offset(p) < words_.size() * 4; }
  Word* word(const void* p) { return &words_[offset(p) / 4]; }
  /// True in the part of dynamic_shared that the launch did not ask for.
  bool beyond_launch(const void* p, std::size_t bytes) const;
  bool was_written(const void* p, std::size_t bytes, std::uint32_t since);
  std::string place(const void*) const;

 private:
  SharedMemory();
  std::size_t offset(const void* p) const {
    return static_cast<std::size_t>(static_cast<const std::byte*>(p) - base_);
  }
  const std::byte* base_ = nullptr;
  std::vector<Word> words_;
};

}  // namespace pont::emulated
