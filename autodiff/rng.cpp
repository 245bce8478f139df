// Random streams in bulk: 32 Philox blocks at a time, as structures of arrays, so that every loop vectorises.
#include "autodiff/rng.hpp"

#include <algorithm>

namespace pont::ad {

Key Key::operator/(std::string_view child) const {
  u64 hash = 0xcbf29ce484222325;
  for (char c : child) hash = (hash ^ u64(static_cast<unsigned char>(c))) * 0x100000001b3;
  return derive(hash, 1);
}

Key Key::derive(u64 child, u32 kind) const {
  const Block b = philox(child, kind, 0x80000000);
  return Key(draws::join(b[0], b[1]));
}

double Key::uniform(u64 element, u64 slot) const {
  const Block b = bits(element / 2, slot);
  return draws::uniform(element % 2 == 0 ? draws::join(b[0], b[1]) : draws::join(b[2], b[3]));
}

double Key::normal(u64 element, u64 slot) const {
  const Block b = bits(element / 2, slot);
  const auto pair = draws::normals(draws::join(b[0], b[1]), draws::join(b[2], b[3]));
  return element % 2 == 0 ? pair.first : pair.second;
}

namespace {

constexpr int kBlocks = 32;

struct Words {  // word j of block i is lane[j][i]
  alignas(32) u32 lane[4][kBlocks];
};

Words philox_blocks(Key key, u64 slot, u64 first_block) {
  Words w;
#pragma GCC ivdep
  for (int i = 0; i < kBlocks; ++i) {
    const Key::Block b = key.bits(first_block + u64(i), slot);
    w.lane[0][i] = b[0], w.lane[1][i] = b[1], w.lane[2][i] = b[2], w.lane[3][i] = b[3];
  }
  return w;
}

// Always whole groups of blocks, counted from block 0 of the stream, so that any cut computes the same
// groups.
template <class Law, class T>
void fill(Key key, u64 slot, u64 first, i64 n, T* out) {
  constexpr int per_block = 16 / sizeof(T), group = kBlocks * per_block;
  alignas(32) T values[group];
  for (i64 done = 0; done < n;) {
    const u64 element = first + u64(done), begin = element % group;
    const Words words = philox_blocks(key, slot, (element - begin) / per_block);
#pragma GCC ivdep
    for (int i = 0; i < kBlocks; ++i) 
      Law::write(words.lane[0][i], words.lane[1][i], words.lane[2][i], words.lane[3][i], values + per_block * i);
    const i64 count = std::min<i64>(group - i64(begin), n - done);
    std::copy_n(values + begin, count, out + done);
    done += count;
  }
}

}  // namespace

void fill_bits(Key key, u64 slot, u64 first, i64 n, u32* out) { fill<draws::Bits>(key, slot, first, n, out); }
void fill_uniform(Key key, u64 slot, u64 first, i64 n, float* out) {
  fill<draws::Uniform>(key, slot, first, n, out);
}
void fill_uniform(Key key, u64 slot, u64 first, i64 n, double* out) {
  fill<draws::Uniform>(key, slot, first, n, out);
}
void fill_normal(Key key, u64 slot, u64 first, i64 n, float* out) { fill<draws::Normal>(key, slot, first, n, out); }
void fill_normal(Key key, u64 slot, u64 first, i64 n, double* out) { fill<draws::Normal>(key, slot, first, n, out); }

}  // namespace pont::ad
