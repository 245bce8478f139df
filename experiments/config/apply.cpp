// Between trees and declared structs: fills a struct from a tree, and writes all its values as YAML.
#include "experiments/config/apply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "experiments/config/suggest.hpp"
#include "experiments/config/unknown_key.hpp"
#include "experiments/config/values.hpp"

namespace pont::config {

// The reading visitor: one per section.

namespace {

class SectionReader final : public Visitor {
 public:
  SectionReader(const Tree& map, std::string path, const Declare& root)
      : map_(map), path_(std::move(path)), root_(root) {}

  /// Declares a section into a reader of its map and then refuses what nobody asked for.
  static void read(const Tree& map, const std::string& path, const Declare& root, const Declare& declare) {
    if (map.kind != Tree::Kind::map)
      fail(map.place, path, "got " + map.describe() + "; expected a section (a mapping of keys to values)");
    SectionReader reader(map, path, root);
    declare(reader);
    reader.finish();
  }

  void on_choice(Alternatives& alternatives) override {
    const Tree* type = find("type");
    if (type) select(alternatives, *type);
    if (alternatives.type().empty()) miss("type", "one of: " + join(alternatives.names()));
    if (alternatives.type().empty()) return finish();
    type_ = alternatives.type();
    alternatives.declare_current(*this);
  }

  void check(bool holds, const std::vector<std::string>& keys, const std::string& wrong,
             const std::string& expected) override {
    if (holds || missing_) return;  // with a key missing the condition means nothing
    for (const std::string& key : keys)
      if (const Tree::Entry* entry = map_.find(key))
        fail(entry->value.place, child_path(path_, key), "got " + wrong + "; expected " + expected);
    fail(map_.place, child_path(path_, keys.at(0)), "got " + wrong + "; expected " + expected);
  }

 protected:
  void on_value(const Key& key, const Slot& slot) override {
    const Tree* tree = find(key.name);
    if (tree) read_value(*tree, child_path(path_, key.name), slot, key.rules);
    if (!tree && key.rules.required) miss(key.name, expectation(slot, key.rules));
  }
  void on_section(const Key& key, const Declare& declare) override {
    const Tree* tree = find(key.name);
    const Tree nothing_given{.kind = Tree::Kind::map, .place = map_.place, .entries = {}};
    read(tree ? *tree : nothing_given, child_path(path_, key.name), root_, declare);
  }
  void on_optional(const Key& key, Group& group) override {
    const Tree* tree = find(key.name);
    if (!tree) return;
    const bool absent =
        tree->kind == Tree::Kind::nothing && !tree->text.empty();  // null, not a forgotten value
    if (absent || group.size() == 0) group.resize(absent ? 0 : 1);
    if (!absent && tree->kind != Tree::Kind::map)
      fail(tree->place, child_path(path_, key.name),
           "got " + tree->describe() + "; expected a section, or null for none");
    if (!absent) read(*tree, child_path(path_, key.name), root_, [&](Visitor& v) { group.declare(0, v); });
  }
  void on_list(const Key& key, Group& group) override {
    const Tree* tree = find(key.name);
    const std::string path = child_path(path_, key.name);
    if (!tree && key.rules.required) miss(key.name, "a list of sections");
    if (!tree) return;
    if (tree->kind != Tree::Kind::list)
      fail(tree->place, path, "got " + tree->describe() + "; expected a list of sections (- key: value)");
    if (!key.rules.length.contains(static_cast<double>(tree->items.size())))
      fail(tree->place, path,
           fmt::format("got {} items; expected {}", tree->items.size(), key.rules.length.text()));
    group.resize(tree->items.size());
    for (std::size_t i = 0; i < tree->items.size(); ++i)
      read(tree->items[i], fmt::format("{}[{}]", path, i), root_, [&](Visitor& v) { group.declare(i, v); });
  }

 private:
  struct Missing {
    std::string name, expected;
  };

