// Colours that stay apart for colour-blind readers and in grey print.
#pragma once
#include <array>
#include <cstdint>

namespace pont::figures {

/// An sRGB colour, 0xRRGGBB.
struct Colour {
  std::uint32_t rgb = 0;
};

/// The palette of Okabe, Ito 2008, "Color Universal Design", reordered so that neighbours contrast in a
/// legend.
namespace colours {
inline constexpr Colour blue{0x0072B2}, vermillion{0xD55E00}, green{0x009E73}, purple{0xCC79A7},
    orange{0xE69F00}, sky{0x56B4E9}, yellow{0xF0E442}, black{0x000000};
inline constexpr Colour dark{0x505050};  ///< for reference lines and their labels
inline constexpr Colour grey{0x8C8C8C};  ///< for context: data under samples
}  // namespace colours

/// Colour of the i-th series of a figure; repeats after six.
constexpr Colour series_colour(std::size_t i) {
  constexpr std::array cycle{colours::blue,   colours::vermillion, colours::green,
                             colours::purple, colours::orange,     colours::sky};
  return cycle[i % cycle.size()];
}

/// Nine stops of viridis (van der Walt, Smith 2015, matplotlib): perceptually uniform, monotone in lightness.
inline constexpr std::array<Colour, 9> kViridis{{{0x440154},
                                                 {0x472D7B},
                                                 {0x3B528B},
                                                 {0x2C728E},
                                                 {0x21918C},
                                                 {0x28AE80},
                                                 {0x5EC962},
                                                 {0xADDC30},
                                                 {0xFDE725}}};

}  // namespace pont::figures
