// ZIP archives in memory, through libzip.
#include "experiments/data/archive.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <new>

#include "experiments/data/refuse.hpp"
#include "experiments/store/file.hpp"
#include "experiments/store/joined.hpp"

namespace pont::data {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = std::uint64_t{1} << 31;

struct Close {
  void operator()(zip_t* z) const { zip_discard(z); }
  void operator()(zip_file_t* f) const { zip_fclose(f); }
  void operator()(zip_source_t* s) const { zip_source_free(s); }
};
using Archive = std::unique_ptr<zip_t, Close>;
using Source = std::unique_ptr<zip_source_t, Close>;

/// What libzip does not do for want of memory only.
template <class T>
T* made(T* p) {
  if (!p) throw std::bad_alloc();
  return p;
}

Archive opened(std::span<const std::byte> bytes, const std::string& file) {
  const auto broken = [&] {
    refuse(file, "isn't a whole ZIP archive; expected one, as zip and numpy.savez write them");
  };
  if (bytes.empty()) broken();  // libzip would begin a new one
  Source source(made(zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr)));
  Archive archive(zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, nullptr));
  if (!archive) broken();
  source.release();  // the archive owns it now
  return archive;
}

Member member(zip_t* archive, zip_uint64_t index, std::uint64_t room, const std::string& file) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat_index(archive, index, 0, &about) != 0 || !about.name) refuse(file, "is damaged");
  if (about.size > room)
    refuse(file, fmt::format("unpacks to more than {} bytes; expected at most that", most_bytes));
  Member m{about.name, std::vector<std::byte>(about.size)};
  const std::unique_ptr<zip_file_t, Close> in(zip_fopen_index(archive, index, 0));
  if (!in || zip_fread(in.get(), m.bytes.data(), about.size) != static_cast<zip_int64_t>(about.size))
    refuse(file, fmt::format("its member {} is damaged or encrypted; expected a plain one", m.name));
  return m;
}

std::vector<fs::path> files_below(const fs::path& directory, std::span<const std::string> suffixes) try {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    const fs::path inside = entry.path().lexically_relative(directory);
    const bool hidden = std::any_of(inside.begin(), inside.end(),
                                    [](const fs::path& p) { return p.string().starts_with("."); });
    const bool wanted = std::any_of(suffixes.begin(), suffixes.end(),
                                    [&](const std::string& s) { return inside.string().ends_with(s); });
    if (!hidden && wanted && entry.is_regular_file()) files.push_back(inside);
  }
  std::sort(files.begin(), files.end(),
            [](const fs::path& a, const fs::path& b) { return a.generic_string() < b.generic_string(); });
  return files;
} catch (const fs::filesystem_error& e) {
  throw config::IoError(fmt::format("{}: cannot be listed: {}", directory.string(), e.code().message()));
}

void add(zip_t* archive, const std::string& name, const std::vector<std::byte>& bytes) {
  zip_source_t* const source = made(zip_source_buffer(archive, bytes.data(), bytes.size(), 0));
  const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) throw std::bad_alloc();
  const auto at = static_cast<zip_uint64_t>(index);
  zip_set_file_compression(archive, at, ZIP_CM_STORE, 0);
  zip_file_set_dostime(archive, at, 0, 0x21, 0);  // 1 January 1980, whatever the clock says
}

std::vector<std::byte> content_of(zip_source_t* source) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0) throw std::bad_alloc();
  std::vector<std::byte> bytes(about.size);
  const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read != static_cast<zip_int64_t>(bytes.size())) throw std::bad_alloc();
  return bytes;
}

}  // namespace

std::vector<Member> unpacked(std::span<const std::byte> bytes, const std::string& file) {
  const Archive archive = opened(bytes, file);
  std::vector<Member> members;
  std::uint64_t room = most_bytes;
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    Member m = member(archive.get(), static_cast<zip_uint64_t>(i), room, file);
    if (m.name.ends_with("/")) continue;
    room -= m.bytes.size();
    members.push_back(std::move(m));
  }
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.name < b.name; });
  return members;
}

std::vector<std::byte> packed(std::span<const Member> members) {
  Source source(made(zip_source_buffer_create(nullptr, 0, 0, nullptr)));
  zip_source_keep(source.get());
  Archive archive(made(zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr)));
  for (const Member& m : members) add(archive.get(), m.name, m.bytes);  // read when the archive is closed
  if (zip_close(archive.get()) != 0) throw std::bad_alloc();
  archive.release();
  return content_of(source.get());
}

std::vector<std::byte> packed_folder(const fs::path& directory, std::span<const std::string> suffixes) {
  const std::vector<fs::path> files = files_below(directory, suffixes);
  if (files.empty())
    refuse(directory.string(), fmt::format("no file below it ends with {}; expected pictures",
                                           store::joined({suffixes.begin(), suffixes.end()}, ", ")));
  std::vector<Member> members;
  for (const fs::path& file : files)
    members.push_back({file.generic_string(), store::File::open_to_read(directory / file).read_rest()});
  return packed(members);
}

}  // namespace pont::data
