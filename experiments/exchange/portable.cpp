// written(): a recipe as JSON and constants.
#include "experiments/exchange/portable.hpp"

#include "experiments/store/json.hpp"

namespace pont::exchange {
namespace {

using store::Json;

Json number(Number x) {
  return x == static_cast<double>(static_cast<std::int64_t>(x)) ? Json(static_cast<std::int64_t>(x))
                                                                : Json(x);
}

template <class List>
Json list_of(const List& values) {
  Json list = Json::list();
  for (const auto& value : values) {
    if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(value)>>)
      list.add(number(static_cast<Number>(value)));
    else
      list.add(value);
  }
  return list;
}

Json json_of(const nn::Parameter& row) {
  return Json::object()
      .set("name", row.name)
      .set("shape", list_of(row.shape.lengths()))
      .set("offset", row.offset);
}

class Writer final {
 public:
  Json function(const Function& f) {
    Json steps = Json::list();
    for (const Step& s : f.steps) steps.add(step(s));
    return Json::object()
        .set("name", f.name)
        .set("arguments", list_of(f.arguments))
        .set("steps", std::move(steps))
        .set("results", list_of(f.results));
  }
  std::vector<double> constants;

 private:
  Json step(const Step& s) {
    Json json = Json::object()
                    .set("op", s.op)
                    .set("in", list_of(s.in))
                    .set("shape", list_of(s.shape))
                    .set("type", ad::name_of(s.dtype));
    if (!s.name.empty()) json.set("name", s.name);
    if (s.op == "constant") {
      json.set("offset", constants.size());
      for (ad::i64 i = 0; i < s.value.shape().size(); ++i) constants.push_back(s.value.at(i));
    }
    for (const Attribute& a : s.attributes) json.set(a.name, list_of(a.values));
    return json;
  }
};

}  // namespace

WrittenRecipe written(const Recipe& recipe) {
  Writer writer;
  Json parameters = Json::list(), functions = Json::list(), facts = Json::object();
  for (const nn::Parameter& row : recipe.parameters) parameters.add(json_of(row));
  for (const Function& f : recipe.functions) functions.add(writer.function(f));
  for (const auto& [name, values] : recipe.facts) facts.set(name, list_of(values));
  Json all = Json::object()
                 .set("version", 1)
                 .set("facts", std::move(facts))
                 .set("parameters", std::move(parameters))
                 .set("functions", std::move(functions));
  return {all.compact(), std::move(writer.constants)};
}

}  // namespace pont::exchange
