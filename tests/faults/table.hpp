// The table that ./pont test fault ends with, and how much of a campaign is run.
#pragma once
#include <string>

namespace pont::faults {

/// True in the full campaign (./pont test fault --full), which tries everything; otherwise a share of it is
/// tried.
bool full();
/// `some` in the default tests, `all` in the full campaign.
long amount(long some, long all);

/// One row of the table. Written by the destructor; a loss fails the test.
class Campaign final {
 public:
  explicit Campaign(std::string name);
  ~Campaign();
  /// `faults` were injected, one after the other, into one run; `problem` is empty if nothing was lost by
  /// that.
  void count(long faults, const std::string& problem);
  long faults() const { return faults_; }

 private:
  std::string name_;
  long faults_ = 0, survived_ = 0, runs_ = 0, equal_ = 0;
};

}  // namespace pont::faults
