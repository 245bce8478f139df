// All rooms of experiments/ seen from one namespace: tests cross rooms, sources name them.
#pragma once

namespace pont::config {}
namespace pont::store {}
namespace pont::data {}
namespace pont::metrics {}
namespace pont::figures {}
namespace pont::exchange {}
namespace pont::options {}
namespace pont::run {}
namespace pont::reproduce {}
namespace pont::kinds {}
namespace pont::kinds::score {}
namespace pont::kinds::bridge {}
namespace pont::kinds::light_bridge {}
namespace pont::kinds::chains {}
namespace pont::reproductions {}
namespace pont::reproductions::gaussian {}
namespace pont::reproductions::convergence {}
namespace pont::reproductions::cld {}
namespace pont::reproductions::schroedinger {}
namespace pont::reproductions::transport {}

namespace pont::experiments {
using namespace config;
using namespace store;
using namespace data;
using namespace metrics;
using namespace figures;
using namespace options;
using namespace run;
using namespace reproduce;
using namespace kinds;
using namespace kinds::score;
using namespace kinds::bridge;
using namespace kinds::light_bridge;
using namespace kinds::chains;
using namespace reproductions;
using namespace reproductions::gaussian;
using namespace reproductions::convergence;
using namespace reproductions::cld;
using namespace reproductions::schroedinger;
using namespace reproductions::transport;
}  // namespace pont::experiments
