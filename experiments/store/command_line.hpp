// The command line of this process, as a shell would read it again.
#pragma once
#include <string>

namespace pont::store {

/// `text` as one word of a shell.
std::string shell_word(const std::string& text);

/// "pont run my.yaml 'data={type: diamond}'": the program by its name, without its place. Empty where /proc
/// cannot be read.
std::string command_line();

}  // namespace pont::store
