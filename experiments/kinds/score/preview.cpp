// The preview of a score network: its grid, its sampler, and its figure.
#include "experiments/kinds/score/preview.hpp"

#include <memory>

#include "experiments/kinds/score/image_figures.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/explicit.hpp"

namespace pont::kinds::score {
namespace {

constexpr std::size_t most_steps = 50;
constexpr ad::i64 most_points = 500, most_chunk = 125, image_chunk = 16;

/// Steps of Euler-Maruyama until a signal asks the training to stop.
class InterruptibleSteps final : public sde::Sampler {
 public:
  void step(const sde::Reverse& reverse, sde::Score& score, double t_from, double t_to,
            const sde::StepNoise& noise, sde::Batch& u) const override {
    run::leave_preview_on_signals();
    steps_.step(reverse, score, t_from, t_to, noise, u);
  }

 private:
  sde::EulerMaruyama steps_;
};

}  // namespace

std::vector<double> preview_grid(const sde::LinearSde& sde, const std::vector<options::SamplingPlan>& plans) {
  for (const options::SamplingPlan& plan : plans) {
    const std::size_t steps = plan.grid.size() - 1, kept = std::min(steps, most_steps);
    if (steps < 2) continue;  // adaptive: it chooses its own
    std::vector<double> grid;
    for (std::size_t i = 0; i <= kept; ++i) grid.push_back(plan.grid[i * steps / kept]);
    return grid;
  }
  return sde::quadratic_grid(sde.T, std::min(1e-3, 0.5 * sde.T), most_steps);
}

metrics::Points preview_samples(const TrainedScore& trained, const std::vector<double>& grid, ad::Key key,
                                ad::i64 count) {
  const options::SamplingPlan plan{std::make_unique<InterruptibleSteps>(), 1, grid, true, {}};
  return generate(trained, {start_named("prior"), plan}, key / "samples", 0, count).points;
}

run::Preview score_preview(const ScoreModel& model, const ad::Tensor& average, ad::Workers& workers,
                           const std::vector<options::SamplingPlan>& plans, ad::Key key) {
  const std::optional<figures::ImageForm> form = drawn_form(*model.data);
  const ad::i64 count = form ? contact_images : most_points;
  const metrics::Points samples = preview_samples({model, average, workers, form ? image_chunk : most_chunk},
                                                  preview_grid(model.sde(), plans), key, count),
                        data = data::sample(*model.data, key / "data", count);
  if (form) return beside({contact_sheet(data, *form), contact_sheet(samples, *form)});
  return run::preview_figure(model.data->units().original(data), model.data->units().original(samples));
}

}  // namespace pont::kinds::score
