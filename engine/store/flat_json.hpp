#pragma once

#include <string>
#include <string_view>

#include "engine/core/dossier/record.hpp"

/// The flat JSON objects the store keeps in its columns `champs` and `refs`: {"parcours":"social","rang":2};
/// names that follow one another alike are a list of texts: {"saisine":["S-1","S-2"]}.
/// Kept as JSON so that people query them in SQL; read here without allocating, since every event of a
/// caseload passes through.
namespace filrouge {

/// The whole object, or an empty text when there is no field.
std::string flat_json(const std::vector<RawField>& fields);

/// Reads a flat object one value at a time. The views last until the next call.
class FlatJsonCursor {
 public:
  void start(std::string_view text);
  /// False at the end. Throws StoreError when the column does not hold such an object.
  bool next();

  std::string_view name;
  RawValue::Kind kind = RawValue::Kind::null;
  std::string_view value;

 private:
  std::string_view string(std::string& unescaped);
  void skip_blanks();
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  [[noreturn]] void fail() const;

  std::string_view text_;
  std::size_t at_ = 0;
  bool first_ = true, listed_ = false;
  std::string unescaped_name_, unescaped_value_;  ///< used by the rare texts with a backslash
};

}  // namespace filrouge
