// Scripts and pictures of a page.
#include "experiments/site/bundle.hpp"

#include <fstream>
#include <regex>

namespace pont::site {

std::string script_of(const std::string& id, const store::Json& value) {
  std::string text = "pont.add(";
  for (const char c : store::Json(id).compact() + "," + value.compact() + ")\n")
    text += c == '<' ? "\\u003c" : std::string(1, c);  // '<' is in texts alone
  return text;
}

std::string text_of(const std::filesystem::path& file, std::size_t most_bytes) {
  std::ifstream in(file, std::ios::binary);
  std::string text(most_bytes, '\0');
  in.read(text.data(), static_cast<std::streamsize>(most_bytes));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

std::optional<Picture> picture_of(const std::filesystem::path& from, const std::string& id,
                                  std::uintmax_t most_bytes) {
  const std::string ending = from.extension().string();
  std::error_code absent;
  const std::uintmax_t size = std::filesystem::file_size(from, absent);
  if (absent || size > most_bytes || (ending != ".svg" && ending != ".png")) return {};
  return Picture{from, id + ending};
}

bool is_bundled(const std::string& file_name) {
  static const std::regex form("(run|report)[0-9]+(-[0-9]+)?\\.(js|svg|png)");
  return std::regex_match(file_name, form);
}

store::Json fitting(const std::vector<View>& parts, std::size_t most_bytes) {
  store::Json all = store::Json::object(), left_out = store::Json::list();
  std::size_t bytes = 0;
  for (const View& part : parts) {
    const std::size_t size = part.content.compact().size();
    if (bytes + size > most_bytes) {
      left_out.add(part.name);
      continue;
    }
    bytes += size;
    all.set(part.name, part.content);
  }
  return all.set("left_out", std::move(left_out));
}

}  // namespace pont::site
