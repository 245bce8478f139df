// Walks a declaration without touching its values.
#include "experiments/config/outline.hpp"

#include <algorithm>

#include "experiments/config/tree.hpp"
#include "experiments/config/values.hpp"

namespace pont::config {
namespace {

class Outliner final : public Visitor {
 public:
  /// `open` lists the registries of the choices we are inside of: a choice within itself isn't expanded for
  /// ever.
  Outliner(Outline& node, std::vector<const void*> open) : node_(node), open_(std::move(open)) {}

  void on_choice(Alternatives& alternatives) override {
    if (node_.type == "section") node_.type = "choice";
    add_type_key(alternatives);
    if (std::find(open_.begin(), open_.end(), alternatives.registry()) != open_.end()) return;
    std::vector<const void*> open = open_;
    open.push_back(alternatives.registry());
    for (const std::string& name : alternatives.names()) {
      Outline alternative{.path = node_.path, .name = name, .type = "alternative"};
      alternative.sentence = alternatives.summary(name);
      alternative.condition = child_path(node_.path, "type") + " = " + name;
      Outliner inside(alternative, open);
      alternatives.declare_fresh(name, inside);
      node_.children.push_back(std::move(alternative));
    }
  }
  void check(bool, const std::vector<std::string>&, const std::string&, const std::string&) override {}

 protected:
  void on_value(const Key& key, const Slot& slot) override {
    Outline& node = add(key, type_name(slot), "");
    node.unit = key.rules.unit;
    node.default_value = key.rules.required ? "required" : format_value(slot);
  }
  void on_section(const Key& key, const Declare& declare) override {
    descend(add(key, "section", ""), declare);
  }
  void on_optional(const Key& key, Group& group) override {
    Outline& node = add(key, "optional section", "");
    descend(node, [&](Visitor& v) { group.declare_fresh(v); });
    node.default_value = group.size() == 0 ? "null" : "present";
  }
  void on_list(const Key& key, Group& group) override {
    Outline& node = add(key, "list of sections", "[]");
    descend(node, [&](Visitor& v) { group.declare_fresh(v); });
    node.default_value = key.rules.required ? "required" : std::to_string(group.size()) + " items";
  }

 private:
  Outline& add(const Key& key, std::string type, const std::string& suffix) {
    Outline node{
        .path = child_path(node_.path, key.name) + suffix, .name = key.name, .type = std::move(type)};
    node.limits = limits(key.rules);
    node.sentence = key.sentence;
    node.condition = node_.condition;
    return node_.children.emplace_back(std::move(node));
  }
  void add_type_key(const Alternatives& alternatives) {
    const Key key{"type", "which alternative", {.one_of = alternatives.names()}};
    add(key, "text", "").default_value = alternatives.type().empty() ? "required" : alternatives.type();
  }
  void descend(Outline& node, const Declare& declare) {
    Outliner inside(node, open_);
    declare(inside);
  }

  Outline& node_;
  std::vector<const void*> open_;
};

void append(const Outline& node, std::vector<const Outline*>& all) {
  for (const Outline& child : node.children) {
    all.push_back(&child);
    append(child, all);
  }
}

}  // namespace

Outline outline(const Declare& declare) {
  Outline root{.type = "section"};
  Outliner outliner(root, {});
  declare(outliner);
  return root;
}

std::vector<const Outline*> flatten(const Outline& root) {
  std::vector<const Outline*> all;
  append(root, all);
  return all;
}

}  // namespace pont::config
