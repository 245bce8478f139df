// pont._core: SDEs, exact scores, samplers, data sets, distances and runs of Pont for Python, by pybind11.
#include <pybind11/eigen.h>
#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "experiments/config/config.hpp"
#include "experiments/data/data_set.hpp"
#include "experiments/data/known_law.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/options/samplers.hpp"
#include "experiments/options/sdes.hpp"
#include "experiments/run/launch.hpp"
#include "sde/exact_score.hpp"
#include "sde/sampler.hpp"

namespace py = pybind11;

namespace pont::python {
namespace {

using sde::Batch;
using Matrix = Eigen::MatrixXd;

/// A section of a configuration: `text` is YAML, of which JSON is a part.
template <class Kind>
struct Section final {
  explicit Section(const config::Registry<Kind>& rows) : choice(rows) {}
  config::Choice<Kind> choice;
  void declare(config::Visitor& v) { choice.declare(v); }
};

template <class Kind>
config::Choice<Kind> chosen(const config::Registry<Kind>& rows, const std::string& text) {
  Section<Kind> section(rows);
  return std::move(config::parse_config("the keys given", text, std::move(section)).choice);
}

sde::LinearSde made_sde(const std::string& text) { return chosen(options::sdes(), text)->build(); }

std::pair<Matrix, Matrix> kernel(const sde::LinearSde& sde, double s, double t) {
  if (!(0 <= s && s <= t && t <= sde.T)) throw std::invalid_argument("kernel: expected 0 <= s <= t <= T");
  const sde::Kernel K = sde.transition(s, t);
  return {K.Phi, K.Q};
}

/// Takes the interpreter's lock for each call of the function.
class PythonScore final : public sde::Score {
 public:
  explicit PythonScore(py::function f) : f_(std::move(f)) {}
  void operator()(const Batch& u, double t, Batch& s) override {
    const py::gil_scoped_acquire lock;
    s = f_(u, t).cast<Batch>();
    if (s.rows() != u.rows() || s.cols() != u.cols())
      throw std::invalid_argument("score: what came back has another shape than u");
  }
  void probe(const Batch&, double, const Batch&, Batch&, Eigen::VectorXd&) override {
    throw std::invalid_argument("score: a sampler asks for derivatives, which a function of Python has not");
  }

 private:
  py::function f_;
};

/// The exact score of data whose law is known.
Batch exact_score(const data::DataSet& set, const sde::LinearSde& sde, const Batch& u, double t) {
  const std::optional<sde::Mixture> law = set.exact();
  if (!law) throw std::invalid_argument("exact_score: the law of these data is not known");
  sde::MixtureScore score(sde, *law);
  Batch s;
  score(u, t, s);
  return s;
}

Batch sample(const sde::LinearSde& sde, const std::string& text, sde::Score& score, Eigen::Index n,
             Eigen::Index d, std::uint64_t seed) {
  const options::SamplingPlan plan = chosen(options::samplers(), text)->build(sde);
  const sde::Reverse reverse(sde, plan.lambda);
  const sde::KeyedNoise noise(ad::Key::root(seed) / "sample", 0);
  Batch u = sde::draw_prior(sde, n, d, noise);
  sde::sample(*plan.sampler, reverse, score, plan.grid, noise, u);
  return plan.denoise ? sde::denoised(reverse, score, plan.grid.back(), u) : Batch(u.leftCols(d));
}

Batch sample_with_function(const sde::LinearSde& sde, const std::string& text, const py::function& f,
                           Eigen::Index n, Eigen::Index d, std::uint64_t seed) {
  PythonScore score(f);
  const py::gil_scoped_release unlocked;
  return sample(sde, text, score, n, d, seed);
}

Batch draw(const data::DataSet& set, ad::i64 n, std::uint64_t seed) {
  return data::sample(set, ad::Key::root(seed) / "data", n);
}

void run(const std::string& file, const std::string& directory, const std::vector<std::string>& overrides) {
  const py::gil_scoped_release unlocked;
  const std::filesystem::path path = run::config_file(file);
  run::RunConfig config = config::load_config(path, overrides, run::RunConfig(kinds::experiment_kinds()));
  run::start_run({kinds::experiment_kinds()}, config, directory);
}

void bind_sde(py::module_& m) {
  py::class_<sde::LinearSde>(m, "Sde")
      .def(py::init(&made_sde), py::arg("keys"))
      .def_readonly("name", &sde::LinearSde::name)
      .def_readonly("T", &sde::LinearSde::T)
      .def_property_readonly("k", &sde::LinearSde::k)
      .def_property_readonly("prior", [](const sde::LinearSde& sde) -> Matrix { return sde.prior; })
      .def("kernel", &kernel, py::arg("s"), py::arg("t"),
           "Phi and Q [k, k]: u(t) given u(s) has the mean Phi u(s) and the covariance Q")
      .def("drift", [](const sde::LinearSde& sde, double t) -> Matrix { return sde.drift(t); })
      .def("diffusion", [](const sde::LinearSde& sde, double t) -> Matrix { return sde.diffusion(t); });
}

void bind_data(py::module_& m) {
  py::class_<data::DataSet>(m, "Data")
      .def(py::init([](const std::string& text) { return chosen(data::data_sets(), text)->build(); }),
           py::arg("keys"))
      .def_property_readonly("d", &data::DataSet::dimension)
      .def("sample", &draw, py::arg("n"), py::arg("seed") = 0, py::call_guard<py::gil_scoped_release>(),
           "n points [n, d]; point i is the same however many are drawn")
      .def("exact_score", &exact_score, py::arg("sde"), py::arg("u"), py::arg("t"),
           py::call_guard<py::gil_scoped_release>(),
           "grad log p_t(u) of these data under the SDE, u [n, k d]");
}

}  // namespace
}  // namespace pont::python

PYBIND11_MODULE(_core, m) {
  using namespace pont::python;
  m.doc() = "Parts of Pont in C++; the package pont wraps them.";
  bind_sde(m);
  bind_data(m);
  m.def("sample", &sample_with_function, py::arg("sde"), py::arg("keys"), py::arg("score"), py::arg("n"),
        py::arg("d"), py::arg("seed") = 0);
  m.def(
      "w2",
      [](const pont::metrics::Points& x, const pont::metrics::Points& y) {
        return pont::metrics::wasserstein2(x, y);
      },
      py::arg("x"), py::arg("y"), py::call_guard<py::gil_scoped_release>());
  m.def("run", &run, py::arg("config"), py::arg("directory"), py::arg("overrides"));
}
