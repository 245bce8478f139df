// The file index.html of the page, put together from styles, scripts and data.
#include "experiments/site/shell.hpp"

namespace pont::site {
namespace {

// All files whose name ends so, behind each other.
std::string joined(std::string_view ending) {
  std::string all;
  for (const PageFile& file : page_files())
    if (file.name.ends_with(ending)) all += std::string(file.text) + "\n";
  return all;
}

}  // namespace

std::string shell() {
  return std::string(shell_mark) +
         "\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
         "<title>Pont</title><link rel=\"icon\" href=\"data:,\">\n<style>\n" +
         joined(".css") +
         "</style></head><body><noscript>This page needs JavaScript.</noscript>\n<script>\n" + joined(".js") +
         "</script>\n<script src=\"data/index.js\"></script>\n<script>pont.start()</script>" +
         "</body></html>\n";
}

}  // namespace pont::site
