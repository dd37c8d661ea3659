#include <cstdint>
#include <sstream>
#include <string>

#include "engine/formats/cnaf_vrsb0801.hpp"
#include "tests/fuzz/told_source.hpp"

/// A monthly flux of the CNAF (VRSB0801).

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto told = [&] {
    std::istringstream input(text);
    return told_source([&] { return filrouge::CnafFlux(input, "flux.xml"); }, size);
  };
  must(told() == told(), "deux fois le même flux, deux fois la même lecture");
  return 0;
}
