// The writing visitor: one per section.
#include "experiments/config/resolved.hpp"

#include "experiments/config/values.hpp"

namespace pont::config {
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
