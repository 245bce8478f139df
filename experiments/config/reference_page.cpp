// The reference page in Markdown: a table per section and per alternative.
#include <fmt/format.h>

#include "experiments/config/explain.hpp"
#include "experiments/config/outline.hpp"

namespace pont::config {
namespace {

/// A `|` would end the cell.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
  return escaped;
}

std::string code(const std::string& text) { return text.empty() ? "" : "`" + cell(text) + "`"; }

std::string page_heading(const Outline& node) {
  if (node.type == "alternative") return fmt::format("### `{}: {{type: {}}}`", node.path, node.name);
  return fmt::format("## `{}` ({})", node.path, node.type);
}

void append_section(const Outline& node, std::string& page) {
  std::string table;
  for (const Outline& child : node.children)
    if (child.children.empty() && child.type != "alternative")
      table +=
          fmt::format("| {} | {} | {} | {} | {} | {} |\n", code(child.name), cell(child.type),
                      cell(child.unit), code(child.default_value), cell(child.limits), cell(child.sentence));
  if (!table.empty())
    page += "\n| key | type | unit | default | limits | meaning |\n|---|---|---|---|---|---|\n" + table;
  for (const Outline& child : node.children) {
    if (child.children.empty() && child.type != "alternative") continue;
    page += "\n" + page_heading(child) + "\n\n" + child.sentence + "\n";
    append_section(child, page);
  }
}

}  // namespace

std::string reference_page(const Declare& declare, const std::string& title) {
  std::string page = "# " + title + "\n";
  append_section(outline(declare), page);
  return page;
}

}  // namespace pont::config
