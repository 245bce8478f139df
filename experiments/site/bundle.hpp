// The files of a page that hold data: scripts that hand a value to the page, and pictures.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/site/views.hpp"

namespace pont::site {

/// "pont.add(ID, VALUE)" in ASCII, wherever it comes from: no text in it can end a script or begin an
/// element.
std::string script_of(const std::string& id, const store::Json& value);

/// The first bytes of a text file; empty where there is none.
std::string text_of(const std::filesystem::path& file, std::size_t most_bytes);

/// A picture that a page shows, copied beside it.
struct Picture final {
  std::filesystem::path from;
  std::string name;  ///< in the folder figures of the page
};

/// `from` under the name ID.svg or ID.png; nothing where there is no such file, or it is larger than
/// most_bytes.
std::optional<Picture> picture_of(const std::filesystem::path& from, const std::string& id,
                                  std::uintmax_t most_bytes);

/// Whether a page, which numbers runs and reports, may have made a file of this name.
bool is_bundled(const std::string& file_name);

/// The parts that fit together into `most_bytes`, the first ones first, as members of an object, and the
/// names of the others as its member "left_out".
store::Json fitting(const std::vector<View>& parts, std::size_t most_bytes);

}  // namespace pont::site
