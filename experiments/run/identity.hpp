// Which run a configuration is of, and whether this program computes its bits.
#pragma once
#include <string>

#include "experiments/run/experiment.hpp"

namespace pont::run {

/// The resolved configuration as a run records it: without what decides no result (the number of threads, and
/// keys that are config::Rules::aside), and with the names that its data files have in the run directory.
std::string recorded_config(RunConfig&);
/// The same with every key: what config.yaml of a run says, and a resume keeps.
std::string stored_text(RunConfig&);

/// Whether two of them are of one run: equal but for device and products, which a resume may change.
bool same_run(const std::string& a, const std::string& b);

/// The same, whatever their data files hold.
bool same_run_but_files(const std::string& a, const std::string& b);

/// The first line that differs: "'batch: 48' then, 'batch: 24' now".
std::string first_difference(const std::string& then, const std::string& now);

/// What goes on from `where` continues the same bits only by the same program on the same kind of machine.
/// Throws DataError with the first difference unless the run allows drift; then says every one on stderr.
void require_same_bits(const RunContext&, const store::Facts& then, const std::string& where);
/// The same before there is a run: `now` are the facts of this program and device.
void require_same_bits(const store::Facts& then, const store::Facts& now, bool allow_drift,
                       const std::string& where);

}  // namespace pont::run
