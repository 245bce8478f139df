// A layer of one's own, a network made of it, and the whole command line: ./own_layer run own_layer.yaml
// --out DIR
#include "experiments/cli/program.hpp"
#include "nn/mlp.hpp"

using namespace pont;

namespace {

/// Gaussian bumps: y_j = exp(-|x - c_j|^2 exp(2 s_j) / 2), x [B, n] to y [B, m]. Parameters "NAME/centres" c
/// [m, n], drawn from N(0, 1), and "NAME/sharpness" s [m], 0 at first.
class Bumps final {
 public:
  Bumps(nn::Parameters& parameters, const std::string& name, ad::i64 n, ad::i64 m) : name_(name) {
    const nn::Parameters::Scope scope(parameters, name);
    centres_ = parameters.add("centres", {m, n}, {n, m}, nn::normal(1));
    sharpness_ = parameters.add("sharpness", {m}, {n, m}, nn::zeros());
  }
  ad::Var operator()(const nn::Context& context, ad::Var x) const {
    const ad::Tape::Scope scope(*x.tape, name_);  // what messages and profiles call it
    const ad::Var apart = ad::reshape(x, {x.shape()[0], 1, x.shape()[1]}) - context[centres_];
    return ad::exp(-0.5 * ad::sum(ad::square(apart), {2}) * ad::exp(2 * context[sharpness_]));
  }

 private:
  std::string name_;
  nn::ParameterId centres_, sharpness_;
};

/// An Mlp of the columns [u, t] and the bumps of the state u, and those of the condition.
class BumpNetwork final : public nn::TimeNetwork {
 public:
  BumpNetwork(nn::Parameters& parameters, ad::i64 in, ad::i64 bumps, ad::i64 hidden, ad::i64 out,
              nn::ConditionSize condition)
      : TimeNetwork(condition),
        bumps_(parameters, "net/bumps", in, bumps),
        mlp_(parameters, "net/mlp", {in + 1 + bumps + condition.width(), hidden, hidden, out},
             nn::activation("silu")) {}

 private:
  ad::Var record(const nn::Context& context, ad::Var u, ad::Var t, ad::Var y) const override {
    std::vector<ad::Var> columns{u, ad::reshape(t, {t.shape()[0], 1}), bumps_(context, u)};
    if (const ad::Var told = encoded(u, y)) columns.push_back(told);
    return mlp_(context, ad::concat(columns, 1));
  }

  Bumps bumps_;
  nn::Mlp mlp_;
};

class BumpOptions final : public options::NetworkOptions {
 public:
  void declare(config::Visitor& v) override {
    v.key("bumps", bumps_, "Gaussian bumps of the state", {.range = config::between(1, 65536)});
    v.key("hidden", hidden_, "units of both hidden layers", {.range = config::between(1, 65536)});
  }
  std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, const options::NetworkSize& size,
                                         nn::ConditionSize condition) const override {
    return std::make_unique<BumpNetwork>(parameters, size.columns_in(), bumps_, hidden_, size.columns_out(),
                                         condition);
  }

 private:
  std::int64_t bumps_ = 32, hidden_ = 64;
};

}  // namespace

int main(int argc, char** argv) {
  pont::add_network<BumpOptions>("bumps", "multilayer perceptron of the state and of Gaussian bumps of it");
  return pont::main(argc, argv);
}
