// Did-you-mean: nearest names, and the names of other programs.
#include "experiments/config/suggest.hpp"

#include <algorithm>

namespace pont::config {

// Did-you-mean: edit distance, and the threshold under which a suggestion helps.

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped =
          i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string closest(std::string_view name, const std::vector<std::string>& known) {
  constexpr std::size_t longest = 64;  // of a name worth comparing; no key is longer
  std::string best;
  std::size_t best_distance = 0;
  for (const std::string& candidate : known) {
    if (name.size() > longest || candidate.size() > longest) continue;
    const std::size_t distance = edit_distance(name, candidate);
    const std::size_t allowed = std::max<std::size_t>(1, std::max(name.size(), candidate.size()) / 3);
    const bool shares_something = distance < std::max(name.size(), candidate.size());
    if (distance > allowed || !shares_something || (!best.empty() && distance >= best_distance)) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& known) {
  const std::string best = closest(name, known);
  return best.empty() ? "" : "; did you mean " + best + "?";
}

std::string join(const std::vector<std::string>& names, std::string_view separator) {
  std::string text;
  for (const std::string& name : names) {
    if (&name != &names.front()) text += separator;
    text += name;
  }
  return text;
}

// Names of keys in other frameworks, each with the key here.

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
