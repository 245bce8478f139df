// schema(): a visitor of the declarations that writes a schema for each section.
#include "experiments/exchange/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "experiments/config/values.hpp"

namespace pont::exchange {
namespace {

using config::Key;
using store::Json;

constexpr double largest = std::numeric_limits<double>::max();

Json texts(const std::vector<std::string>& values) {
  Json list = Json::list();
  for (const std::string& value : values) list.add(value);
  return list;
}

Json any_of(std::initializer_list<Json> schemas) {
  Json list = Json::list();
  for (const Json& schema : schemas) list.add(schema);
  return Json::object().set("anyOf", std::move(list));
}

void set_range(Json& schema, const config::Range& range, const char* low, const char* high) {
  if (range.low != config::Range{}.low) schema.set(range.low_open ? "exclusiveMinimum" : low, range.low);
  if (range.high != config::Range{}.high) schema.set(range.high_open ? "exclusiveMaximum" : high, range.high);
}

// No comparison holds for a NaN, so only the second line, which must not hold, refuses it.
Json number(const char* type, const config::Rules& rules) {
  Json schema = Json::object().set("type", type);
  set_range(schema, rules.range, "minimum", "maximum");
  if (rules.non_finite) return schema;
  const Json finite =
      Json::object().set("maximum", largest).set("not", Json::object().set("maximum", -largest));
  return Json::object().set("allOf", Json::list().add(std::move(schema)).add(finite));
}

Json text(const config::Rules& rules) {
  if (!rules.one_of.empty()) return Json::object().set("enum", texts(rules.one_of));
  Json schema = Json::object().set("type", "string");
  if (rules.word) schema.set("pattern", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$");
  return schema;
}

Json array_of(Json items, const config::Range& length) {
  Json schema = Json::object().set("type", "array").set("items", std::move(items));
  const auto whole = [](double x) { return static_cast<std::int64_t>(x); };
  if (length.low > 0) schema.set("minItems", whole(length.low + (length.low_open ? 1 : 0)));
  if (length.high < largest) schema.set("maxItems", whole(length.high - (length.high_open ? 1 : 0)));
  return schema;
}

/// One overload for each alternative of Slot.
struct OfSlot final {
  const config::Rules& rules;
  Json operator()(bool*) const { return Json::object().set("type", "boolean"); }
  Json operator()(std::int64_t*) const { return number("integer", rules); }
  Json operator()(double*) const { return number("number", rules); }
  Json operator()(std::string*) const { return text(rules); }
  Json operator()(std::vector<std::int64_t>*) const {
    return array_of(number("integer", rules), rules.length);
  }
  Json operator()(std::vector<double>*) const { return array_of(number("number", rules), rules.length); }
  Json operator()(std::vector<std::string>*) const { return array_of(text(rules), rules.length); }
  Json operator()(config::Matrix*) const {
    return array_of(array_of(number("number", rules), {}), rules.length);
  }
};

std::string description(const Key& key, const std::string& default_value) {
  std::string words = key.sentence;
  if (!key.rules.unit.empty()) words += fmt::format(" [{}]", key.rules.unit);
  return words + "; default " + default_value;
}

/// Schemas of choices by registry, so that a choice within itself is a reference.
using Shared = std::map<const void*, std::string>;

class SectionSchema final : public config::Visitor {
 public:
  SectionSchema(Shared& shared, Json& definitions) : shared_(shared), definitions_(definitions) {}

  /// Items of lists are given whole; of other sections `extends` may bring the keys that must be given.
  enum class Given { whole, in_part };
  static Json of(const config::Declare& declare, Shared& shared, Json& definitions, Given given) {
    SectionSchema section(shared, definitions);
    declare(section);
    if (given == Given::in_part) section.required_.clear();
    return section.schema();
  }

  void on_choice(config::Alternatives& alternatives) override {
    types_ = alternatives.names();
    for (const std::string& name : types_) {
      SectionSchema inside(shared_, definitions_);
      alternatives.declare_fresh(name, inside);
      alternatives_.push_back(std::move(inside));
      summaries_.push_back(alternatives.summary(name));
    }
  }
  void check(bool, const std::vector<std::string>&, const std::string&, const std::string&) override {}
  void add(const std::string& name, Json schema) { properties_.emplace_back(name, std::move(schema)); }

  Json schema() const {
    if (types_.empty()) return closed(properties_, required_);
    Json all = Json::list(), any = Json::list();
    for (std::size_t i = 0; i < types_.size(); ++i) {
      const Json given = Json::object().set("const", types_[i]).set("description", summaries_[i]);
      const Json is = Json::object()
                          .set("properties", Json::object().set("type", given))
                          .set("required", Json::list().add("type"));
      all.add(Json::object().set("if", is).set("then", alternative(i, true)));
      any.add(alternative(i, false));
    }
    const Json untyped = Json::object().set("not", Json::object().set("required", Json::list().add("type")));
    all.add(Json::object().set("if", untyped).set("then", Json::object().set("anyOf", std::move(any))));
    return Json::object()
        .set("type", "object")
        .set("properties", Json::object().set("type", Json::object().set("enum", texts(types_))))
        .set("allOf", std::move(all));
  }

 protected:
  void on_value(const Key& key, const config::Slot& slot) override {
    if (key.rules.required) required_.push_back(key.name);
    const std::string value = key.rules.required ? "none: it must be given" : config::format_value(slot);
    add(key.name, std::visit(OfSlot{key.rules}, slot).set("description", description(key, value)));
  }
  void on_section(const Key& key, const config::Declare& declare) override {
    add(key.name, section(declare));
  }
  void on_optional(const Key& key, config::Group& group) override {
    add(key.name, any_of({Json::object().set("type", "null"),
                          section([&](config::Visitor& v) { group.declare_fresh(v); })}));
  }
  void on_list(const Key& key, config::Group& group) override {
    if (key.rules.required) required_.push_back(key.name);
    add(key.name, array_of(section([&](config::Visitor& v) { group.declare_fresh(v); }, Given::whole),
                           key.rules.length));
  }

 private:
  using Properties = std::vector<std::pair<std::string, Json>>;

  /// The registry of a section that is a choice and nothing else; null for others.
  class Registry final : public config::Visitor {
   public:
    const void* found = nullptr;
    void on_choice(config::Alternatives& a) override { found = alone_ ? a.registry() : nullptr; }
    void check(bool, const std::vector<std::string>&, const std::string&, const std::string&) override {}

   protected:
    void on_value(const Key&, const config::Slot&) override { other(); }
    void on_section(const Key&, const config::Declare&) override { other(); }
    void on_optional(const Key&, config::Group&) override { other(); }
    void on_list(const Key&, config::Group&) override { other(); }

   private:
    void other() { alone_ = false, found = nullptr; }
    bool alone_ = true;
  };

  Json section(const config::Declare& declare, Given given = Given::in_part) {
    Registry registry;
    declare(registry);
    if (!registry.found) return of(declare, shared_, definitions_, given);
    const auto [known, fresh] = shared_.emplace(registry.found, fmt::format("choice{}", shared_.size() + 1));
    const std::string name = known->second;
    if (fresh) definitions_.set(name, of(declare, shared_, definitions_, given));
    return Json::object().set("$ref", "#/definitions/" + name);
  }
  Json alternative(std::size_t i, bool chosen) const {
    const SectionSchema& inside = alternatives_[i];
    if (!inside.types_.empty()) return inside.schema();
    Properties all = properties_;
    all.emplace_back("type", Json::object().set("const", types_[i]));
    all.insert(all.end(), inside.properties_.begin(), inside.properties_.end());
    return closed(all, chosen ? inside.required_ : std::vector<std::string>());
  }
  static Json closed(const Properties& properties, const std::vector<std::string>& required) {
    Json all = Json::object();
    for (const auto& [name, schema] : properties) all.set(name, schema);
    Json section = Json::object()
                       .set("type", "object")
                       .set("properties", std::move(all))
                       .set("additionalProperties", false);
    return required.empty() ? section : section.set("required", texts(required));
  }

  Shared& shared_;
  Json& definitions_;
  Properties properties_;
  std::vector<std::string> required_, types_, summaries_;
  std::vector<SectionSchema> alternatives_;
};

}  // namespace

store::Json schema(const config::Declare& declare) {
  Shared shared;
  Json definitions = Json::object();
  SectionSchema root(shared, definitions);
  declare(root);
  root.add("extends", Json::object()
                          .set("type", "string")
                          .set("minLength", 1)
                          .set("description", "a configuration file that this one starts from"));
  return Json::object()
      .set("$schema", "http://json-schema.org/draft-07/schema#")
      .set("title", "a configuration of Pont")
      .set("allOf", Json::list().add(root.schema()))
      .set("definitions", std::move(definitions));
}

}  // namespace pont::exchange
