// Builds a Tree from yaml-cpp's events, refusing what a configuration has no use for.
#include "experiments/config/yaml_reader.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <optional>
#include <sstream>

#include "experiments/config/source_text.hpp"

namespace pont::config {
namespace {

constexpr std::size_t max_depth = 32;

class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const YamlSource& source) : source_(source) {}
  Tree take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (seen_) fail(source_.at(mark), "", "a second document begins here; expected one");
    seen_ = true;
    root_.place = source_.at(mark);
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse_properties(mark);
    Tree value{.kind = Tree::Kind::nothing, .place = source_.at(mark), .entries = {}};
    const std::string_view written = source_.from(mark);  // for a value left out, whatever comes next
    const std::string_view word = written.substr(0, written.find_first_of(" ,]}\r"));
    value.text = word == "~" || word == "null" ? "null" : "";
    add(std::move(value));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_properties(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& text) override {
    refuse_properties(mark);
    const Place place = source_.at(mark);
    refuse_several_lines(place, source_.from(mark), text);
    if (first_invalid_utf8(text) < text.size() || text.find('\0') != std::string::npos)
      fail(place, path(), "an escape that isn't a character; expected UTF-8 text without NUL");
    check_indent(place, false);
    add({.kind = Tree::Kind::scalar, .place = place, .text = text, .quoted = tag == "!", .entries = {}});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value style) override {
    open(mark, Tree::Kind::list, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value style) override {
    open(mark, Tree::Kind::map, style);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    Tree tree;
    bool block;                      // written by indentation, not in brackets
    std::optional<Tree::Entry> key;  // of a map, when its value is awaited
  };

  /// A node that begins with one of these carries an alias, anchor or tag: a plain scalar can't.
  void refuse_properties(const YAML::Mark& mark) const {
    const std::string_view text = source_.from(mark);
    if (text.starts_with("*")) fail(source_.at(mark), path(), "an alias; expected the value itself");
    if (text.starts_with("&")) fail(source_.at(mark), path(), "an anchor; expected the value itself");
    if (text.starts_with("!")) fail(source_.at(mark), path(), "a tag; expected the value itself");
  }

  /// yaml-cpp folds lines otherwise than YAML says, and takes the end of the file for a closing quote.
  void refuse_several_lines(const Place& place, std::string_view line, const std::string& text) const {
    const bool quoted = line.starts_with('"') || line.starts_with('\'');
    if (quoted && !closes_quote(line))
      fail(place, path(),
           fmt::format("a quote that isn't closed on its line; expected another {}", line.front()));
    const bool block = line.starts_with('|') || line.starts_with('>');
    if (block || (!quoted && !line.starts_with(text)))
      fail(place, path(), "text over several lines; expected it on one line, quoted with \\n for a new line");
  }

  /// yaml-cpp lets a value stand on a later line without indentation; YAML allows that only to "- item".
  void check_indent(const Place& value, bool block_list) const {
    if (levels_.empty() || !levels_.back().block || !levels_.back().key) return;
    const Place& name = levels_.back().key->place;
    if (value.line > name.line && value.column <= name.column && !(block_list && value.column == name.column))
      fail(value, path(), "a value that isn't indented; expected it further right than its key");
  }

  void open(const YAML::Mark& mark, Tree::Kind kind, YAML::EmitterStyle::value style) {
    refuse_properties(mark);
    const bool block = style == YAML::EmitterStyle::Block;
    check_indent(source_.at(mark), block && kind == Tree::Kind::list);
    if (awaits_key()) fail(source_.at(mark), path(), "a key that isn't a name; expected a word");
    if (levels_.size() == max_depth)
      fail(source_.at(mark), "",
           fmt::format("nested more than {} levels deep; expected at most {}", max_depth, max_depth));
    levels_.push_back({{.kind = kind, .place = source_.at(mark), .entries = {}}, block, std::nullopt});
  }

  void close() {
    Tree done = std::move(levels_.back().tree);
    levels_.pop_back();
    add(std::move(done));
  }

  void add(Tree value) {
    if (levels_.empty()) {
      root_ = std::move(value);
    } else if (levels_.back().tree.kind == Tree::Kind::list) {
      levels_.back().tree.items.push_back(std::move(value));
    } else if (awaits_key()) {
      add_key(value);
    } else {
      add_entry(std::move(value));
    }
  }

  void add_key(const Tree& key) {
    const Level& level = levels_.back();
    if (key.kind != Tree::Kind::scalar || key.text.empty())
      fail(key.place, path(), "a key that isn't a name; expected a word");
    if (key.text == "<<")
      fail(key.place, path(), "a merge key; expected the keys themselves, or extends: FILE");
    if (const Tree::Entry* first = level.tree.find(key.text))
      fail(key.place, child_path(path(), key.text),
           fmt::format("given twice; expected once (first at line {})", first->place.line));
    levels_.back().key = Tree::Entry{key.text, key.place, {}};
  }

  void add_entry(Tree value) {
    Level& level = levels_.back();
    if (value.kind == Tree::Kind::nothing) value.place = level.key->place;
    level.key->value = std::move(value);
    level.tree.entries.push_back(std::move(*level.key));
    level.key.reset();
  }

  bool awaits_key() const {
    return !levels_.empty() && levels_.back().tree.kind == Tree::Kind::map && !levels_.back().key;
  }

  std::string path() const {
    std::string names;
    for (const Level& level : levels_)
      if (level.tree.kind == Tree::Kind::list) {
        names += "[" + std::to_string(level.tree.items.size()) + "]";
      } else if (level.key) {
        names = child_path(names, level.key->name);
      }
    return names;
  }

  const YamlSource& source_;
  Tree root_;
  std::vector<Level> levels_;
  bool seen_ = false;
};

}  // namespace

Tree read_yaml_value(const std::string& file, const std::string& text) {
  check_plain_text(file, text);
  const YamlSource source(file, text);
  TreeBuilder builder(source);
  std::istringstream in(text);
  try {
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& e) {
    fail(source.at(e.mark), "", "not valid YAML (" + e.msg + "); expected key: value, indented by spaces");
  }
  return builder.take();
}

Tree read_yaml(const std::string& file, const std::string& text) {
  Tree tree = read_yaml_value(file, text);
  if (tree.kind == Tree::Kind::nothing)
    fail({file, 1, 1}, "", "the file is empty; expected a mapping of keys to values");
  if (tree.kind != Tree::Kind::map)
    fail(tree.place, "", "got " + tree.describe() + "; expected a mapping of keys to values");
  return tree;
}

}  // namespace pont::config
