// Publishing: a file appears under its name complete and durable, or not at all; and is checked before it is
// used.
#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace pont::store {

// A published image is followed by a trailer of 48 bytes:
//   8 bytes   "PONTSUM1"
//   8 bytes   length of the image in bytes, unsigned, little-endian
//   32 bytes  SHA-256 of the image
// HDF5 takes the end of the file from the superblock, so h5py and h5dump open the file as it is. A program
// that opens it for writing drops the trailer; the file is then refused here, as it should be.
inline constexpr std::size_t trailer_size = 48;

/// Writes image and trailer to DIR/.NAME.tmp.PID, syncs, renames to `file`, syncs DIR. Throws IoError; then
/// the previous `file`, if there was one, stands untouched and the temporary is gone. (Only if the last step
/// fails, the sync of DIR, does the new file stand, whole, under its name.) One thread at a time may publish
/// under one name.
void publish(const std::filesystem::path& file, std::span<const std::byte> image);

/// The same without the trailer, for files that people and other programs read: YAML, Markdown, gnuplot, SVG.
void publish_text(const std::filesystem::path& file, std::string_view text);

/// The image published under `file`, its length and SHA-256 verified. Throws DataError with the reason if the
/// file is missing, cut short, changed or was not published by publish(); IoError if it cannot be read.
std::vector<std::byte> load_checked(const std::filesystem::path& file);

/// True for the name of a temporary of publish().
bool is_temporary(std::string_view name);

/// Removes temporaries in `directory` whose process, by the number in the name, no longer runs. Call it at
/// start, when the lock of the run is held; with the lock, this process's own number can only be that of a
/// dead predecessor.
void remove_stale_temporaries(const std::filesystem::path& directory);

}  // namespace pont::store
