// Json, written by nlohmann's library, whose header nothing else includes.
#include "experiments/store/json.hpp"

#include <nlohmann/json.hpp>

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

std::string Json::text() const {
  constexpr int indent = 2;
  return JsonWriter::document(*this).dump(indent, ' ', false, Document::error_handler_t::replace) + "\n";
}

std::string Json::compact() const {
  return JsonWriter::document(*this).dump(-1, ' ', true, Document::error_handler_t::replace);
}

}  // namespace pont::store
