// A file system as POSIX promises it and no more: what a program did, and everything a power failure may
// leave of it.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/faults/record.hpp"

namespace pont::faults {

/// Files by path, and directories by path ending in '/', relative to the root of the record.
using Image = std::map<std::string, std::string>;

/// Plays operations under `root`, the directory whose name all recorded paths begin with. The data of a file
/// are durable from the sync of that file on, a name from the sync of the directory that holds it on, and
/// nothing else is: neither does the sync of a file make its name durable, nor does a rename wait for the
/// data.
class Disk final {
 public:
  explicit Disk(std::string root) : root_(std::move(root)) {}
  void apply(const Operation& operation);

  /// What may stand there if the power fails now: any subset of the changes of names that are not durable
  /// (all subsets up to 4 changes; beyond, the beginnings, and each change alone), times the data that are
  /// not durable: lost, written by half, overwritten by zeros, or written.
  std::set<Image> after_power_loss() const;

 private:
  struct File {
    std::string now, durable;
  };
  struct Change {
    std::string kind, path, to;  // create, directory, rename, remove
    int file = -1;
  };
  using Names = std::map<std::string, int>;  // path to number of file; directories are -1

  std::string relative(const std::string& path) const;
  void change(const Change& change);
  static void apply_to(Names& names, const Change& change);
  void open(const Operation& operation);
  void sync(int descriptor);
  std::vector<std::vector<Change>> possible_changes() const;
  Image image_of(const Names& names, std::string (*data)(const File&)) const;

  std::string root_;
  std::vector<File> files_;
  Names now_, durable_;
  std::vector<Change> pending_;
  std::map<long, std::string> open_;  // descriptor to path when opened
  std::map<long, int> open_file_;     // and to file
};

/// Writes the image into a directory, which is made.
void write_image(const Image& image, const std::string& directory);

}  // namespace pont::faults
