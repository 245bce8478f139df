// What samples of images are held against: data drawn once, and what a pinned classifier reads in them.
#pragma once
#include <memory>
#include <optional>

#include "experiments/metrics/frechet.hpp"
#include "experiments/run/classifier.hpp"
#include "experiments/run/judged.hpp"
#include "experiments/run/parts.hpp"

namespace pont::run {

/// Data that samples of images are held against, drawn once, and read by the pinned classifier where they
/// have classes.
class ImageReference final {
 public:
  struct Reader final {
    std::unique_ptr<const Classifier> classifier;
    ad::Tensor parameters;
    ad::Workers& workers;
  };
  ImageReference(const data::DataSet&, ad::Key, std::optional<Reader> = {});

  const metrics::Points pixels;  ///< of data, [m, d]
  bool reads() const { return reader_.has_value(); }
  const Readings& data() const { return *data_; }  ///< of `pixels`
  const metrics::Frechet& features() const { return *features_; }
  const Readings& read(const metrics::Points& samples) const;

 private:
  std::optional<Reader> reader_;
  std::optional<Readings> data_;
  std::optional<metrics::Frechet> features_;
  mutable metrics::Points last_;  // what was read last: every measure asks for the same samples
  mutable Readings readings_;
};

/// Null for points that are no images, and where the settings choose none of image_measures(). Where they
/// have classes the part "classifier" of the run holds /classifier: its parameters, their SHA-256, and how
/// often it reads the images of `data` right; should its training fail, the run goes on with the measures of
/// pixels.
std::shared_ptr<const ImageReference> image_reference(RunParts&, const data::DataSet&, const CloudSettings&,
                                                      ad::Workers&, ad::Key);

/// Whose features the distances are of; empty for a run without a classifier.
std::string classifier_sentence(const store::H5Reader& run);

}  // namespace pont::run
