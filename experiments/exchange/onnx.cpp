// ONNX: ModelProto of version 8, opset 17, with the rows to check by and the configuration as metadata.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/exchange/formats.hpp"
#include "experiments/exchange/onnx_graph.hpp"
#include "experiments/store/json.hpp"

namespace pont::exchange {
namespace {

constexpr int model_version = 1, model_producer = 2, model_graph = 7, model_opset = 8, model_metadata = 14;
constexpr int opset_version = 2, entry_key = 1, entry_value = 2, graph_tensors = 5;
constexpr int tensor_dims = 1, tensor_type = 2, tensor_name = 8, tensor_data = 9;
constexpr std::int64_t ir_version = 8, opset = 17;

Message entry(const std::string& key, const std::string& value) {
  return Message().text(entry_key, key).text(entry_value, value);
}

/// A column of the rows to check by: its shape and, row by row, its values to the last digit.
std::string row_text(const ad::Tensor& value) {
  store::Json shape = store::Json::list(), values = store::Json::list();
  for (const ad::i64 n : value.shape().lengths()) shape.add(n);
  for (ad::i64 i = 0; i < value.shape().size(); ++i) values.add(value.at(i));
  return store::Json::object().set("shape", std::move(shape)).set("values", std::move(values)).compact();
}

Named letters(const std::string& name, std::string_view text) {
  ad::Tensor value({static_cast<ad::i64>(text.size())}, ad::Dtype::u8);
  std::memcpy(value.bytes().data(), text.data(), text.size());
  return {name, std::move(value)};
}

Named tensor_of(std::string_view message, const std::string& source) {
  std::vector<ad::i64> shape;
  std::string_view values, name;
  ad::Dtype dtype = ad::Dtype::f32;
  for (const Field& f : fields_of(message, source)) {
    if (f.number == tensor_dims) shape.push_back(static_cast<ad::i64>(f.integer));
    if (f.number == tensor_name) name = f.text;
    if (f.number == tensor_data) values = f.text;
    for (const ad::Dtype d : {ad::Dtype::f32, ad::Dtype::f64, ad::Dtype::i64, ad::Dtype::u8})
      if (f.number == tensor_type && static_cast<std::int64_t>(f.integer) == onnx_type(d)) dtype = d;
  }
  ad::Tensor value(ad::Shape(shape), dtype);
  if (values.size() != value.bytes().size()) throw config::DataError(source + ": a tensor is cut short");
  std::memcpy(value.bytes().data(), values.data(), values.size());
  return {std::string(name), std::move(value)};
}

}  // namespace

std::vector<Named> onnx_contents(const Portable& model) {
  std::vector<Named> all = model.tensors;
  for (const Named& column : model.reference)
    all.push_back(letters(reference_prefix + column.name, row_text(column.value)));
  all.push_back(letters(config_name, model.config));
  return all;
}

std::string onnx(const Portable& model) {
  std::vector<std::pair<std::string, ad::Tensor>> parameters;
  for (const Named& t : model.tensors) parameters.emplace_back(t.name, t.value);
  Message file;
  file.integer(model_version, ir_version)
      .text(model_producer, "pont")
      .message(model_graph, onnx_graph(model.recipe.functions.at(0), parameters))
      .message(model_opset, Message().text(1, "").integer(opset_version, opset));
  for (const Named& column : model.reference)
    file.message(model_metadata, entry(reference_prefix + column.name, row_text(column.value)));
  file.message(model_metadata, entry(config_name, model.config));
  return file.bytes();
}

std::vector<Named> read_onnx(std::span<const std::byte> bytes, const std::string& source) {
  std::vector<Named> all;
  const std::string_view file(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  for (const Field& f : fields_of(file, source)) {
    if (f.number == model_graph)
      for (const Field& g : fields_of(f.text, source))
        if (g.number == graph_tensors) all.push_back(tensor_of(g.text, source));
    if (f.number != model_metadata) continue;
    const std::vector<Field> pair = fields_of(f.text, source);
    if (pair.size() == 2) all.push_back(letters(std::string(pair[0].text), pair[1].text));
  }
  return all;
}

}  // namespace pont::exchange
