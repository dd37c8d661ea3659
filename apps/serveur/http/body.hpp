#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "apps/serveur/http/fault.hpp"
#include "apps/serveur/http/multipart.hpp"
#include "apps/serveur/http/request.hpp"

namespace filrouge::http {

/// What is sent with a request, taken as it comes and handed to the request once whole.
class Body {
 public:
  /// `most`: bytes of the whole; `fields`: of what stays in memory of a form with a file. `folder` must
  /// outlive it.
  Body(const Request& request, std::size_t most, std::size_t fields, const UploadFolder& folder);

  /// What came next; why it is not read further. Throws FileError.
  std::optional<Fault> take(std::string_view bytes);
  /// All came.
  std::optional<Fault> give(Request& request);

 private:
  std::size_t left_;
  bool is_form_;
  std::optional<Multipart> multipart_;
  bool has_boundary_ = true;
  std::string text_;
};

}  // namespace filrouge::http
