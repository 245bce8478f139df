// SHA-256 through OpenSSL's EVP interface.
#include "experiments/store/sha256.hpp"

#include <openssl/evp.h>

#include <memory>
#include <new>
#include <vector>

#include "experiments/store/file.hpp"

namespace pont::experiments {
namespace {

/// One running hash. OpenSSL's SHA-256 fails for want of memory alone: std::bad_alloc.
class Hasher final {
 public:
  Hasher() {
    if (!context_) throw std::bad_alloc();
    require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
  }
  void add(std::span<const std::byte> bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
  }
  Sha256 finish() {
    Sha256 digest;
    require(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr));
    return digest;
  }

 private:
  static void require(int ok) {
    if (ok != 1) throw std::bad_alloc();
  }
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
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

}  // namespace pont::experiments
