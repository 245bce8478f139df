// The workloads of the bench in LibTorch, as its users write them: eager, autograd, torch::optim::Adam.
// Driven over standard input: "check N" and "run N", see experiments/bench/peer.hpp.
#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
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

// The small U-Net of Pont's nn/unet.hpp: channels last, which is what oneDNN's convolutions read without a
// copy.
class UNet final : public Net {
 public:
  UNet(Reader& in, int64_t stem, std::vector<int64_t> channels, int64_t patch)
      : in_(in), channels_(std::move(channels)), patch_(patch), embedding_(stem / 2), width_(4 * stem) {
    const int64_t pixel = patch * patch;
    time_ = {dense(stem, width_), dense(width_, width_)};
    stem_ = conv(pixel, stem, 3);
    std::vector<int64_t> kept{stem};
    int64_t c = stem;
    for (size_t level = 0; level < channels_.size(); ++level) {
      if (level > 0) {
        down_.push_back(conv(c, c, 3));
        kept.push_back(c);
      }
      blocks_.push_back(block(c, channels_[level]));
      c = channels_[level];
      if (lowest(level)) attention_.push_back(attention(c));
      kept.push_back(c);
    }
    blocks_.push_back(block(c, c));
    attention_.push_back(attention(c));
    blocks_.push_back(block(c, c));
    for (size_t level = channels_.size(); level-- > 0;) {
      for (int b = 0; b < 2; ++b) {
        blocks_.push_back(block(c + kept.back(), channels_[level]));
        kept.pop_back();
        c = channels_[level];
        if (lowest(level)) attention_.push_back(attention(c));
      }
      if (level > 0) up_.push_back(conv(c, c, 3));
    }
    norm_ = norm(c);
    output_ = conv(c, pixel, 3);
  }

  Tensor operator()(const Tensor& u, const Tensor& t) const override {
    size_t block = 0, attended = 0;
    const Tensor e = torch::silu(time_[1](torch::silu(time_[0](embedding_(t)))));
    Tensor h = u.reshape({-1, 1, 28, 28});
    if (patch_ > 1) h = torch::pixel_unshuffle(h, patch_);
    h = stem_(h.contiguous(at::MemoryFormat::ChannelsLast));
    std::vector<Tensor> kept{h};
    for (size_t level = 0; level < channels_.size(); ++level) {
      if (level > 0) kept.push_back(h = down_[level - 1](torch::constant_pad_nd(h, {0, 1, 0, 1}), 2, 0));
      h = blocks_[block++](h, e);
      if (lowest(level)) h = attention_[attended++](h);
      kept.push_back(h);
    }
    h = blocks_[block++](h, e);
    h = attention_[attended++](h);
    h = blocks_[block++](h, e);
    for (size_t level = channels_.size(); level-- > 0;) {
      for (int b = 0; b < 2; ++b) {
        h = blocks_[block++](torch::cat({h, kept.back()}, 1), e);
        kept.pop_back();
        if (lowest(level)) h = attention_[attended++](h);
      }
      if (level > 0)
        h = up_[channels_.size() - 1 - level](torch::upsample_nearest2d(h, {2 * h.size(2), 2 * h.size(3)}));
    }
    h = output_(torch::silu(norm_(h)));
    if (patch_ > 1) h = torch::pixel_shuffle(h, patch_);
    return h.reshape({-1, 784});
  }
  std::vector<Tensor> parameters() const override { return all_; }

 private:
  struct Dense {
    Tensor w, b;
    Tensor operator()(const Tensor& x) const { return torch::linear(x, w, b); }
  };
  struct Conv {
    Tensor w, b;
    Tensor operator()(const Tensor& x, int64_t stride = 1, int64_t padding = 1) const {
      return at::conv2d(x, w, b, stride, padding);
    }
  };
  struct Norm {
    int64_t groups;
    Tensor scale, shift;
    Tensor operator()(const Tensor& x) const { return torch::group_norm(x, groups, scale, shift, 1e-6); }
  };
  struct Block {
    Norm norm1, norm2;
    Conv first, second;
    Dense told;
    std::vector<Conv> shortcut;
    Tensor operator()(const Tensor& x, const Tensor& e) const {
      const Tensor h = first(torch::silu(norm1(x))) + told(e).unsqueeze(2).unsqueeze(3);
      const Tensor y = second(torch::silu(norm2(h)));
      return y + (shortcut.empty() ? x : shortcut[0](x, 1, 0));
    }
  };
  struct Attention {
    Norm norm;
    Dense in, out;
    Tensor operator()(const Tensor& x) const {
      const Tensor rows = norm(x).flatten(2).transpose(1, 2);
      const auto qkv = in(rows).chunk(3, 2);
      const Tensor logits = torch::bmm(qkv[0] / std::sqrt(double(x.size(1))), qkv[1].transpose(1, 2));
      const Tensor seen = out(torch::bmm(torch::softmax(logits, 2), qkv[2]));
      return x + seen.transpose(1, 2).reshape(x.sizes());
    }
  };

