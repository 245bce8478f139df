// Collecting and comparing fingerprints.
#include "experiments/store/fingerprint.hpp"

#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string_view>

#include "autodiff/cpu/formula.hpp"
#include "experiments/store/checksums.hpp"
#include "experiments/store/file.hpp"
#include "experiments/store/hdf5_tree.hpp"

namespace pont::store {
namespace {

std::string host() {
  char name[256] = "unknown";
  ::gethostname(name, sizeof name - 1);
  return name;
}

std::string cpu_model() {
  const std::vector<std::byte> bytes = File::open_to_read("/proc/cpuinfo").read_rest();
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t key = text.find("model name"), colon = text.find(": ", key);
  if (key == std::string_view::npos || colon == std::string_view::npos) return "unknown";
  return std::string(text.substr(colon + 2, text.find('\n', colon) - colon - 2));
}

/// SHA-256 of what libm returns at a few hundred points: other bits where glibc picked another variant.
std::string libm_probe() {
  using Function = double (*)(double);
  constexpr Function functions[] = {std::exp, std::expm1, std::log, std::log1p, std::sin,
                                    std::cos, std::tanh,  std::erf, std::sqrt,  std::cbrt};
  volatile double unit = 0.0731;  // volatile, lest the compiler computes all this itself
  std::vector<double> values;
  for (const Function f : functions) {
    for (int i = 1; i <= 64; ++i) values.push_back(f(unit * i));
  }
  for (int i = 1; i <= 64; ++i) values.push_back(std::pow(unit * i, 1.37));
  return hex(sha256(std::as_bytes(std::span(values)))).substr(0, 16);
}

const char* yes_or_no(bool condition) { return condition ? "yes" : "no"; }

}  // namespace

Fingerprint collect_fingerprint(const BuildInfo& build, const std::string& device) {
  Fingerprint fingerprint;
  fingerprint.bits = {
      {"device", device},
      {"git_commit", build.git_commit},
      {"git_diff_sha256", build.git_diff_sha256},
      {"executable_sha256", sha256_of_file("/proc/self/exe")},
      {"compiler", __VERSION__},
      {"libc", fmt::format("glibc {}", gnu_get_libc_version())},
      {"libm_probe", libm_probe()},
      {"cpu_fma", yes_or_no(__builtin_cpu_supports("fma"))},
      {"cpu_avx2", yes_or_no(__builtin_cpu_supports("avx2"))},
  };
  fingerprint.execution = {
      {"host", host()},
      {"cpu_model", cpu_model()},
      {"hdf5_version", h5::version()},
      {"yaml_cpp_version", build.yaml_cpp_version},
      {"cpu_avx512", yes_or_no(ad::has_wide_vectors())},
  };
  return fingerprint;
}

std::vector<std::string> differences(const Facts& then, const Facts& now) {
  std::map<std::string, std::pair<std::string, std::string>> both;
  for (const auto& [key, value] : then) both[key].first = value;
  for (const auto& [key, value] : now) both[key].second = value;
  std::vector<std::string> lines;
  for (const auto& [key, values] : both) {
    const auto& [before, after] = values;
    if (before != after) lines.push_back(fmt::format("{}: '{}' then, '{}' now", key, before, after));
  }
  return lines;
}

void write_facts(H5Writer& file, const std::string& group, const Facts& facts) {
  file.group(group);
  for (const auto& [key, value] : facts) file.write_text(group + "/" + key, value);
}

Facts read_facts(const H5Reader& file, const std::string& group) {
  Facts facts;
  for (const std::string& key : file.children(group)) facts.emplace_back(key, file.text(group + "/" + key));
  return facts;
}

}  // namespace pont::store
