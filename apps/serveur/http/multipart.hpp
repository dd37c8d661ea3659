#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "apps/serveur/http/fields.hpp"
#include "apps/serveur/http/upload.hpp"

namespace filrouge::http {

/// The boundary that a Content-Type of multipart/form-data names; nothing when it names none that may be.
std::optional<std::string> boundary_of(std::string_view content_type);

/// Reads a multipart/form-data as it comes: its file goes to the disk, its fields stay in memory.
class Multipart {
 public:
  /// `field_bytes`: the most that the fields may hold together. `folder` must outlive it.
  Multipart(const std::string& boundary, const UploadFolder& folder, std::size_t field_bytes);

  /// What came next. False when it is malformed, has two files, or too many parts: nothing more is read.
  /// Throws FileError.
  bool read(std::string_view bytes);
  /// Did the closing boundary come?
  bool whole() const { return state_ == State::end; }

  Fields& fields() { return fields_; }
  std::optional<Upload>& upload() { return upload_; }

 private:
  enum class State { preamble, after_boundary, headers, content, end, malformed };

  bool step();
  bool begin_part(std::string_view headers);
  bool take(std::string_view bytes);
  bool end_part();

  const UploadFolder& folder_;
  std::string delimiter_;  ///< with the end of line before it
  std::size_t field_bytes_, parts_ = 0;
  State state_ = State::preamble;
  std::string pending_ = "\r\n";  ///< the first boundary has no line before it
  std::string name_, value_;
  bool is_file_ = false;
  std::shared_ptr<UploadedFile> writing_;
  Fields fields_;
  std::optional<Upload> upload_;
};

}  // namespace filrouge::http
