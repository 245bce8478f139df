// What the program under test did wrong.
#pragma once
#include <fmt/format.h>

#include <string>

namespace pont::emulated {

void report(std::string text);
template <class... Arguments>
void report(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  report(fmt::format(format, std::forward<Arguments>(arguments)...));
}

}  // namespace pont::emulated
