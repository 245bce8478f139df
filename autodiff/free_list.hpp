// Offsets in one growing arena, best fit, with neighbouring free ranges merged.
#pragma once
#include <cstddef>
#include <iterator>
#include <map>
#include <set>

namespace pont::ad {

class FreeList {
 public:
  static constexpr std::size_t alignment = 64;
  static constexpr std::size_t rounded(std::size_t bytes) { return (bytes + alignment - 1) / alignment * alignment; }

  /// Offset of a range of at least `bytes`; the smallest free range that fits, the lowest among equals.
  std::size_t take(std::size_t bytes) {
    bytes = rounded(bytes);
    const auto fit = by_size_.lower_bound({bytes, 0});
    if (fit == by_size_.end()) return grow(bytes);
    const auto [size, offset] = *fit;
    remove(offset, size);
    if (size > bytes) insert(offset + bytes, size - bytes);
    return offset;
  }

  void give_back(std::size_t offset, std::size_t bytes) {
    bytes = rounded(bytes);
    auto next = by_offset_.lower_bound(offset);
    if (next != by_offset_.end() && next->first == offset + bytes) {
      bytes += next->second;
      remove(next->first, next->second);
    }
    next = by_offset_.lower_bound(offset);
    if (next != by_offset_.begin())
      if (const auto before = std::prev(next); before->first + before->second == offset) {
        offset = before->first;
        bytes += before->second;
        remove(before->first, before->second);
      }
    insert(offset, bytes);
  }

  std::size_t size() const { return end_; }

 private:
  // At the end of the arena; a free range that touches the end is extended.
  std::size_t grow(std::size_t bytes) {
    std::size_t offset = end_;
    if (!by_offset_.empty())
      if (const auto last = std::prev(by_offset_.end()); last->first + last->second == end_) {
        offset = last->first;
        remove(last->first, last->second);
      }
    end_ = offset + bytes;
    return offset;
  }
  void insert(std::size_t offset, std::size_t bytes) {
    if (bytes == 0) return;
    by_offset_.emplace(offset, bytes);
    by_size_.emplace(bytes, offset);
  }
  void remove(std::size_t offset, std::size_t bytes) {
    by_offset_.erase(offset);
    by_size_.erase({bytes, offset});
  }

  std::map<std::size_t, std::size_t> by_offset_;
  std::set<std::pair<std::size_t, std::size_t>> by_size_;
  std::size_t end_ = 0;
};

}  // namespace pont::ad
