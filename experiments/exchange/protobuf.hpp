// Protocol buffers, as far as ONNX needs them (https://protobuf.dev/programming-guides/encoding): messages
// are written field by field, and read as a list of fields.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pont::exchange {

class Message final {
 public:
  Message& integer(int field, std::int64_t value);
  Message& real(int field, float value);
  /// A text, bytes, or a message.
  Message& text(int field, std::string_view value);
  Message& message(int field, const Message& value) { return text(field, value.bytes_); }
  /// Repeated integers, one after the other.
  Message& integers(int field, std::span<const std::int64_t> values);

  const std::string& bytes() const { return bytes_; }

 private:
  void varint(std::uint64_t value);
  void tag(int field, int wire) {
    varint(static_cast<std::uint64_t>(field) << 3 | static_cast<unsigned>(wire));
  }

  std::string bytes_;
};

/// A field as it was read: `text` of length-delimited ones, else `integer`.
struct Field final {
  int number;
  std::uint64_t integer;
  std::string_view text;
};

/// The fields of a message, in order. Throws DataError, naming `source`, where it is cut short.
std::vector<Field> fields_of(std::string_view message, const std::string& source);

}  // namespace pont::exchange
