// safetensors: 8 bytes with the length of a JSON header, the header, the values one after the other
// (https://github.com/huggingface/safetensors, "Format").
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/exchange/formats.hpp"
#include "experiments/store/json.hpp"

namespace pont::exchange {
namespace {

using store::Json;

struct TypeName final {
  const char* name;
  ad::Dtype dtype;
};
constexpr TypeName types[] = {
    {"F32", ad::Dtype::f32}, {"F64", ad::Dtype::f64}, {"I64", ad::Dtype::i64}, {"U8", ad::Dtype::u8}};

constexpr std::size_t prefix = 8;

std::string bytes_as_text(const ad::Tensor& bytes) {
  return {reinterpret_cast<const char*>(bytes.bytes().data()), bytes.bytes().size()};
}

Json entry(const ad::Tensor& value, std::size_t begin) {
  Json shape = Json::list(), place = Json::list();
  for (const ad::i64 n : value.shape().lengths()) shape.add(n);
  place.add(begin).add(begin + value.bytes().size());
  const auto* type = std::ranges::find(types, value.dtype(), &TypeName::dtype);
  return Json::object()
      .set("dtype", type->name)
      .set("shape", std::move(shape))
      .set("data_offsets", std::move(place));
}

[[noreturn]] void damaged(const std::string& source, const std::string& what) {
  throw config::DataError(fmt::format("{}: {}; expected a whole file of safetensors", source, what));
}

std::vector<std::int64_t> integers(const Json* list, const std::string& source) {
  std::vector<std::int64_t> all;
  if (!list) damaged(source, "a tensor without its shape or place");
  for (const Json& item : list->items()) {
    const auto value = item.as_integer();
    if (!value || *value < 0) damaged(source, "a shape or place that is no list of integers");
    all.push_back(*value);
  }
  return all;
}

/// Whether a shape has more elements than there are bytes, without computing a product that overflows.
bool is_too_large(const std::vector<std::int64_t>& shape, std::size_t bytes) {
  std::size_t size = 1;
  for (const std::int64_t n : shape) {
    if (n > 0 && size > bytes / static_cast<std::size_t>(n)) return true;
    size *= static_cast<std::size_t>(n);
  }
  return false;
}

/// Values of other types than those of Pont are refused by name.
Named named(const std::string& name, const Json& entry, std::span<const std::byte> values,
            const std::string& source) {
  const Json* type = entry.find("dtype");
  const std::string word = type ? type->as_text().value_or("") : "";
  const auto* known = std::ranges::find(types, word, &TypeName::name);
  if (known == std::end(types))
    throw config::DataError(
        fmt::format("{}: {} is of type {}; expected one of: F32, F64, I64, U8", source, name, word));
  const std::vector<std::int64_t> shape = integers(entry.find("shape"), source),
                                  place = integers(entry.find("data_offsets"), source);
  if (place.size() != 2 || place[0] > place[1] || static_cast<std::size_t>(place[1]) > values.size() ||
      shape.size() > ad::max_rank || is_too_large(shape, values.size()))
    damaged(source, "the place of " + name + " is outside the file");
  ad::Tensor value(ad::Shape(shape), known->dtype);
  const auto bytes =
      values.subspan(static_cast<std::size_t>(place[0]), static_cast<std::size_t>(place[1] - place[0]));
  if (bytes.size() != value.bytes().size()) damaged(source, "shape and size of " + name + " differ");
  std::ranges::copy(bytes, value.bytes().begin());
  return {name, std::move(value)};
}

}  // namespace

std::string safetensors(const Portable& model) {
  Json header = Json::object();
  std::string values;
  Json texts = Json::object().set("format", "pt");
  for (const Named& tensor : contents(model)) {
    if (tensor.value.dtype() == ad::Dtype::u8) {
      texts.set(tensor.name, bytes_as_text(tensor.value));
      continue;
    }
    header.set(tensor.name, entry(tensor.value, values.size()));
    values += bytes_as_text(tensor.value);
  }
  header.set("__metadata__", std::move(texts));
  std::string text = header.compact();
  text.resize((text.size() + prefix - 1) / prefix * prefix, ' ');
  const std::uint64_t length = text.size();
  std::string file(prefix, '\0');
  std::memcpy(file.data(), &length, prefix);
  return file + text + values;
}

std::vector<Named> read_safetensors(std::span<const std::byte> bytes, const std::string& source) {
  std::uint64_t length = 0;
  if (bytes.size() < prefix) damaged(source, "it has less than 8 bytes");
  std::memcpy(&length, bytes.data(), prefix);
  if (length > bytes.size() - prefix) damaged(source, "its header is longer than the file");
  const Json header = Json::parsed({reinterpret_cast<const char*>(bytes.data() + prefix), length}, source);
  std::vector<Named> all;
  for (std::size_t i = 0; i < header.names().size(); ++i) {
    const Json& item = header.items()[i];
    if (header.names()[i] != "__metadata__") {
      all.push_back(named(header.names()[i], item, bytes.subspan(prefix + length), source));
      continue;
    }
    for (std::size_t j = 0; j < item.names().size(); ++j) {
      const std::string text = item.items()[j].as_text().value_or("");
      ad::Tensor letters({static_cast<ad::i64>(text.size())}, ad::Dtype::u8);
      std::memcpy(letters.bytes().data(), text.data(), text.size());
      all.push_back({item.names()[j], std::move(letters)});
    }
  }
  return all;
}

}  // namespace pont::exchange