  /// The value of a key, noted as known. Throws std::logic_error when a section declares a name twice.
  const Tree* find(const std::string& name) {
    if (std::find(known_.begin(), known_.end(), name) != known_.end())
      throw std::logic_error("configuration: " + child_path(path_, name) +
                             " is declared twice; expected once");
    known_.push_back(name);
    const Tree::Entry* entry = map_.find(name);
    return entry ? &entry->value : nullptr;
  }
  void select(Alternatives& alternatives, const Tree& type) {
    std::string name;
    read_value(type, child_path(path_, "type"), Slot{&name}, {.one_of = alternatives.names()});
    alternatives.select(name);
  }
  /// A missing key may be a misspelled one, which is reported first: hence remembered until finish().
  void miss(const std::string& name, const std::string& expected) {
    if (!missing_) missing_ = Missing{name, expected};
  }
  void finish() const {
    for (const Tree::Entry& entry : map_.entries)
      if (std::find(known_.begin(), known_.end(), entry.name) == known_.end())
        refuse_unknown_key(entry, {path_, type_, known_}, root_);
    if (missing_)
      fail(map_.place, child_path(path_, missing_->name), "missing; expected " + missing_->expected);
  }

  const Tree& map_;
  std::string path_;
  const Declare& root_;
  std::vector<std::string> known_;
  std::string type_;  // of the alternative, in a choice
  std::optional<Missing> missing_;
};

}  // namespace

void apply_tree(const Declare& declare, const Tree& tree) { SectionReader::read(tree, "", declare, declare); }

// The writing visitor: one per section.

namespace {

using Wanted = bool (*)(const Rules&);

class SectionWriter final : public Visitor {
 public:
  SectionWriter(std::string& out, std::string indent, Wanted wanted)
      : out_(out), indent_(std::move(indent)), wanted_(wanted) {}

  void on_choice(Alternatives& alternatives) override {
    std::string type = alternatives.type();
    line("type", type.empty() ? "null" : format_value(Slot{&type}));
    if (!type.empty()) alternatives.declare_current(*this);
  }
  void check(bool, const std::vector<std::string>&, const std::string&, const std::string&) override {}

 protected:
  void on_value(const Key& key, const Slot& slot) override {
    if (wanted_(key.rules)) line(key.name, format_value(slot));
  }
  void on_section(const Key& key, const Declare& declare) override {
    const std::string body = nested("  ", declare);
    body.empty() ? line(key.name, "{}") : block(key.name, body);
  }
  void on_optional(const Key& key, Group& group) override {
    if (group.size() == 0) return line(key.name, "null");
    on_section(key, [&](Visitor& v) { group.declare(0, v); });
  }
  void on_list(const Key& key, Group& group) override {
    if (group.size() == 0) return line(key.name, "[]");
    std::string items;
    for (std::size_t i = 0; i < group.size(); ++i) {
      std::string body = nested("    ", [&](Visitor& v) { group.declare(i, v); });
      if (body.empty()) body = indent_ + "    {}\n";
      body[indent_.size() + 2] = '-';  // the first line of the item carries the dash
      items += body;
    }
    block(key.name, items);
  }

 private:
  void line(const std::string& name, const std::string& value) {
    out_ += indent_ + name + ": " + value + "\n";
  }
  void block(const std::string& name, const std::string& body) { out_ += indent_ + name + ":\n" + body; }
  std::string nested(const std::string& deeper, const Declare& declare) const {
    std::string body;
    SectionWriter inside(body, indent_ + deeper, wanted_);
    declare(inside);
    return body;
  }

  std::string& out_;
  std::string indent_;
  Wanted wanted_;
};

std::string written(const Declare& declare, Wanted wanted) {
  std::string yaml;
  SectionWriter writer(yaml, "", wanted);
  declare(writer);
  return yaml;
}

}  // namespace

std::string resolve(const Declare& declare) {
  return written(declare, [](const Rules&) { return true; });
}

std::string resolve_results(const Declare& declare) {
  return written(declare, [](const Rules& rules) { return !rules.aside; });
}

}  // namespace pont::config
