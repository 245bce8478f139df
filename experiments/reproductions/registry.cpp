// The list of all reproductions: a new one is its source, a declaration and a call here.
#include "experiments/reproductions/registry.hpp"

namespace pont::reproductions {

using Row = config::Row<reproduce::Reproduction>;

// Each is defined in the source of its name.
Row sampler_orders();
namespace gaussian {
Row gaussian_study(), gaussian_texture();
}
namespace convergence {
Row convergence_bound();
}
namespace cld {
Row likelihood_exact(), sscs_vs_em(), hsm_vs_dsm(), score_complexity(), cld_toys(), cld_damping();
}
namespace images {
Row cld_mnist_damping(), mnist_score(), texture_learned(), ddpm_steps(), ddpm_elbo(), memorisation(),
    dit_tiny();
}
namespace restoration {
Row restoration_exact();
}
namespace transport {
Row lightsb_benchmark(), ot_figures();
}
namespace schroedinger {
Row gaussian_benchmark(), bimodal(), planar(), planar_table();
}

const reproduce::Reproductions& all_reproductions() {
  static const reproduce::Reproductions rows{{
      gaussian::gaussian_study(),
      sampler_orders(),
      convergence::convergence_bound(),
      gaussian::gaussian_texture(),
      cld::likelihood_exact(),
      cld::sscs_vs_em(),
      cld::hsm_vs_dsm(),
      cld::score_complexity(),
      cld::cld_toys(),
      cld::cld_damping(),
      images::cld_mnist_damping(),
      images::mnist_score(),
      images::texture_learned(),
      images::ddpm_steps(),
      images::ddpm_elbo(),
      images::memorisation(),
      images::dit_tiny(),
      restoration::restoration_exact(),
      transport::lightsb_benchmark(),
      transport::ot_figures(),
      schroedinger::gaussian_benchmark(),
      schroedinger::bimodal(),
      schroedinger::planar(),
      schroedinger::planar_table(),
  }};
  return rows;
}

}  // namespace pont::reproductions
