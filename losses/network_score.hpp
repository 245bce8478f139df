// A trained network as a score for samplers and likelihoods.
#pragma once
#include <memory>

#include "autodiff/program.hpp"
#include "losses/objective.hpp"
#include "losses/regression.hpp"
#include "sde/score.hpp"

namespace pont::losses {

/// s = -R u - U net(c u, t) in the driven blocks, R, U and c from the regression that the network was trained
/// for. The network runs at its own type, the rest is double. Batches are cut into chunks of fixed size, the
/// last one padded with zeros, so that a row's bits depend on its position in its chunk alone. Not for use by
/// two threads: see replica().
class NetworkScore final : public sde::ConditionalScore {
 public:
  /// flat [parameters.size()] is copied. d: coordinates per block; rows: rows per chunk, computed on
  /// `device`. Throws std::invalid_argument unless the network's output is [rows, m*d].
  NetworkScore(Regression regression, const nn::Parameters& parameters, const nn::TimeNetwork& network,
               const ad::Tensor& flat, ad::i64 d, ad::i64 rows, ad::Backend& device = ad::cpu());
  NetworkScore(NetworkScore&&) = default;
  /// The same score for another thread; the parameters are shared.
  NetworkScore replica() const;

  /// Throws std::invalid_argument unless y has the columns that the network is told (one for classes).
  void given(const sde::Batch& y) override;
  /// Both throw std::invalid_argument when u is not [B, k*d], or there is not a row of y for each of u.
  void operator()(const sde::Batch& u, double t, sde::Batch& s) override;
  /// One reverse sweep: the cotangent U^T v of net gives v^T (ds/du) v = -v^T R v - ((U^T v)^T net') (c v).
  void probe(const sde::Batch& u, double t, const sde::Batch& v, sde::Batch& s,
             Eigen::VectorXd& vJv) override;
  /// The score where each row has a time of its own, times [B].
  void at_times(const sde::Batch& u, const Eigen::VectorXd& times, sde::Batch& s);

 private:
  struct Ports {
    ad::Var parameters, seen, t, y, v, seed, net, product;
  };
  struct In {
    ad::Var port;
    const sde::Batch& values;
  };
  struct Out {
    ad::Var port;
    sde::Batch& values;
  };
  NetworkScore(const NetworkScore& other);
  void share_parameters();
  void check(const sde::Batch& u) const;
  ad::Tensor condition_of_chunk(ad::i64 first) const;
  // Runs the program on every chunk of the batches' rows at times [B].
  void run(ad::Program& program, const Eigen::VectorXd& times, std::initializer_list<In> in,
           std::initializer_list<Out> out) const;
  void combine(const Regression::Coefficients& c, const sde::Batch& u, const sde::Batch& net,
               sde::Batch& s) const;

  Regression regression_;
  ad::i64 d_, rows_;
  ad::Dtype dtype_;
  nn::ConditionSize condition_;
  sde::Batch y_;                            ///< of the rows to come; none: not known
  std::shared_ptr<ad::DeviceMemory> flat_;  // only read
  Ports ports_;
  std::unique_ptr<ad::Program> score_, probe_;
};

}  // namespace pont::losses
