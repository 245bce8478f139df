// Lines of fields; after a write its bytes.
#include "tests/faults/record.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace pont::faults {

std::vector<Operation> read_record(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<Operation> operations;
  for (std::string line; std::getline(in, line);) {
    Operation o;
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, '\t');) o.fields.push_back(field);
    if (o.name() == "write") {
      o.bytes.resize(static_cast<std::size_t>(std::max(0L, o.number(3))));
      in.read(o.bytes.data(), static_cast<std::streamsize>(o.bytes.size()));
    }
    operations.push_back(std::move(o));
  }
  return operations;
}

}  // namespace pont::faults
