// The publish protocol: temporary, fsync, rename, fsync of the directory; and the check on the way back.
#include "experiments/store/publish.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/store/checksums.hpp"
#include "experiments/store/file.hpp"

namespace pont::store {
namespace {

constexpr std::string_view trailer_magic = "PONTSUM1";
constexpr std::string_view infix = ".tmp.";

using Trailer = std::array<std::byte, trailer_size>;

Trailer trailer_of(std::span<const std::byte> image) {
  Trailer trailer;
  const std::uint64_t length = image.size();
  const Sha256 digest = sha256(image);
  std::memcpy(trailer.data(), trailer_magic.data(), 8);
  std::memcpy(trailer.data() + 8, &length, 8);
  std::memcpy(trailer.data() + 16, digest.data(), 32);
  return trailer;
}

std::filesystem::path temporary_of(const std::filesystem::path& file) {
  return directory_of(file) / fmt::format(".{}{}{}", file.filename().string(), infix, ::getpid());
}

void publish_parts(const std::filesystem::path& file, std::span<const std::byte> body,
                   std::span<const std::byte> trailer) {
  const std::filesystem::path temporary = temporary_of(file);
  ::unlink(temporary.c_str());  // a dead process may have had our number; if this fails, create_new says why
  File output = File::create_new(temporary);
  try {
    output.write(body);
    output.write(trailer);
    output.sync();
    output.close();
    if (::rename(temporary.c_str(), file.c_str()) != 0)
      fail_io(file, "rename a temporary to this name", errno);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_directory(directory_of(file));
}

[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view reason) {
  throw config::DataError(
      fmt::format("{}: {}; expected a file as Pont published it; use an earlier checkpoint or run again",
                  file.string(), reason));
}

/// The process number at the end of the name of a temporary; 0 for any other name.
pid_t owner_of(std::string_view name) {
  const std::size_t at = name.rfind(infix);
  if (!name.starts_with('.') || at == std::string_view::npos) return 0;
  pid_t pid = 0;
  const char* end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + at + infix.size(), end, pid);
  return error == std::errc() && stop == end && pid > 0 ? pid : 0;
}

bool runs(pid_t pid) { return pid != ::getpid() && (::kill(pid, 0) == 0 || errno == EPERM); }

}  // namespace

void publish(const std::filesystem::path& file, std::span<const std::byte> image) {
  publish_parts(file, image, trailer_of(image));
}

void publish_text(const std::filesystem::path& file, std::string_view text) {
  publish_parts(file, std::as_bytes(std::span(text)), {});
}

std::vector<std::byte> load_checked(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored) && !ignored) refuse(file, "there is no such file");
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(file, ignored)))
    refuse(file, "is no regular file (a link, a directory, ...)");
  std::vector<std::byte> bytes = File::open_to_read(file).read_rest();
  if (bytes.size() < trailer_size)
    refuse(file, fmt::format("only {} bytes, shorter than the trailer", bytes.size()));
  const std::size_t length = bytes.size() - trailer_size;
  const std::span<const std::byte> trailer = std::span(bytes).subspan(length);
  const Trailer expected = trailer_of(std::span(bytes).first(length));
  if (std::memcmp(trailer.data(), trailer_magic.data(), 8) != 0) {
    refuse(file, "no trailer at its end (cut short, lengthened, or written by another program)");
  }
  if (std::memcmp(trailer.data() + 8, expected.data() + 8, 8) != 0)
    refuse(file, "its length is not the one in its trailer");
  if (std::memcmp(trailer.data() + 16, expected.data() + 16, 32) != 0)
    refuse(file, "its SHA-256 is not the one in its trailer");
  bytes.resize(length);
  return bytes;
}

bool is_temporary(std::string_view name) { return owner_of(name) != 0; }

void remove_stale_temporaries(const std::filesystem::path& directory) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const pid_t owner = owner_of(entry.path().filename().native());
    if (owner != 0 && !runs(owner) && ::unlink(entry.path().c_str()) != 0 && errno != ENOENT) {
      fail_io(entry.path(), "remove this temporary of a dead process", errno);
    }
  }
  if (error) fail_io(directory, "list", error.value());
}

}  // namespace pont::store
