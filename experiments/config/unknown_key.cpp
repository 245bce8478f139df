// Guessing what an unknown key was meant to be.
#include "experiments/config/unknown_key.hpp"

#include <algorithm>

#include "experiments/config/outline.hpp"
#include "experiments/config/suggest.hpp"

namespace pont::config {
namespace {

/// "samplers[2].ode" -> "samplers[].ode", as an outline writes it.
std::string without_indices(const std::string& path) {
  std::string plain;
  bool inside = false;
  for (const char c : path) {
    inside = c == '[' || (inside && c != ']');
    if (!inside || c == '[') plain += c;
  }
  return plain;
}

std::string parent(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? "" : path.substr(0, dot);
}

/// "train.steps: 5" is valid YAML with a key that holds a dot.
std::string hint_nested(const std::string& name, const std::string& section,
                        const std::vector<const Outline*>& nodes) {
  const std::size_t dot = name.find('.');
  const std::string path = child_path(section, name);
  const bool exists =
      std::any_of(nodes.begin(), nodes.end(), [&](const Outline* n) { return n->path == path; });
  if (dot == std::string::npos || !exists) return "";
  return "; did you mean to nest it, as " + name.substr(0, dot) + ": {" + name.substr(dot + 1) + ": ...}?";
}

/// The key exists under exactly this name, but in another section or for another type.
std::string hint_elsewhere(const std::string& name, const std::string& section,
                           const std::vector<const Outline*>& nodes) {
  const Outline* elsewhere = nullptr;
  for (const Outline* node : nodes) {
    if (node->name != name || node->type == "alternative" || name == "type") continue;
    if (parent(node->path) == section) return "; it belongs to " + node->condition;
    if (!elsewhere) elsewhere = node;
  }
  if (!elsewhere) return "";
  const std::string home = parent(elsewhere->path);
  return "; did you mean to put it " + (home.empty() ? "at the top level?" : "under " + home + "?");
}

/// What other programs call a key that is known here.
std::string hint_foreign(const std::string& name, const std::vector<const Outline*>& nodes) {
  const std::string path = path_of_foreign(name);
  const bool exists = !path.empty() && std::any_of(nodes.begin(), nodes.end(),
                                                   [&](const Outline* n) { return n->path == path; });
  return exists ? "; did you mean " + path + "?" : "";
}

/// A similar name below `section`. One letter of two or three is not similar.
std::string hint_similar_below(const std::string& name, const std::string& section,
                               const std::vector<const Outline*>& nodes) {
  constexpr std::size_t shortest = 4;
  std::vector<std::string> names;
  std::vector<const Outline*> inside;
  for (const Outline* node : nodes)
    if (node->type != "alternative" && node->name.size() >= shortest &&
        (section.empty() || node->path.starts_with(section + "."))) {
      names.push_back(node->name);
      inside.push_back(node);
    }
  const std::string best = closest(name, names);
  const auto it =
      std::find_if(inside.begin(), inside.end(), [&](const Outline* n) { return n->name == best; });
  return best.empty() || it == inside.end() ? "" : "; did you mean " + (*it)->path + "?";
}

std::string hint(const std::string& name, const KnownKeys& known, const Declare& root) {
  const Outline whole = outline(root);
  const std::vector<const Outline*> nodes = flatten(whole);
  const std::string section = without_indices(known.section);
  std::string text = hint_nested(name, section, nodes);
  if (text.empty()) text = hint_elsewhere(name, section, nodes);
  if (text.empty()) text = hint_foreign(name, nodes);
  if (text.empty()) text = did_you_mean(name, known.names);
  if (text.empty() && !section.empty()) text = hint_similar_below(name, section, nodes);
  if (text.empty()) text = hint_similar_below(name, "", nodes);
  return text;
}

}  // namespace

void refuse_unknown_key(const Tree::Entry& entry, const KnownKeys& known, const Declare& root) {
  std::vector<std::string> names = known.names;
  if (known.section.empty() && entry.place.line > 0) names.push_back("extends");  // handled before, in files
  const std::string of_type = known.type.empty() ? "" : " of type " + known.type;
  fail(entry.place, child_path(known.section, entry.name),
       "unknown key" + of_type + "; expected " + (names.empty() ? "no keys" : "one of: " + join(names)) +
           hint(entry.name, {known.section, known.type, names}, root));
}

}  // namespace pont::config
