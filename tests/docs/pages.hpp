// The pages for readers: README.md and docs/*.md, their sections and their links.
#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace pont::docs {

/// A text of the checkout; empty where there is none. `file` is relative to the root.
std::string text_of(const std::string& file);

/// README.md and docs/*.md, relative to the root.
std::vector<std::string> pages();

/// The page without fenced and indented code.
std::string prose(const std::string& page);

/// What the links of a page lead to, as written, those to other sites left out; code is no link.
std::vector<std::string> links(const std::string& page);

/// "Where a batch goes" -> "where-a-batch-goes", as GitHub names headings.
std::string slug(const std::string& heading);

/// What a link to the page may name after #: its headings, numbered from the second of one name, and its <a
/// id>.
std::set<std::string> anchors(const std::string& page);

/// A link as `file` relative to the root, and what stands after #, which may be empty.
struct Target final {
  std::string file, anchor;
};
Target target(const std::string& page, const std::string& link);

/// The text from the anchor on: of a page to the next heading, of a source eight lines. Empty where the file
/// or the anchor is not there; without an anchor its name.
std::string found(const Target&);

/// The section of a page below a heading of any level; empty where there is none.
std::string section(const std::string& page, const std::string& heading);

}  // namespace pont::docs
