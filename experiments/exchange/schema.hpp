// What a configuration may say as a JSON Schema, for editors.
#pragma once
#include "experiments/config/visitor.hpp"
#include "experiments/store/json.hpp"

namespace pont::exchange {

/// Of draft 7, from the declarations that read configurations. It does not know what only a reader can:
/// relations between keys, files, and keys that `extends` brings: a section that may choose by `type` and
/// does not is taken for any of its alternatives.
store::Json schema(const config::Declare&);

}  // namespace pont::exchange
