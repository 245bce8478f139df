// Documentation from the declarations: one key on the terminal, or all of them as a Markdown page.
#include "experiments/config/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "experiments/config/outline.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/config/tree.hpp"

namespace pont::config {

// The text behind `explain KEY`.

namespace {

std::string row(const char* label, const std::string& value) {
  return value.empty() ? "" : fmt::format("  {:<9}{}\n", label, value);
}

std::string heading(const Outline& node) {
  return node.type == "alternative" ? fmt::format("{}: {{type: {}}}", node.path, node.name) : node.path;
}

/// One line of a listing.
std::string entry(const Outline& node, const std::string& indent) {
  const bool alternative = node.type == "alternative";
  const std::string value = node.default_value.empty() ? "" : " = " + node.default_value;
  const std::string unit = node.unit.empty() ? "" : " " + node.unit;
  const std::string head = indent + (alternative ? "type: " : "") + node.name + value + unit;
  std::string text = fmt::format("{:<36} {}\n", head, node.sentence);
  for (const Outline& child : node.children) text += entry(child, indent + "  ");
  return text;
}

/// Keys that are alike in all but their places.
struct Block {
  std::string what, below;  ///< rows of the key, and entries of what is in it
  std::vector<std::string> places, conditions;
};

void add_once(std::vector<std::string>& all, const std::string& one) {
  if (!one.empty() && std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
}

Block block(const Outline& node) {
  std::string below;
  for (const Outline& child : node.children) below += entry(child, "  ");
  return {"  " + node.sentence + "\n" + row("type", node.type) + row("unit", node.unit) +
              row("default", node.default_value) + row("limits", node.limits),
          below,
          {},
          {}};
}

/// "a.type = x, a.type = y, b.type = z" -> "a.type = x, y; b.type = z".
std::string grouped(const std::vector<std::string>& conditions) {
  std::string text, key;
  for (const std::string& condition : conditions) {
    const std::string here = condition.substr(0, condition.find(" = "));
    if (here == key)
      text += "," + condition.substr(condition.find(" = ") + 2);
    else
      text += (text.empty() ? "" : "; ") + condition;
    key = here;
  }
  return text;
}

std::string text(const Block& block) {
  return join(block.places, "\n") + "\n" + block.what + row("when", grouped(block.conditions)) + block.below;
}

/// "mixture[].mean" and "mixture[2].mean" are asked for as "mixture.mean", too.
std::string without_brackets(const std::string& path) {
  std::string plain;
  bool inside = false;
  for (const char c : path) {
    inside = inside ? c != ']' : c == '[';
    if (!inside && c != ']') plain += c;
  }
  return plain;
}

using Nodes = std::vector<const Outline*>;

std::string describe_all(const Nodes& nodes) {
  std::vector<Block> blocks;
  for (const Outline* node : nodes) {
    const Block fresh = block(*node);
    auto same = std::find_if(blocks.begin(), blocks.end(),
                             [&](const Block& b) { return b.what == fresh.what && b.below == fresh.below; });
    if (same == blocks.end()) same = blocks.insert(blocks.end(), fresh);
    add_once(same->places, heading(*node));
    add_once(same->conditions, node->condition);
  }
  std::vector<std::string> texts;
  for (const Block& b : blocks) texts.push_back(text(b));
  return join(texts, "\n");
}

[[noreturn]] void refuse(const std::string& key, const std::vector<const Outline*>& nodes) {
  std::vector<std::string> paths, names;
  for (const Outline* node : nodes) {
    paths.push_back(node->path);
    names.push_back(node->name);
  }
  std::string best = closest(key, paths);
  if (const std::string name = closest(key, names); best.empty() && !name.empty())
    for (const Outline* node : nodes)
      if (best.empty() && node->name == name) best = node->path;
  fail({"explain", 0, 0}, key,
       "no such key; expected a key of the configuration" +
           (best.empty() ? "" : "; did you mean " + best + "?"));
}

// Those whose path it is, or else those whose path ends with it; refused where there are none.
Nodes asked_for(const Nodes& nodes, const std::string& key) {
  const std::string wanted = without_brackets(key);
  const auto is_key = [](const Outline& n) { return n.type != "alternative"; };
  const auto is_path = [&](const Outline& n) { return is_key(n) && without_brackets(n.path) == wanted; };
  const auto is_last = [&](const Outline& n) {
    return is_key(n) ? without_brackets(n.path).ends_with("." + wanted) : n.name == wanted;
  };
  Nodes found;
  std::ranges::copy_if(nodes, std::back_inserter(found), [&](const Outline* n) { return is_path(*n); });
  if (found.empty())
    std::ranges::copy_if(nodes, std::back_inserter(found), [&](const Outline* n) { return is_last(*n); });
  if (found.empty()) refuse(key, nodes);
  return found;
}

}  // namespace

std::string explain(const Declare& declare, const std::string& key) {
  const Outline whole = outline(declare);
  if (!key.empty()) return describe_all(asked_for(flatten(whole), key));
  std::string text;
  for (const Outline& child : whole.children) text += entry(child, "");
  return text;
}

std::vector<Outline> explained(const Declare& declare, const std::string& key) {
  const Outline whole = outline(declare);
  std::vector<Outline> all;
  for (const Outline* node : key.empty() ? flatten(whole) : asked_for(flatten(whole), key)) {
    all.push_back(*node);
    all.back().children.clear();
  }
  return all;
}

// The reference page in Markdown: a table per section and per alternative.

namespace {

/// A `|` would end the cell.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
  return escaped;
}

std::string code(const std::string& text) { return text.empty() ? "" : "`" + cell(text) + "`"; }

std::string page_heading(const Outline& node) {
  if (node.type != "alternative") return fmt::format("## `{}` ({})", node.path, node.type);
  return node.path.empty() ? fmt::format("### `type: {}`", node.name)
                           : fmt::format("### `{}: {{type: {}}}`", node.path, node.name);
}

bool is_row(const Outline& node) { return node.children.empty() && node.type != "alternative"; }

/// The page, and what is on it so far.
class ReferencePage final {
 public:
  explicit ReferencePage(const std::string& title) : text_("# " + title + "\n") {}

