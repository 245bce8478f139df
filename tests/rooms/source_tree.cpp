// Sources of a checkout: their includes, the types that they define, and the arrows that CMake allows.
#include "source_tree.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

namespace pont::rooms {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> folders{"autodiff", "nn", "sde", "losses", "experiments"};

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// Words and single characters, without comments, literals and preprocessor lines.
std::vector<std::string> tokens(const std::string& source) {
  static const std::regex piece(
      R"rx(//[^\n]*|/\*[^]*?\*/|R"(\w*)\([^]*?\)\1"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|(\w+)|([^\s\w]))rx");
  std::vector<std::string> all;
  for (std::sregex_iterator i(source.begin(), source.end(), piece), end; i != end; ++i)
    if ((*i)[2].matched || (*i)[3].matched) all.push_back(i->str());
  return all;
}

bool is_type_word(const std::string& word) {
  return word == "class" || word == "struct" || word == "union" || word == "enum";
}

// Reads tokens with a stack of scopes: the name of a namespace or type, empty for an unnamed namespace, "{"
// for the body of a function.
class Reader final {
 public:
  explicit Reader(const std::string& source) : tokens_(tokens(source)) {}

  std::vector<std::string> types() {
    for (; at_ < tokens_.size(); ++at_) {
      if (word() == "namespace" && !in_body())
        enter_namespace();
      else if (is_type_word(word()) && !in_body())
        enter_type();
      else if (word() == "{")
        scopes_.push_back("{");
      else if (word() == "}" && !scopes_.empty())
        scopes_.pop_back();
    }
    return types_;
  }

 private:
  const std::string& word(std::size_t ahead = 0) const {
    static const std::string none = ";";
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : none;
  }
  bool in_body() const { return std::ranges::count(scopes_, "{") > 0; }
  bool unnamed() const { return std::ranges::count(scopes_, "") > 0; }

  void enter_namespace() {
    std::string name;
    std::size_t n = 1;
    while (word(n) != "{" && word(n) != ";" && word(n) != "=") name += word(n++);
    at_ += n;
    if (word() == "{") scopes_.push_back(name);
  }
  void enter_type() {
    std::size_t n = word(1) == "class" ? 2 : 1;  // enum class
    const std::string name = word(n++);
    if (word(n) == "final") ++n;
    if (word(n) == ":" && word(n + 1) != ":")
      while (word(n) != "{" && word(n) != ";") ++n;
    if (word(n) != "{") return;
    if (!unnamed()) types_.push_back(qualified(name));
    scopes_.push_back(name);
    at_ += n;
  }
  std::string qualified(const std::string& name) const {
    std::string all;
    for (const std::string& scope : scopes_) all += scope + "::";
    return all + name;
  }

  std::vector<std::string> tokens_, scopes_, types_;
  std::size_t at_ = 0;
};

// "store Pont::losses": rooms and folders.
std::set<std::string> used(const std::string& words) {
  std::set<std::string> all;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    if (word.starts_with("Pont::"))
      all.insert(word.substr(6));
    else if (word.find_first_of(":$<>") == std::string::npos)
      all.insert("experiments/" + word);
  }
  return all;
}

}  // namespace

std::map<std::string, std::string> sources(const fs::path& root) {
  std::map<std::string, std::string> all;
  for (const std::string& folder : folders)
    for (const auto& entry : fs::recursive_directory_iterator(root / folder))
      if (entry.path().extension() == ".hpp" || entry.path().extension() == ".cpp")
        all[fs::relative(entry.path(), root).string()] = text_of(entry.path());
  return all;
}

std::string room_of(const std::string& file) {
  static const std::regex wing("(experiments/(kinds|reproductions)(/[^/]+)?|experiments/[^/]+|[^/]+)/.*");
  std::smatch found;
  return std::regex_match(file, found, wing) ? found[1].str() : "";
}

std::vector<std::string> includes(const std::string& source) {
  static const std::regex line("#include \"([^\"]+)\"");
  std::vector<std::string> all;
  for (std::sregex_iterator i(source.begin(), source.end(), line), end; i != end; ++i) all.push_back((*i)[1]);
  return all;
}

std::vector<std::string> defined_types(const std::string& source) { return Reader(source).types(); }

std::map<std::string, std::set<std::string>> allowed_arrows(const fs::path& root) {
  std::map<std::string, std::set<std::string>> all{
      {"autodiff", {}}, {"nn", {"autodiff"}}, {"sde", {"autodiff"}}, {"losses", {"nn", "sde", "autodiff"}}};
  const std::string cmake = text_of(root / "experiments" / "CMakeLists.txt");
  static const std::regex room(R"(\npont_room\((\S+) (?:NUMERIC )?USES ([^]*?) (?:LIBRARIES|SOURCES))");
  for (std::sregex_iterator i(cmake.begin(), cmake.end(), room), end; i != end; ++i) {
    std::set<std::string>& reached = all["experiments/" + (*i)[1].str()];
    for (const std::string& direct : used((*i)[2])) {  // rooms stand below those that they use
      reached.insert(direct);
      reached.insert(all[direct].begin(), all[direct].end());
    }
  }
  return all;
}

}  // namespace pont::rooms
