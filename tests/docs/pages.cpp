// Reads the Markdown of the pages: code, headings, links and anchors.
#include "tests/docs/pages.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <regex>
#include <sstream>

namespace pont::docs {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

// "## Name" -> "Name"; empty for another line.
std::string heading(const std::string& line) {
  const std::size_t level = line.find_first_not_of('#');
  return level == 0 || level == std::string::npos || line[level] != ' ' ? "" : line.substr(level + 1);
}

bool is_page(const std::string& file) { return file.ends_with(".md"); }

std::string from_line(const std::vector<std::string>& all, std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = first; i < std::min(all.size(), first + count); ++i) text += all[i] + "\n";
  return text;
}

// A page from the line of the anchor to the next heading.
std::string part_of_page(const std::string& page, const std::string& anchor) {
  const std::vector<std::string> all = lines(prose(page));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool named = all[i].find("<a id=\"" + anchor + "\"></a>") != std::string::npos;
    if (named) return all[i];
    if (heading(all[i]).empty() || slug(heading(all[i])) != anchor) continue;
    std::size_t end = i + 1;
    while (end < all.size() && heading(all[end]).empty()) ++end;
    return from_line(all, i, end - i);
  }
  return "";
}

// A source from the first line that holds the symbol as a word.
std::string part_of_source(const std::string& source, const std::string& symbol) {
  const std::regex word("\\b" + symbol + "\\b");
  const std::vector<std::string> all = lines(source);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (std::regex_search(all[i], word)) return from_line(all, i, 8);
  return "";
}

}  // namespace

std::string text_of(const std::string& file) {
  std::ifstream in(fs::path(PONT_CHECKOUT) / file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> pages() {
  std::vector<std::string> all{"README.md"};
  for (const auto& entry : fs::directory_iterator(fs::path(PONT_CHECKOUT) / "docs"))
    if (is_page(entry.path().filename())) all.push_back("docs/" + entry.path().filename().string());
  std::ranges::sort(all);
  return all;
}

std::string prose(const std::string& page) {
  std::string text;
  bool fenced = false;
  for (const std::string& line : lines(page)) {
    const bool fence = line.starts_with("```");
    if (fence) fenced = !fenced;
    if (!fence && !fenced && !line.starts_with("    ")) text += line;
    text += "\n";
  }
  return text;
}

std::vector<std::string> links(const std::string& page) {
  const std::string text = std::regex_replace(prose(page), std::regex("`[^`\n]*`"), "code");
  const std::regex link(R"re(\]\(([^)\s]+)\))re");
  std::vector<std::string> all;
  for (std::sregex_iterator i(text.begin(), text.end(), link), end; i != end; ++i)
    if (const std::string to = (*i)[1]; !to.starts_with("http")) all.push_back(to);
  return all;
}

std::string slug(const std::string& heading) {
  std::string name;
  for (const char c : heading) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-')
      name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (c == ' ') name += '-';
  }
  return name;
}

std::set<std::string> anchors(const std::string& page) {
  std::set<std::string> all;
  for (const std::string& line : lines(prose(page))) {
    const std::string name = slug(heading(line));
    for (int again = 0; !name.empty(); ++again)
      if (all.insert(again ? name + "-" + std::to_string(again) : name).second) break;
  }
  const std::regex id(R"re(<a id="([^"]+)"></a>)re");
  for (std::sregex_iterator i(page.begin(), page.end(), id), end; i != end; ++i) all.insert((*i)[1]);
  return all;
}

Target target(const std::string& page, const std::string& link) {
  const std::size_t hash = link.find('#');
  const std::string path = link.substr(0, hash);
  const fs::path file = path.empty() ? fs::path(page) : fs::path(page).parent_path() / path;
  return {file.lexically_normal(), hash == std::string::npos ? "" : link.substr(hash + 1)};
}

std::string found(const Target& to) {
  if (!fs::exists(fs::path(PONT_CHECKOUT) / to.file)) return "";
  if (to.anchor.empty()) return to.file + "\n";
  const std::string text = text_of(to.file);
  if (!is_page(to.file)) return part_of_source(text, to.anchor);
  return anchors(text).contains(to.anchor) ? part_of_page(text, to.anchor) + "\n" : "";
}

std::string section(const std::string& page, const std::string& name) {
  return part_of_page(page, slug(name));
}

}  // namespace pont::docs