  void append(const Outline& node) {
    std::string table;
    for (const Outline& child : node.children)
      if (is_row(child)) table += row_of(child);
    if (!table.empty())
      text_ += "\n| key | type | unit | default | limits | meaning |\n|---|---|---|---|---|---|\n" + table;
    for (const Outline& child : node.children)
      if (!is_row(child)) append_section(child);
  }
  const std::string& text() const { return text_; }

 private:
  // Keys that stand above, of another section, are not written again.
  void append_section(const Outline& node) {
    text_ += "\n" + page_heading(node) + "\n\n" + node.sentence + "\n";
    if (node.type == "alternative" || node.children.empty()) return append(node);
    std::string keys;
    for (const Outline* n : flatten(node))
      keys += join({n->name, n->type, n->unit, n->default_value, n->limits, n->sentence}, "\n") + "\n";
    const auto [same, fresh] = sections_.emplace(keys, &node);
    if (fresh) return append(node);
    text_ += fmt::format("\nIts keys are those of [`{}`](#{}).\n", same->second->path,
                         same->second->children.front().path);
  }
  std::string row_of(const Outline& node) {
    const std::string anchor =
        paths_.insert(node.path).second ? fmt::format("<a id=\"{}\"></a>", node.path) : "";
    return fmt::format("| {}{} | {} | {} | {} | {} | {} |\n", anchor, code(node.name), cell(node.type),
                       cell(node.unit), code(node.default_value), cell(node.limits), cell(node.sentence));
  }

  std::string text_;
  std::set<std::string> paths_;                     // with an anchor
  std::map<std::string, const Outline*> sections_;  // by their keys
};

}  // namespace

std::string reference_page(const Declare& declare, const std::string& title) {
  const Outline whole = outline(declare);
  ReferencePage page(title);
  page.append(whole);
  return page.text();
}

}  // namespace pont::config
