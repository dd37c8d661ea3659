#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// Windows-1252, the encoding of CAF fluxes and of French Excel, as UTF-8. The five bytes it leaves undefined
/// become U+FFFD.
std::string from_windows_1252(std::string_view text);

/// UTF-16, which Excel calls « Texte Unicode », as UTF-8, piece by piece: what a piece cuts waits for the
/// next one. Half of a pair of surrogates becomes U+FFFD.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(bool big_endian) : big_endian_(big_endian) {}

  std::string operator()(std::string_view piece);

 private:
  bool big_endian_;
  std::string cut_;
};

}  // namespace filrouge
