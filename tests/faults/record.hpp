// The injector's record of calls, read back.
#pragma once
#include <string>
#include <vector>

namespace pont::faults {

/// One call: its name and fields as injector/trace.hpp lists them, and the bytes of a write.
struct Operation final {
  std::vector<std::string> fields;
  std::string bytes;
  const std::string& name() const { return fields.at(0); }
  long number(std::size_t field) const { return std::stol(fields.at(field)); }
};

std::vector<Operation> read_record(const std::string& file);

}  // namespace pont::faults
