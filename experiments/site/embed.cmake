# Writes OUTPUT: the files of the page (FILES, of FOLDER, in their order) as texts of a C++ source.
# Run as: cmake -DFOLDER=... -DFILES=a.css|b.js -DOUTPUT=... -P embed.cmake
string(REPLACE "|" ";" names "${FILES}")
file(WRITE ${OUTPUT} "// Written by embed.cmake.\n#include \"experiments/site/shell.hpp\"\n\nnamespace pont::site {\n\n"
  "const std::vector<PageFile>& page_files() {\n  static const std::vector<PageFile> files{\n")
foreach(name IN LISTS names)
  file(READ ${FOLDER}/${name} text)
  if(name MATCHES "^page/.*js$")
    string(REGEX REPLACE "(^|\n) *//[^\n]*" "" text "${text}")  # lines of comment
  endif()
  file(APPEND ${OUTPUT} "{\"${name}\", R\"page(${text})page\"},\n")
endforeach()
file(APPEND ${OUTPUT} "};\n  return files;\n}\n\n}  // namespace pont::site\n")
