// Workloads of single operations on images, with shapes of U-Nets for 28 x 28 pixels; images are cut into
// shards.
#include "experiments/bench/image_workloads.hpp"

#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <numeric>

#include "autodiff/compile.hpp"
#include "autodiff/convolution.hpp"
#include "autodiff/grad.hpp"
#include "autodiff/image_ops.hpp"
#include "autodiff/rng.hpp"
#include "autodiff/workers.hpp"

namespace pont::bench {
namespace {

using ad::i64;
using ad::Shape;
using ad::Tensor;
using ad::Var;

constexpr i64 batch = 64, shard = 16, shards = batch / shard;

/// An operand: one entry of its first axis per image, or the same for all images (weights).
struct Operand {
  Shape shape;
  bool per_image;
};
/// Results: those of `per_image` come first; the others are sums over images.
struct Operation {
  std::vector<Operand> operands;
  std::function<std::vector<Var>(const std::vector<Var>&)> record;
  std::size_t per_image;
};

// Memory of all shards in one piece; weights are the same for all of them.
class Piece final {
 public:
  Piece(ad::Backend& device, Var var, std::size_t parts)
      : var_(var),
        bytes_(static_cast<std::size_t>(var.shape().size()) * sizeof(float)),
        memory_(device, parts * bytes_) {}

  Var var() const { return var_; }
  std::span<std::byte> part(int s) const {
    const auto parts = memory_.bytes().size() / bytes_;
    return memory_.bytes().subspan(static_cast<std::size_t>(s) % parts * bytes_, bytes_);
  }
  ad::DeviceMemory& memory() { return memory_; }

 private:
  Var var_;
  std::size_t bytes_;
  ad::DeviceMemory memory_;
};

class ImageWorkload final : public SharedWorkload {
 public:
  ImageWorkload(const Operation& operation, int workers, ad::Backend& device)
      : workers_(workers, device), per_image_(operation.per_image) {
    std::vector<Var> in, fixed;
    for (const Operand& o : operation.operands) {
      start_.emplace_back(o.shape, ad::Dtype::f32);
      ad::fill_normal(ad::Key::root(1) / in.size(), 0, 0, o.shape.size(), start_.back().data<float>().data());
      in.push_back(tape_.input(o.per_image ? o.shape.with(0, shard) : o.shape, ad::Dtype::f32, "operand"));
      if (!o.per_image) fixed.push_back(in.back());
    }
    const std::vector<Var> out = operation.record(in);
    programs_.push_back(ad::compile(out, {}, device, fixed));
    for (int w = 1; w < workers; ++w) programs_.push_back(programs_[0].replica());
    for (std::size_t i = 0; i < in.size(); ++i) {
      operands_.push_back(
          std::make_unique<Piece>(device, in[i], operation.operands[i].per_image ? shards : 1));
      operands_.back()->memory().upload(start_[i].bytes());
    }
    for (const Var& y : out) results_.push_back(std::make_unique<Piece>(device, y, shards));
    for (ad::Program& p : programs_) {
      bind(p, 0);
      if (&p != &programs_[0]) p.share_preparation(programs_[0]);
    }
  }

  void step() override {
    programs_[0].refresh();  // weights are new in every step of a training
    programs_[0].prepare(workers_);
    workers_.run(shards, [&](int s, int worker) {
      ad::Program& p = programs_[static_cast<std::size_t>(worker)];
      bind(p, s);
      p.run();
    });
    workers_.device().wait();
  }
  double check() override {
    double sum = 0;
    for (std::size_t r = 0; r < results_.size(); ++r) {
      std::vector<float> y(results_[r]->memory().bytes().size() / sizeof(float));
      workers_.device().download(std::as_writable_bytes(std::span(y)), results_[r]->memory().bytes().data());
      if (r >= per_image_) add_shards(y);
      sum = std::inner_product(y.begin(), y.end(), y.begin(), sum);
    }
    return sum;
  }
  double bytes() const override { return static_cast<double>(shards) * operand_bytes(programs_[0]); }
  void export_start(const std::filesystem::path& path) const override {
    std::ofstream out;
    out.exceptions(std::ios::failbit | std::ios::badbit);
    out.open(path, std::ios::binary);
    for (const Tensor& t : start_)
      out.write(reinterpret_cast<const char*>(t.bytes().data()),
                static_cast<std::streamsize>(t.bytes().size()));
  }

 private:
  // Weights keep their memory: what was prepared from it stays.
  void bind(ad::Program& p, int s) {
    for (const auto* pieces : {&operands_, &results_})
      for (const auto& piece : *pieces)
        if (s == 0 || piece->part(s).data() != piece->part(0).data()) p.bind(piece->var(), piece->part(s));
  }
  static void add_shards(std::vector<float>& y) {
    const std::size_t n = y.size() / shards;
    for (std::size_t i = n; i < y.size(); ++i) y[i % n] += y[i];
    y.resize(n);
  }

