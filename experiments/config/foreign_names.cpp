// Names of keys in other frameworks, each with the key here.
#include "experiments/config/foreign_names.hpp"

namespace pont::config {
namespace {

std::string plain(std::string_view name) {
  std::string text;
  for (const char c : name)
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '-' ? '_' : c;
  return text;
}

}  // namespace

const std::vector<ForeignName>& foreign_names() {
  static const std::vector<ForeignName> rows{
      {"lr", "train.schedule.rate"},
      {"learning_rate", "train.schedule.rate"},
      {"max_lr", "train.schedule.rate"},
      {"scheduler", "train.schedule"},
      {"lr_scheduler", "train.schedule"},
      {"optimizer", "train.optimiser"},
      {"optim", "train.optimiser"},
      {"batch_size", "train.batch"},
      {"bs", "train.batch"},
      {"epochs", "train.steps"},
      {"num_epochs", "train.steps"},
      {"max_epochs", "train.steps"},
      {"max_steps", "train.steps"},
      {"num_steps", "train.steps"},
      {"n_iter", "train.steps"},
      {"num_iterations", "train.steps"},
      {"grad_clip", "train.clip"},
      {"max_grad_norm", "train.clip"},
      {"gradient_clip_val", "train.clip"},
      {"ema_decay", "train.ema"},
      {"ema_rate", "train.ema"},
      {"hidden_dim", "network.hidden"},
      {"hidden_size", "network.hidden"},
      {"hidden_units", "network.hidden"},
      {"num_layers", "network.depth"},
      {"n_layers", "network.depth"},
      {"nonlinearity", "network.activation"},
      {"act", "network.activation"},
      {"model", "network"},
      {"net", "network"},
      {"dataset", "data"},
      {"loss", "objective"},
      {"loss_type", "objective"},
      {"noise_schedule", "sde.clock"},
      {"sigma_data", "objective.parametrisation.data_variance"},
      {"num_samples", "sample.count"},
      {"n_samples", "sample.count"},
      {"random_seed", "seed"},
      {"manual_seed", "seed"},
      {"num_workers", "threads"},
      {"n_jobs", "threads"},
      {"num_threads", "threads"},
      {"accelerator", "device"},
      {"dtype", "precision"},
  };
  return rows;
}

std::string path_of_foreign(std::string_view name) {
  const std::string wanted = plain(name);
  for (const ForeignName& row : foreign_names())
    if (wanted == row.foreign) return row.path;
  return "";
}

}  // namespace pont::config
