// Pictures of the Schroedinger bridge between discrete measures.
#pragma once
#include "experiments/reproduce/reproduction.hpp"
#include "sde/bridges/discrete_bridge.hpp"

namespace pont::reproductions::transport {

/// On a line: three points to four. In the plane: a ring of 6 points to a ring of 15 around it.
sde::DiscreteBridge line_bridge(double epsilon);
sde::DiscreteBridge ring_bridge(double epsilon);

/// The law of X_t over time with exact paths upon it, and paths in the plane.
reproduce::NamedFigure discrete_bridges(const sde::DiscreteBridge& line, const sde::DiscreteBridge& rings,
                                        const ad::Key& key);

}  // namespace pont::reproductions::transport