  ad::Workers workers_;
  ad::Tape tape_;
  std::size_t per_image_;
  std::vector<Tensor> start_;
  std::vector<std::unique_ptr<Piece>> operands_, results_;
  std::vector<ad::Program> programs_;  // one per worker
};

WorkloadRow row(const std::string& name, const std::string& summary, const Work& work,
                const Operation& operation) {
  return {name, summary + ", batch 64", work, 1,
          [operation](const WorkloadRow&, int workers, ad::Backend& device) -> std::unique_ptr<Workload> {
            return std::make_unique<ImageWorkload>(operation, workers, device);
          }};
}

// The result and its gradients in the first n operands for a cotangent, which is the last one.
template <class F>
Operation with_gradients(std::vector<Operand> operands, std::size_t per_image, F f) {
  return {std::move(operands),
          [f](const std::vector<Var>& in) {
            const std::vector<Var> own(in.begin(), in.end() - 1);
            const Var y = f(own);
            std::vector<Var> results{y};
            std::ranges::copy(ad::grad(y, own, in.back()), std::back_inserter(results));
            return results;
          },
          per_image};
}

struct ConvolutionShape {
  i64 size, inputs, outputs, stride = 1;

  ad::Slide slide() const {
    ad::Slide s = ad::Slide::same(3);
    s.stride = {stride, stride};
    return s;
  }
  i64 positions() const { return slide().positions(0, size, 3); }
  std::string name() const {
    return fmt::format("{0}x{0}-{1}-{2}{3}", size, inputs, outputs,
                       stride == 1 ? "" : fmt::format("-s{}", stride));
  }
  double flops() const {
    return 2.0 * static_cast<double>(batch * positions() * positions() * 9 * inputs * outputs);
  }
};
constexpr ConvolutionShape shapes[] = {{28, 32, 32},    {28, 64, 64},   {28, 96, 32}, {14, 32, 32},
                                       {14, 64, 64},    {14, 128, 128}, {7, 64, 64},  {7, 128, 128},
                                       {28, 32, 32, 2}, {28, 16, 16}};

void add_convolutions(std::vector<WorkloadRow>& rows) {
  for (const ConvolutionShape& s : shapes) {
    const ad::Slide slide = s.slide();
    const Operand x{{batch, s.size, s.size, s.inputs}, true}, w{{3, 3, s.inputs, s.outputs}, false},
        g{{batch, s.positions(), s.positions(), s.outputs}, true};
    const auto add = [&](const char* pass, std::size_t per_image, std::function<Var(Var x, Var w, Var g)> f) {
      rows.push_back(row(fmt::format("conv/{}/{}", s.name(), pass),
                         fmt::format("convolution 3 x 3, {}, {}", s.name(), pass), {s.flops(), flop},
                         {{x, w, g},
                          [f](const std::vector<Var>& in) { return std::vector{f(in[0], in[1], in[2])}; },
                          per_image}));
    };
    add("forward", 1, [=](Var image, Var weight, Var) { return ad::conv(image, weight, slide); });
    add("input", 1,
        [=, n = s.size](Var, Var weight, Var c) { return ad::conv_input(c, weight, n, n, slide); });
    add("weight", 0, [=](Var image, Var, Var c) { return ad::conv_weight(image, c, 3, 3, slide); });
  }
}

void add_group_norms(std::vector<WorkloadRow>& rows) {
  for (const auto& [size, channels] : {std::pair<i64, i64>{28, 32}, {14, 64}}) {
    const Operand x{{batch, size, size, channels}, true}, s{{channels}, false};
    const double bytes = 5 * sizeof(float) * static_cast<double>(x.shape.size());  // x, y; x, g, dx
    rows.push_back(row(fmt::format("group_norm/{0}x{0}-{1}", size, channels), "group norm and its gradients",
                       {bytes, "byte"},
                       with_gradients({x, s, s, x}, 2, [groups = channels / 4](const std::vector<Var>& in) {
                         return ad::group_norm(in[0], in[1], in[2], groups, 1e-6);
                       })));
  }
}

void add_attention(std::vector<WorkloadRow>& rows) {
  const Operand q{{batch, 49, 128}, true};
  rows.push_back(
      row("attention/7x7-128", "attention and its gradients", {3 * 4.0 * batch * 49 * 49 * 128, flop},
          with_gradients({q, q, q, q}, 4,
                         [](const std::vector<Var>& in) { return ad::attention(in[0], in[1], in[2], 1); })));
}

}  // namespace

std::vector<WorkloadRow> image_rows() {
  std::vector<WorkloadRow> rows;
  for (const auto add : {add_convolutions, add_group_norms, add_attention}) add(rows);
  return rows;
}

}  // namespace pont::bench
