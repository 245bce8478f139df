// The page itself: one HTML file with all styles and scripts in it, whose data come beside it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace pont::site {

/// A file of experiments/site/page or third_party, as it was when the program was built.
struct PageFile final {
  std::string_view name, text;
};

/// In the order in which the page has them: written by embed.cmake.
const std::vector<PageFile>& page_files();

/// index.html. It begins with shell_mark.
std::string shell();
inline constexpr std::string_view shell_mark = "<!doctype html><!-- written by pont site -->";

}  // namespace pont::site
