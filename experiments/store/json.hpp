// JSON for programs that read what a command says, and of files that others wrote: a value, one writer, one
// reader.
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace pont::store {

/// null, true or false, a number, a text, a list, or an object that keeps the order of its members.
class Json final {
 public:
  Json() = default;  ///< null
  Json(double value) : scalar_(value) {}
  Json(std::same_as<bool> auto value) : scalar_(value) {}
  Json(std::integral auto value) requires(!std::same_as<decltype(value), bool>)
      : scalar_(static_cast<std::int64_t>(value)) {}
  Json(std::string value) : scalar_(std::move(value)) {}
  Json(const char* value) : scalar_(std::string(value)) {}

  static Json list() { return Json(Kind::list); }
  static Json object() { return Json(Kind::object); }
  /// Each fact as a member of an object.
  static Json object(const std::vector<std::pair<std::string, std::string>>& facts);

  /// To a list.
  Json& add(Json item);
  /// To an object, whose names the caller keeps apart.
  Json& set(std::string name, Json value);

  /// Indented by two spaces, and a newline at the end. A number that is not finite is null, as JSON has none;
  /// a byte that is no UTF-8 becomes U+FFFD.
  std::string text() const;
  /// The same in one line of ASCII, other letters as \\uXXXX.
  std::string compact() const;

  /// Of JSON that others wrote. Throws DataError, naming `source`, for anything else.
  static Json parsed(const std::string& text, const std::string& source);
  /// The member of an object; null where there is none of that name.
  const Json* find(const std::string& name) const;
  /// Of an object, in its order; of anything else none.
  const std::vector<std::string>& names() const { return names_; }
  const std::vector<Json>& items() const { return items_; }
  /// The value if it is a text, an integer; else nothing.
  std::optional<std::string> as_text() const;
  std::optional<std::int64_t> as_integer() const;

 private:
  friend class JsonWriter;
  friend class JsonParser;
  enum class Kind { scalar, list, object };
  explicit Json(Kind kind) : kind_(kind) {}

  Kind kind_ = Kind::scalar;
  std::variant<std::monostate, bool, std::int64_t, double, std::string> scalar_;
  std::vector<std::string> names_;  // of the items, in an object
  std::vector<Json> items_;
};

}  // namespace pont::store
