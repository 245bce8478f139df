// Names and data apart, each in two versions: as programs see them, and as the platter holds them.
#include "tests/faults/disk.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace pont::faults {
namespace {

namespace fs = std::filesystem;

constexpr int directory = -1;

std::string parent_of(const std::string& path) { return fs::path(path).parent_path().string(); }

}  // namespace

std::string Disk::relative(const std::string& path) const {
  if (!path.starts_with(root_)) throw std::runtime_error("disk: " + path + " is not below " + root_);
  return path.size() == root_.size() ? "" : path.substr(root_.size() + 1);
}

void Disk::apply_to(Names& names, const Change& c) {
  if (c.kind == "create" || c.kind == "directory") names[c.path] = c.file;
  if (c.kind == "remove") names.erase(c.path);
  if (c.kind == "rename" && names.contains(c.path)) {
    names[c.to] = names[c.path];
    names.erase(c.path);
  }
}

void Disk::change(const Change& c) {
  apply_to(now_, c);
  pending_.push_back(c);
}

void Disk::open(const Operation& o) {
  const std::string path = relative(o.fields.at(1));
  const long descriptor = o.number(2);
  if (descriptor < 0) return;
  open_[descriptor] = path;
  if (o.number(3) != 0) {
    files_.push_back({});
    change({"create", path, "", static_cast<int>(files_.size()) - 1});
  }
  const auto found = now_.find(path);
  open_file_[descriptor] = found == now_.end() ? directory : found->second;
  if (o.number(4) != 0 && open_file_[descriptor] >= 0)
    files_[static_cast<std::size_t>(open_file_[descriptor])].now.clear();
}

void Disk::sync(int descriptor) {
  if (const int file = open_file_.at(descriptor); file >= 0) {
    files_[static_cast<std::size_t>(file)].durable = files_[static_cast<std::size_t>(file)].now;
    return;
  }
  const std::string synced = open_.at(descriptor);
  std::vector<Change> rest;
  for (const Change& c : pending_) {
    if (parent_of(c.path) == synced) {
      apply_to(durable_, c);
    } else {
      rest.push_back(c);
    }
  }
  pending_ = rest;
}

void Disk::apply(const Operation& o) {
  const std::string& name = o.name();
  const auto file = [&]() -> std::string& {
    return files_.at(static_cast<std::size_t>(open_file_.at(o.number(1)))).now;
  };
  if (name == "open") open(o);
  if (name == "write" && o.number(3) > 0) {
    const auto offset = static_cast<std::size_t>(o.number(2));
    if (file().size() < offset + o.bytes.size()) file().resize(offset + o.bytes.size());
    file().replace(offset, o.bytes.size(), o.bytes);
  }
  if (name == "truncate") file().resize(static_cast<std::size_t>(o.number(2)));
  if (name == "sync") sync(static_cast<int>(o.number(1)));
  if (name == "rename") change({"rename", relative(o.fields.at(1)), relative(o.fields.at(2))});
  if (name == "remove") change({"remove", relative(o.fields.at(1)), ""});
  if (name == "mkdir" && o.fields.at(1) != root_)
    change({"directory", relative(o.fields.at(1)), "", directory});
}

std::vector<std::vector<Disk::Change>> Disk::possible_changes() const {
  std::vector<std::vector<Change>> all;
  const std::size_t n = pending_.size();
  if (n <= 4) {
    for (unsigned subset = 0; subset < 1u << n; ++subset) {
      all.emplace_back();
      for (std::size_t i = 0; i < n; ++i)
        if (subset >> i & 1u) all.back().push_back(pending_[i]);
    }
    return all;
  }
  for (std::size_t i = 0; i <= n; ++i) {
    all.emplace_back(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(i));
    if (i < n) all.push_back({pending_[i]});
  }
  return all;
}

Image Disk::image_of(const Names& names, std::string (*data)(const File&)) const {
  Image image;
  for (const auto& [path, file] : names) {
    bool reachable = true;  // a name is lost with the directory that holds it
    for (std::string up = parent_of(path); !up.empty(); up = parent_of(up))
      reachable = reachable && names.contains(up);
    if (!reachable || path.empty()) continue;
    image[file == directory ? path + "/" : path] =
        file == directory ? "" : data(files_[static_cast<std::size_t>(file)]);
  }
  return image;
}

std::set<Image> Disk::after_power_loss() const {
  using Data = std::string (*)(const File&);
  static const Data lost = [](const File& f) { return f.durable; };
  static const Data half = [](const File& f) {
    const std::size_t size = (f.durable.size() + f.now.size()) / 2, part = std::min(size, f.now.size());
    return f.now.substr(0, part) + (size > part ? f.durable.substr(part, size - part) : "");
  };
  static const Data zeros = [](const File& f) {
    return f.durable + std::string(std::max(f.now.size(), f.durable.size()) - f.durable.size(), '\0');
  };
  static const Data written = [](const File& f) { return f.now; };
  std::set<Image> images;
  for (const std::vector<Change>& changes : possible_changes()) {
    Names names = durable_;
    for (const Change& c : changes) apply_to(names, c);
    for (const Data data : {lost, half, zeros, written}) images.insert(image_of(names, data));
  }
  return images;
}

void write_image(const Image& image, const std::string& to) {
  fs::create_directories(to);
  for (const auto& [path, bytes] : image) {
    const fs::path target = fs::path(to) / path;
    fs::create_directories(path.ends_with('/') ? target : target.parent_path());
    if (!path.ends_with('/')) std::ofstream(target, std::ios::binary) << bytes;
  }
}

}  // namespace pont::faults