  Tensor keep(const Tensor& t) {
    all_.push_back(t.detach().requires_grad_());
    return all_.back();
  }
  Dense dense(int64_t in, int64_t out) {
    const Tensor w = keep(in_.next({in, out}).t().contiguous());
    return {w, keep(in_.next({out}))};
  }
  Conv conv(int64_t in, int64_t out, int64_t k) {
    const Tensor w =
        keep(in_.next({k, k, in, out}).permute({3, 2, 0, 1}).contiguous(at::MemoryFormat::ChannelsLast));
    return {w, keep(in_.next({out}))};
  }
  Norm norm(int64_t channels) {
    const Tensor scale = keep(in_.next({channels}));
    return {std::min<int64_t>(channels / 4, 32), scale, keep(in_.next({channels}))};
  }
  Block block(int64_t in, int64_t out) {
    Block b;
    b.norm1 = norm(in);
    b.first = conv(in, out, 3);
    b.told = dense(width_, out);
    b.norm2 = norm(out);
    b.second = conv(out, out, 3);
    if (in != out) b.shortcut.push_back(conv(in, out, 1));
    return b;
  }
  Attention attention(int64_t channels) {
    Attention a;
    a.norm = norm(channels);
    a.in = dense(channels, 3 * channels);
    a.out = dense(channels, channels);
    return a;
  }
  bool lowest(size_t level) const { return level + 1 == channels_.size(); }

  Reader& in_;
  std::vector<int64_t> channels_;
  int64_t patch_;
  struct Waves {  // divided by one less than their number
    Tensor w;
    explicit Waves(int64_t m) {
      std::vector<float> f;
      for (int64_t j = 0; j < m; ++j)
        f.push_back(static_cast<float>(1000 * std::pow(10000.0, -double(j) / double(m - 1))));
      w = torch::tensor(f).reshape({1, m});
    }
    Tensor operator()(const Tensor& t) const {
      const Tensor angle = t.reshape({-1, 1}) * w;
      return torch::cat({angle.sin(), angle.cos()}, 1);
    }
  } embedding_;
  int64_t width_;
  std::vector<Tensor> all_;
  std::vector<Dense> time_;
  Conv stem_, output_;
  std::vector<Conv> down_, up_;
  std::vector<Block> blocks_;
  std::vector<Attention> attention_;
  Norm norm_;
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
  Training(Reader& in, int64_t batch, int64_t inputs, int64_t outputs, Make make)
      : u(in.next({batch, inputs})), t(in.next({batch})), y(in.next({batch, outputs})), net(make(in)) {
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

// One convolution of 3 x 3 taps on images of Pont's layout; channels last, as oneDNN reads them without a
// copy.
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

// An operation and its gradients, for operands in its order and the cotangent.
struct WithGradients final : Work {
  std::vector<Tensor> operands;
  Tensor g, y;
  std::function<Tensor(const std::vector<Tensor>&)> f;
  WithGradients(std::vector<Tensor> o, Tensor cotangent,
                std::function<Tensor(const std::vector<Tensor>&)> operation)
      : operands(std::move(o)), g(std::move(cotangent)), f(std::move(operation)) {
    for (Tensor& t : operands) t.requires_grad_();
  }
  void step() override {
    for (Tensor& t : operands) t.mutable_grad() = Tensor();
    y = f(operands);
    y.backward(g);
  }
  double check() override {
    double sum = y.to(torch::kDouble).square().sum().item<double>();
    for (const Tensor& t : operands) sum += t.grad().to(torch::kDouble).square().sum().item<double>();
    return sum;
  }
};

// "group_norm/28x28-32"
std::unique_ptr<Work> make_group_norm(const std::string& name, Reader& in) {
  long size = 0, channels = 0;
  if (std::sscanf(name.c_str(), "group_norm/%ldx%*d-%ld", &size, &channels) < 2)
    throw std::invalid_argument("no workload " + name);
  const auto image = [&] {
    return Convolution::last(in.next({64, size, size, channels}).permute({0, 3, 1, 2}));
  };
  const Tensor x = image(), scale = in.next({channels}), shift = in.next({channels});
  return std::make_unique<WithGradients>(
      std::vector<Tensor>{x, scale, shift}, image(),
      [=](const std::vector<Tensor>& o) { return torch::group_norm(o[0], channels / 4, o[1], o[2], 1e-6); });
}

std::unique_ptr<Work> make_attention(Reader& in) {
  const auto next = [&] { return in.next({64, 49, 128}); };
  const Tensor q = next(), k = next(), v = next();
  return std::make_unique<WithGradients>(
      std::vector<Tensor>{q, k, v}, next(), [](const std::vector<Tensor>& o) {
        return torch::bmm(torch::softmax(torch::bmm(o[0] / std::sqrt(128.0), o[1].transpose(1, 2)), 2), o[2]);
      });
}

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
  if (name == "a") return std::make_unique<Training>(in, 512, 4, 2, mlp(128, 6));
  if (name == "b128") return std::make_unique<Training>(in, 128, 2, 2, bridge);
  if (name == "b512") return std::make_unique<Training>(in, 512, 2, 2, bridge);
  if (name == "c") return std::make_unique<Training>(in, 1024, 4, 2, mlp(512, 4));
  if (name == "sampling") return std::make_unique<Sampling>(in);
  const auto unet = [](std::vector<int64_t> channels, int64_t patch) {
    return [=](Reader& r) -> std::unique_ptr<Net> { return std::make_unique<UNet>(r, 32, channels, patch); };
  };
  if (name == "unet/28x28") return std::make_unique<Training>(in, 64, 784, 784, unet({32, 64, 128}, 1));
  if (name == "unet/patches") return std::make_unique<Training>(in, 64, 784, 784, unet({32, 64}, 2));
  if (name == "attention/7x7-128") return make_attention(in);
  return name.rfind("group_norm", 0) == 0 ? make_group_norm(name, in) : make_convolution(name, in);
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
