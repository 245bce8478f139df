// When the result of a chain may take the memory of an operand.
#include "autodiff/values.hpp"


namespace pont::ad {
namespace {

// Every reading of register `input` comes before the last writing of register `output`, or is part of it.
bool read_before_written(const Chain& chain, std::size_t input, int output) {
  int last_read = -1, written = -1;
  for (int m = 0; m < static_cast<int>(chain.ops.size()); ++m) {
    for (int k = 0; k < arity(chain.ops[m].op); ++k)
      if (chain.ops[m].in[k] == input) last_read = m;
    if (chain.ops[m].out == output) written = m;
  }
  return last_read <= written;
}

}  // namespace

bool may_overwrite(const Values& values, const Instruction& ins, int o, std::size_t input) {
  const Chain& chain = *chain_of(ins.verb);
  const std::size_t outputs = static_cast<std::size_t>(ins.outputs), n = input - outputs;
  const bool is_factor = n >= chain.inputs.size() - std::holds_alternative<GemmChain>(ins.verb);
  if (is_factor || chain.inputs[n].kind != ChainInput::Kind::contiguous) return false;
  const Values::View in = values.view(ins.values[input]), out = values.view(ins.values[o]);
  if (out.root != ins.values[o] || in.offset != 0 || values.bytes(in.root) != values.bytes(out.root))
    return false;
  for (std::size_t other = outputs; other < ins.values.size(); ++other)
    if (other != input && values.root(ins.values[other]) == in.root) return false;
  return read_before_written(chain, input, o);  // tile by tile
}

}  // namespace pont::ad
