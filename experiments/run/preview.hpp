// Pictures of what a training has learned so far. They read the training and change no bit of it.
#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <variant>

#include "experiments/figures/figure.hpp"
#include "experiments/figures/picture.hpp"
#include "experiments/metrics/points.hpp"
#include "experiments/run/experiment.hpp"

namespace pont::run {

/// A figure of points, or a picture of images.
using Preview = std::variant<figures::Figure, figures::Picture>;

/// Samples of the averaged parameters beside data. All its randomness comes from `key`, so that a preview of
/// a step has the same bits with any number of threads, and after a resume.
using PreviewFigure = std::function<Preview(ad::Key key)>;

/// figures/preview.svg of a run with its numbers and script, or preview.png of images, replaced by a newer
/// one every so many steps. Previews take at most 2 % of the time that has passed, and one preview more:
/// those that are due sooner are left out.
class Previews final {
 public:
  /// None.
  Previews() = default;
  /// After every `every` steps (0: none), but for the last of `steps`: the run's own samples come then.
  /// `figure` gets run.key / "preview" / step. The run must outlive this.
  Previews(const RunContext& run, std::int64_t every, std::int64_t steps, PreviewFigure figure);

  /// Draws one if it is due. Returns what there is to say: where it is, why there is none (once), or nothing.
  /// It throws nothing: a training goes on without previews. A signal that asks to stop ends it at once.
  std::string after(std::int64_t step);

 private:
  using Clock = std::chrono::steady_clock;
  bool due(std::int64_t step) const;
  std::string draw(std::int64_t step);

  const RunContext* run_ = nullptr;
  std::int64_t every_ = 0, steps_ = 0;
  PreviewFigure figure_;
  Clock::time_point start_ = Clock::now();
  Clock::duration spent_{};
  bool warned_ = false;
};

/// Throws std::runtime_error if a signal asked the training to stop: for the loops of a PreviewFigure.
void leave_preview_on_signals();

/// Samples [n, d] over data [m, d]: their first two coordinates as points, in the frame of the data, or on
/// the line both distribution functions.
figures::Figure preview_figure(const metrics::Points& data, const metrics::Points& samples);

}  // namespace pont::run
