// ZIP archives in memory: the members of one, and a folder as one.
#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace pont::data {

struct Member final {
  std::string name;  ///< "cats/tabby.png"
  std::vector<std::byte> bytes;
};

/// The files of a ZIP archive, by name in the order of bytes; at most 2^31 bytes in all. `file` stands in
/// messages. Throws DataError for what is no archive, damaged, encrypted or too large.
std::vector<Member> unpacked(std::span<const std::byte> archive, const std::string& file);

/// Members as an archive without compression, which is a function of their names and bytes.
std::vector<std::byte> packed(std::span<const Member> members);

/// The files of these suffixes below a directory as such an archive. Hidden files are left out. Throws
/// DataError where there is none, IoError.
std::vector<std::byte> packed_folder(const std::filesystem::path& directory,
                                     std::span<const std::string> suffixes);

}  // namespace pont::data
