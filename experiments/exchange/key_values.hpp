// Every key of a configuration with the words that it may be given, for shells.
#pragma once
#include <string>
#include <vector>

#include "experiments/config/visitor.hpp"

namespace pont::exchange {

struct KeyWords final {
  std::string path;                 ///< "train.schedule.type"
  std::vector<std::string> values;  ///< empty where a key takes anything but a fixed word
};

/// Each path once, in order; a key of several alternatives has the words of all. Keys of lists of sections
/// are left out, as no word of a command line reaches them.
std::vector<KeyWords> key_words(const config::Declare&);

}  // namespace pont::exchange
