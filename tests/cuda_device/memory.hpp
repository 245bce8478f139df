// The memory of the emulated device: addresses that the host cannot touch, poisoned, guarded, and known byte
// by byte.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace pont::emulated {

/// What is known of one byte. `outside` belongs to no allocation.
enum Byte : std::uint8_t { outside, unwritten, written };

/// Who used 4 bytes last, in the numbering of running.hpp; see race.hpp.
struct Word {
  std::uint32_t write_interval, read_interval;
  std::uint16_t writer, reader;
  std::uint8_t by_atomic, earlier_block;
};

struct Allocation {
  std::size_t bytes;
  long number;  ///< from 1
};

class Memory final {
 public:
  static constexpr std::size_t reach = std::size_t{1} << 34;  ///< addresses; none is given out twice
  static Memory& get();

  /// Null if the device has not so much memory left.
  std::byte* allocate(std::size_t bytes);
  bool release(const void*);
  void clear();
  std::size_t used() const { return used_; }
  std::size_t size() const { return size_; }
  void resize(std::size_t bytes) { size_ = bytes; }
  const std::map<std::size_t, Allocation>& allocations() const { return allocations_; }  ///< by offset

  bool contains(const void* p) const { return offset(p) < reach; }
  std::size_t offset(const void* p) const {
    return static_cast<std::size_t>(static_cast<const std::byte*>(p) - base_);
  }
  /// Where the emulator itself reads and writes device memory, at any time.
  std::byte* alias(const void* p) const { return alias_ + offset(p); }
  std::uint8_t* bytes(const void* p) const { return state_ + offset(p); }
  Word* word(const void* p) const { return words_ + offset(p) / 4; }

  /// The first of `bytes` bytes whose state is below `least`, or null.
  const std::byte* below(Byte least, const void* p, std::size_t bytes) const;
  /// "4 bytes past the end of allocation 5 (4096 bytes)"
  std::string place(const void*) const;
  /// Between the two, the addresses may be used: while kernels run, and until the host goes on.
  void open();
  /// Reports the first guard that somebody wrote to meanwhile.
  void close();

 private:
  Memory();
  std::byte *base_, *alias_;
  std::uint8_t* state_;
  Word* words_;
  int file_;
  std::string damage();
  std::size_t size_, used_ = 0, next_ = 0;
  bool open_ = false;
  long number_ = 0;
  std::map<std::size_t, Allocation> allocations_;
};

/// From now on a host that touches device memory ends with a message that says so.
void listen_for_host_faults();

}  // namespace pont::emulated
