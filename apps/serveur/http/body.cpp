#include "apps/serveur/http/body.hpp"

#include "apps/serveur/http/entry.hpp"
#include "apps/serveur/http/percent.hpp"

namespace filrouge::http {
namespace {

Fault malformed() {
  return {400, "Ce qui est envoyé ne se lit pas : rien n'a été fait. Reprenez depuis le formulaire.", {}};
}

}  // namespace

Body::Body(const Request& request, std::size_t most, std::size_t fields, const UploadFolder& folder)
    : left_(most) {
  const auto& type = request.headers.text("content-type");
  const auto kind = media_type(type);
  is_form_ = kind == form_type;
  if (kind != multipart_type) return;
  const auto boundary = boundary_of(type);
  has_boundary_ = boundary.has_value();
  if (boundary) multipart_.emplace(*boundary, folder, fields);
}

std::optional<Fault> Body::take(std::string_view bytes) {
  if (!has_boundary_) return malformed();
  if (bytes.size() > left_)
    return Fault{413,
                 "Ce qui est envoyé passe la taille que cette page reçoit : rien n'a été fait. "
                 "Coupez-le en plusieurs envois.",
                 {}};
  left_ -= bytes.size();
  if (!multipart_)
    text_ += bytes;
  else if (!multipart_->read(bytes))
    return malformed();
  return std::nullopt;
}

std::optional<Fault> Body::give(Request& request) {
  if (multipart_) {
    if (!multipart_->whole()) return malformed();
    request.form = std::move(multipart_->fields());
    request.upload = std::move(multipart_->upload());
  } else if (is_form_) {
    if (!read_fields(text_, request.form)) return malformed();
  } else {
    request.body = std::move(text_);
  }
  return std::nullopt;
}

}  // namespace filrouge::http
