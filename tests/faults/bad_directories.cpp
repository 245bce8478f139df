// Names of run directories that are none.
#include "tests/faults/inputs.hpp"

namespace pont::faults {

const std::vector<BadInput>& bad_directories() {
  const std::string control = "': the name has a control character",
                    option = "': a part of the name begins with '-'";
  static const std::vector<BadInput> rows{
      {"runs/a\nb", "run directory 'runs/a?b" + control},
      {"runs/a\tb", "run directory 'runs/a?b" + control},
      {"runs/\x1b[31m", "run directory 'runs/?[31m" + control},
      {"-rf", "run directory '-rf" + option},
      {"runs/-rf", "run directory 'runs/-rf" + option},
      {"--", "run directory '--" + option},
      {std::string(300, 'x'),
       "run directory '" + std::string(57, 'x') + "...': a part of the name has 300 bytes"},
      {"a/" + std::string(256, 'y'),
       "run directory 'a/" + std::string(55, 'y') + "...': a part of the name has 256 bytes"},
      {std::string(5000, '/'), "run directory '" + std::string(57, '/') + "...': the path has 5000 bytes"},
  };
  return rows;
}

}  // namespace pont::faults
