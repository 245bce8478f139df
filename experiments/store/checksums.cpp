// CRC-32C by table, and SHA-256 by OpenSSL.
#include "experiments/store/checksums.hpp"

#define OPENSSL_SUPPRESS_DEPRECATED  // the interface that is not deprecated allocates, and crashes where that
                                     // fails
#include <nmmintrin.h>
#include <openssl/sha.h>

#include <cstring>
#include <vector>

#include "experiments/store/file.hpp"

namespace pont::store {

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t previous) noexcept {
  std::uint64_t crc = ~previous;
  for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    crc = _mm_crc32_u64(crc, word);
  }
  auto tail = static_cast<std::uint32_t>(crc);
  for (const std::byte b : bytes) tail = _mm_crc32_u8(tail, std::to_integer<unsigned char>(b));
  return ~tail;
}

namespace {

/// One running hash.
class Hasher final {
 public:
  Hasher() { SHA256_Init(&state_); }
  void add(std::span<const std::byte> bytes) { SHA256_Update(&state_, bytes.data(), bytes.size()); }
  Sha256 finish() {
    Sha256 digest;
    SHA256_Final(reinterpret_cast<unsigned char*>(digest.data()), &state_);
    return digest;
  }

 private:
  SHA256_CTX state_;
};

}  // namespace

Sha256 sha256(std::span<const std::byte> bytes) {
  Hasher hasher;
  hasher.add(bytes);
  return hasher.finish();
}

std::string hex(const Sha256& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::byte b : digest) {
    const auto value = std::to_integer<unsigned>(b);
    text += digits[value >> 4];
    text += digits[value & 15];
  }
  return text;
}

std::string sha256_hex(std::string_view text) { return hex(sha256(std::as_bytes(std::span(text)))); }

std::string sha256_of_file(const std::filesystem::path& file) {
  File input = File::open_to_read(file);
  std::vector<std::byte> buffer(std::size_t{1} << 20);
  Hasher hasher;
  while (const std::size_t count = input.read(buffer)) hasher.add(std::span(buffer).first(count));
  return hex(hasher.finish());
}

}  // namespace pont::store
