// A recorded function as the nodes of an ONNX graph.
#pragma once
#include "experiments/exchange/protobuf.hpp"
#include "experiments/exchange/recording.hpp"

namespace pont::exchange {

/// TensorProto of a value.
Message onnx_tensor(const std::string& name, const ad::Tensor& value);
/// The type of an element, TensorProto.DataType.
std::int64_t onnx_type(ad::Dtype);

/// GraphProto with the arguments of `function` as inputs, its first result as output "result", and all
/// parameters, by name, and constants as initialisers. The number of rows is the symbol "rows". Throws
/// ConfigError for a step that ONNX has no nodes for here.
Message onnx_graph(const Function& function,
                   const std::vector<std::pair<std::string, ad::Tensor>>& parameters);

}  // namespace pont::exchange
