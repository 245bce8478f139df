// Json, written and read by nlohmann's library, whose header nothing else includes.
#include "experiments/store/json.hpp"

#include <nlohmann/json.hpp>

#include "experiments/config/error.hpp"

namespace pont::store {

using Document = nlohmann::ordered_json;

class JsonWriter final {
 public:
  static Document document(const Json& json) {
    if (json.kind_ == Json::Kind::object) return object(json);
    if (json.kind_ == Json::Kind::list) return list(json);
    return std::visit([](const auto& value) { return scalar(value); }, json.scalar_);
  }

 private:
  static Document scalar(std::monostate) { return nullptr; }
  template <class T>
  static Document scalar(const T& value) {
    return value;
  }
  static Document list(const Json& json) {
    Document all = Document::array();
    for (const Json& item : json.items_) all.push_back(document(item));
    return all;
  }
  static Document object(const Json& json) {
    Document all = Document::object();
    for (std::size_t i = 0; i < json.items_.size(); ++i) all[json.names_[i]] = document(json.items_[i]);
    return all;
  }
};

Json Json::object(const std::vector<std::pair<std::string, std::string>>& facts) {
  Json all = object();
  for (const auto& [name, value] : facts) all.set(name, value);
  return all;
}

Json& Json::add(Json item) {
  items_.push_back(std::move(item));
  return *this;
}

Json& Json::set(std::string name, Json value) {
  names_.push_back(std::move(name));
  items_.push_back(std::move(value));
  return *this;
}

class JsonParser final {
 public:
  static Json json(const Document& document) {
    if (document.is_object() || document.is_array()) return items(document);
    if (document.is_string()) return document.get<std::string>();
    if (document.is_boolean()) return document.get<bool>();
    if (document.is_number_integer()) return document.get<std::int64_t>();
    return document.is_number() ? Json(document.get<double>()) : Json();
  }

 private:
  static Json items(const Document& document) {
    Json all = document.is_object() ? Json::object() : Json::list();
    for (const auto& item : document.items()) {
      if (document.is_object()) all.names_.push_back(item.key());
      all.items_.push_back(json(item.value()));
    }
    return all;
  }
};

Json Json::parsed(const std::string& text, const std::string& source) {
  const Document document = Document::parse(text, nullptr, false);
  if (document.is_discarded()) throw config::DataError(source + ": is no JSON");
  return JsonParser::json(document);
}

const Json* Json::find(const std::string& name) const {
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (names_[i] == name) return &items_[i];
  return nullptr;
}

std::optional<std::string> Json::as_text() const {
  const auto* text = std::get_if<std::string>(&scalar_);
  return text ? std::optional(*text) : std::nullopt;
}

std::optional<std::int64_t> Json::as_integer() const {
  const auto* number = std::get_if<std::int64_t>(&scalar_);
  return number ? std::optional(*number) : std::nullopt;
}

std::string Json::text() const {
  constexpr int indent = 2;
  return JsonWriter::document(*this).dump(indent, ' ', false, Document::error_handler_t::replace) + "\n";
}

std::string Json::compact() const {
  return JsonWriter::document(*this).dump(-1, ' ', true, Document::error_handler_t::replace);
}

}  // namespace pont::store
