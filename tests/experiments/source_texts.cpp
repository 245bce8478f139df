// A scanner of C++ that knows comments, literals and parentheses, and no more.
#include "tests/experiments/source_texts.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <regex>
#include <sstream>

#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {
namespace {

std::string read(const std::filesystem::path& file) {
  std::stringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

class Scanner {
 public:
  Scanner(const std::string& file, const std::string& source) : file_(file), s_(source) {}

  std::vector<SourceText> scan() {
    while (at_ < s_.size()) step();
    close_text();
    return std::move(texts_);
  }

 private:
  bool here(const char* word) const { return s_.compare(at_, std::string(word).size(), word) == 0; }
  void skip_past(const std::string& end) {
    const std::size_t found = s_.find(end, at_);
    const std::size_t next = found == std::string::npos ? s_.size() : found + end.size();
    line_ += static_cast<int>(std::count(s_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         s_.begin() + static_cast<std::ptrdiff_t>(next), '\n'));
    at_ = next;
  }
  void step() {
    if (here("//") || here("#include")) return skip_past("\n");
    if (here("/*")) return skip_past("*/");
    if (here("R\"(")) return close_text(), skip_past(")\"");
    if (s_[at_] == '"') return literal();
    if (std::isspace(static_cast<unsigned char>(s_[at_]))) {
      line_ += s_[at_++] == '\n';
      return;
    }
    close_text();
    if (s_[at_] == '\'' && (at_ == 0 || !in_word(s_[at_ - 1]))) return character();
    if (s_[at_] == '(') calls_.push_back(callee());
    if (s_[at_] == ')' && !calls_.empty()) calls_.pop_back();
    ++at_;
  }
  void character() {
    at_ += s_[at_ + 1] == '\\' ? 3 : 2;
    skip_past("'");
  }
  void literal() {
    if (!open_) texts_.push_back({file_, line_, "", calls_});
    open_ = true;
    for (++at_; at_ < s_.size() && s_[at_] != '"'; ++at_) {
      if (s_[at_] == '\\') ++at_;
      texts_.back().text += s_[at_ - 1] == '\\' && s_[at_] == 'n' ? '\n' : s_[at_];
    }
    ++at_;
  }
  void close_text() { open_ = false; }
  // The word before the parenthesis, and before its template arguments.
  std::string callee() const {
    std::size_t end = at_;
    if (end > 0 && s_[end - 1] == '>') end = s_.rfind('<', end);
    std::size_t begin = end;
    while (begin > 0 && in_word(s_[begin - 1])) --begin;
    return s_.substr(begin, end - begin);
  }

  std::string file_;
  const std::string& s_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool open_ = false;
  std::vector<std::string> calls_;
  std::vector<SourceText> texts_;
};

}  // namespace

std::vector<SourceText> texts_of_source(const std::string& file, const std::string& source) {
  return Scanner(file, source).scan();
}

std::vector<SourceText> texts_of_script(const std::string& file, const std::string& script) {
  static const std::regex said(R"re(\b(?:say|die) ((?:"(?:[^"\\]|\\.)*"[ \\\n]*)+))re"),
      join(R"re("[ \\\n]*")re"), variable(R"re(\$\{?[a-z_]+\}?|\$\([^)]*\)|\$[*@0-9])re");
  std::vector<SourceText> texts;
  for (std::sregex_iterator it(script.begin(), script.end(), said), end; it != end; ++it) {
    const std::string text =
        std::regex_replace(std::regex_replace((*it)[1].str(), join, " "), variable, "{}");
    const auto lines = std::count(script.begin(), script.begin() + it->position(), '\n');
    texts.push_back({file, static_cast<int>(lines) + 1, text.substr(1, text.rfind('"') - 1), {"die"}});
  }
  return texts;
}

std::vector<SourceText> texts_of_checkout(const std::filesystem::path& root) {
  std::vector<SourceText> all = texts_of_script("pont", read(root / "pont"));
  for (const char* folder : {"experiments", "sde", "nn", "losses"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const std::string suffix = entry.path().extension();
      if (suffix != ".cpp" && suffix != ".hpp") continue;
      const std::string source = read(entry.path());
      for (SourceText& text : texts_of_source(entry.path().lexically_relative(root), source))
        all.push_back(std::move(text));
    }
  return all;
}

bool could_say(const std::string& message, const std::string& text) {
  static const std::regex place(R"re(\{\{|\}\}|\{[0-9]*(?::[^{}]*)?\}|%zu)re");
  std::size_t at = 0;
  std::string part;
  const auto found = [&] {
    at = message.find(part, at);
    const bool is = at != std::string::npos;
    at += part.size();
    part.clear();
    return is;
  };
  std::size_t begin = 0;
  for (std::sregex_iterator it(text.begin(), text.end(), place), end; it != end; ++it) {
    part += text.substr(begin, static_cast<std::size_t>(it->position()) - begin);
    begin = static_cast<std::size_t>(it->position() + it->length());
    if (it->str() == "{{" || it->str() == "}}")
      part += it->str()[0];
    else if (!found())
      return false;
  }
  part += text.substr(begin);
  return found();
}

namespace {

// What a graph of ONNX is made of: not classes, but words of its file format.
bool is_onnx_operator(const std::string& name) {
  static const std::vector<std::string> names{"LessOrEqual", "MatMul",    "LayerNormalization",
                                              "ReduceMean",  "ReduceSum", "ReduceMax"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> class_names(const std::string& text) {
  static const std::regex camel(R"re(\b[A-Z][a-z]+[A-Z][A-Za-z]*|\b[A-Z][A-Za-z]+::\w+)re");
  std::vector<std::string> names;
  for (std::sregex_iterator it(text.begin(), text.end(), camel), end; it != end; ++it) {
    const std::string name = it->str();
    if (name != "LightSB" && name != "JavaScript" && name != "NaN" && name != "SiLU" &&
        !is_onnx_operator(name) && !name.ends_with("iB"))
      names.push_back(name);
  }
  return names;
}

}  // namespace pont::experiments::test
