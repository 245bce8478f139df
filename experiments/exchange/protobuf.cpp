// Protocol buffers: the writer of messages, and the reader of fields.
#include "experiments/exchange/protobuf.hpp"

#include <cstring>

#include "experiments/config/error.hpp"

namespace pont::exchange {
namespace {

constexpr int varint_wire = 0, fixed64_wire = 1, text_wire = 2, fixed32_wire = 5;

class FieldReader final {
 public:
  FieldReader(std::string_view rest, const std::string& source) : rest_(rest), source_(source) {}
  bool done() const { return rest_.empty(); }
  Field next() {
    const std::uint64_t tag = varint();
    Field field{static_cast<int>(tag >> 3), 0, {}};
    const int wire = static_cast<int>(tag & 7);
    if (wire == varint_wire)
      field.integer = varint();
    else if (wire == text_wire)
      field.text = taken(varint());
    else if (wire == fixed32_wire || wire == fixed64_wire)
      field.text = taken(wire == fixed32_wire ? 4 : 8);
    else
      cut();
    return field;
  }

 private:
  [[noreturn]] void cut() const { throw config::DataError(source_ + ": is no whole protocol buffer"); }
  std::string_view taken(std::uint64_t size) {
    if (size > rest_.size()) cut();
    const std::string_view part = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return part;
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(taken(1)[0]);
      value |= static_cast<std::uint64_t>(byte & 127) << shift;
      if (byte < 128) return value;
    }
    cut();
  }

  std::string_view rest_;
  const std::string& source_;
};

}  // namespace

void Message::varint(std::uint64_t value) {
  for (; value >= 128; value >>= 7) bytes_ += static_cast<char>(value | 128);
  bytes_ += static_cast<char>(value);
}

Message& Message::integer(int field, std::int64_t value) {
  tag(field, varint_wire);
  varint(static_cast<std::uint64_t>(value));
  return *this;
}

Message& Message::real(int field, float value) {
  tag(field, fixed32_wire);
  bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  return *this;
}

Message& Message::text(int field, std::string_view value) {
  tag(field, text_wire);
  varint(value.size());
  bytes_ += value;
  return *this;
}

Message& Message::integers(int field, std::span<const std::int64_t> values) {
  for (const std::int64_t value : values) integer(field, value);
  return *this;
}

std::vector<Field> fields_of(std::string_view message, const std::string& source) {
  std::vector<Field> all;
  for (FieldReader reader(message, source); !reader.done();) all.push_back(reader.next());
  return all;
}

}  // namespace pont::exchange
