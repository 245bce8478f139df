// The workloads of the bench in LibTorch, as its users write them: eager, autograd, torch::optim::Adam.
// Driven over standard input: "check N" and "run N", see experiments/bench/peer.hpp.
#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>

namespace {

using torch::Tensor;

class Reader {
 public:
  explicit Reader(const char* path) : in_(path, std::ios::binary) { in_.exceptions(std::ios::failbit); }
  Tensor next(std::vector<int64_t> shape) {
    Tensor t = torch::empty(shape);
    in_.read(static_cast<char*>(t.data_ptr()), static_cast<std::streamsize>(t.numel() * 4));
    return t;
  }

 private:
  std::ifstream in_;
};

using Activation = Tensor (*)(const Tensor&);
Tensor silu(const Tensor& x) { return torch::silu(x); }
Tensor leaky_relu(const Tensor& x) { return torch::leaky_relu(x, 0.01); }

struct Mlp {
  std::vector<Tensor> weights, biases;
  Activation act;
  Mlp(Reader& in, std::vector<int64_t> sizes, Activation a) : act(a) {
    for (size_t l = 0; l + 1 < sizes.size(); ++l) {
      weights.push_back(in.next({sizes[l], sizes[l + 1]}).t().contiguous().requires_grad_());
      biases.push_back(in.next({sizes[l + 1]}).requires_grad_());
    }
  }
  Tensor operator()(Tensor x) const {
    for (size_t l = 0; l < weights.size(); ++l) {
      x = torch::linear(x, weights[l], biases[l]);
      if (l + 1 < weights.size()) x = act(x);
    }
    return x;
  }
  void add_to(std::vector<Tensor>& all) const {
    for (size_t l = 0; l < weights.size(); ++l) all.insert(all.end(), {weights[l], biases[l]});
  }
};

struct Embedding {
  Tensor w;
  explicit Embedding(int m) {
    std::vector<float> f;
    for (int j = 0; j < m; ++j) f.push_back(static_cast<float>(1000 * std::pow(10000.0, -double(j) / m)));
    w = torch::tensor(f).reshape({1, m});
  }
  Tensor operator()(const Tensor& t) const {
    const Tensor angle = t.reshape({-1, 1}) * w;
    return torch::cat({angle.sin(), angle.cos()}, 1);
  }
};

struct Net {
  virtual ~Net() = default;
  virtual Tensor operator()(const Tensor& u, const Tensor& t) const = 0;
  virtual std::vector<Tensor> parameters() const = 0;
};

struct EmbeddedMlp final : Net {
  Embedding embedding{16};
  Mlp mlp;
  EmbeddedMlp(Reader& in, int64_t width, int depth)
      : mlp(
            in,
            [&] {
              std::vector<int64_t> s(static_cast<size_t>(depth) + 2, width);
              s.front() = 36;
              s.back() = 2;
              return s;
            }(),
            silu) {}
  Tensor operator()(const Tensor& u, const Tensor& t) const override {
    return mlp(torch::cat({u, embedding(t)}, 1));
  }
  std::vector<Tensor> parameters() const override {
    std::vector<Tensor> p;
    mlp.add_to(p);
    return p;
  }
};

struct BridgeNet final : Net {
  Embedding embedding{8};
  Mlp time, state, joint;
  explicit BridgeNet(Reader& in)
      : time(in, {16, 16, 32}, leaky_relu),
        state(in, {2, 16, 32}, leaky_relu),
        joint(in, {64, 128, 128, 2}, leaky_relu) {}
  Tensor operator()(const Tensor& u, const Tensor& t) const override {
    return joint(torch::cat({state(u), time(embedding(t))}, 1));
  }
  std::vector<Tensor> parameters() const override {
    std::vector<Tensor> p;
    for (const Mlp* m : {&time, &state, &joint}) m->add_to(p);
    return p;
  }
};

struct Work {
  virtual ~Work() = default;
  virtual void step() = 0;
  virtual double check() = 0;
};

struct Training final : Work {
  Tensor u, t, y;
  std::unique_ptr<Net> net;
  std::vector<Tensor> parameters, average;
  std::unique_ptr<torch::optim::Adam> adam;
  int64_t n = 0;
  double loss = 0;
  template <class Make>
  Training(Reader& in, int64_t batch, int64_t inputs, Make make)
      : u(in.next({batch, inputs})), t(in.next({batch})), y(in.next({batch, 2})), net(make(in)) {
    parameters = net->parameters();
    for (const Tensor& p : parameters) average.push_back(p.detach().clone());
    adam = std::make_unique<torch::optim::Adam>(
        parameters, torch::optim::AdamOptions(1e-3).betas({0.9, 0.999}).eps(1e-8));
  }
  void step() override {
    adam->zero_grad();
    const Tensor value = torch::mse_loss((*net)(u, t), y);
    value.backward();
    adam->step();
    const torch::NoGradGuard no_grad;
    const double count = static_cast<double>(++n), decay = std::min((count + 1) / (count + 10), 0.999);
    for (size_t i = 0; i < parameters.size(); ++i) average[i].lerp_(parameters[i], 1 - decay);
    loss = value.item<double>();
  }
  double check() override { return loss; }
};

struct Sampling final : Work {
  Tensor initial, u;
  std::unique_ptr<Net> net;
  int64_t n = 0;
  explicit Sampling(Reader& in)
      : initial(in.next({10000, 4})), u(initial.clone()), net(std::make_unique<EmbeddedMlp>(in, 128, 6)) {}
  void step() override {
    const torch::NoGradGuard no_grad;
    const double h = 1e-3;
    const Tensor s = (*net)(u, torch::full({u.size(0)}, static_cast<float>(h * static_cast<double>(n))));
    const Tensor x = u.narrow(1, 0, 2), v = u.narrow(1, 2, 2);
    u = torch::cat({x - h * v, v + 0.1 * h * (x + v + 2 * s) + 0.0447 * torch::randn_like(v)}, 1);
    n = (n + 1) % 1000;
  }
  double check() override {
    const torch::NoGradGuard no_grad;
    return (*net)(initial, torch::zeros({initial.size(0)})).square().mean().item<double>();
  }
};

// One convolution of 3 x 3 taps on images of Pont's layout; channels last, as oneDNN reads them without a copy.
struct Convolution final : Work {
  std::string pass;
  std::vector<int64_t> stride, padding{1, 1}, dilation{1, 1}, none{0, 0};
  Tensor x, w, g, y;
  Convolution(Reader& in, int64_t size, int64_t inputs, int64_t outputs, int64_t s, std::string p)
      : pass(std::move(p)), stride{s, s} {
    const int64_t n = (size - 1) / s + 1;
    x = last(in.next({64, size, size, inputs}).permute({0, 3, 1, 2}));
    w = last(in.next({3, 3, inputs, outputs}).permute({3, 2, 0, 1}));
    g = last(in.next({64, n, n, outputs}).permute({0, 3, 1, 2}));
  }
  static Tensor last(const Tensor& t) { return t.contiguous(at::MemoryFormat::ChannelsLast); }
  void step() override {
    const torch::NoGradGuard no_grad;
    if (pass == "forward")
      y = at::conv2d(x, w, {}, stride, padding);
    else if (pass == "input")
      y = std::get<0>(backward({true, false, false}));
    else
      y = std::get<1>(backward({false, true, false}));
  }
  std::tuple<Tensor, Tensor, Tensor> backward(std::array<bool, 3> wanted) const {
    return at::convolution_backward(g, x, w, c10::nullopt, stride, padding, dilation, false, none, 1, wanted);
  }
  double check() override { return y.to(torch::kDouble).square().sum().item<double>(); }
};

// "conv/28x28-32-64-s2/forward"
std::unique_ptr<Work> make_convolution(const std::string& name, Reader& in) {
  long size = 0, inputs = 0, outputs = 0, stride = 1;
  if (std::sscanf(name.c_str(), "conv/%ldx%*d-%ld-%ld-s%ld", &size, &inputs, &outputs, &stride) < 3)
    throw std::invalid_argument("no workload " + name);
  return std::make_unique<Convolution>(in, size, inputs, outputs, stride, name.substr(name.rfind('/') + 1));
}

std::unique_ptr<Work> make(const std::string& name, Reader& in) {
  const auto mlp = [](int64_t width, int depth) {
    return [=](Reader& r) -> std::unique_ptr<Net> { return std::make_unique<EmbeddedMlp>(r, width, depth); };
  };
  const auto bridge = [](Reader& r) -> std::unique_ptr<Net> { return std::make_unique<BridgeNet>(r); };
  if (name == "a") return std::make_unique<Training>(in, 512, 4, mlp(128, 6));
  if (name == "b128") return std::make_unique<Training>(in, 128, 2, bridge);
  if (name == "b512") return std::make_unique<Training>(in, 512, 2, bridge);
  if (name == "c") return std::make_unique<Training>(in, 1024, 4, mlp(512, 4));
  if (name == "sampling") return std::make_unique<Sampling>(in);
  return make_convolution(name, in);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return std::fprintf(stderr, "usage: %s WORKLOAD THREADS FILE\n", argv[0]), 2;
  torch::set_num_threads(std::atoi(argv[2]));
  Reader in(argv[3]);
  const std::unique_ptr<Work> work = make(argv[1], in);
  char question[16];
  for (int n = 0; std::scanf("%15s %d", question, &n) == 2;) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < n; ++i) work->step();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%.17g\n", std::string(question) == "run" ? seconds : work->check());
    std::fflush(stdout);
  }
}
