#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/dossier/record.hpp"
#include "engine/core/dossier/reject.hpp"

/// One dossier as JSON: the keys are those of docs/schemas/dossier.schema.json.
namespace filrouge {

namespace dossier_limits {
constexpr std::size_t bytes = std::size_t{16} << 20;       ///< of one dossier
constexpr std::size_t text_bytes = std::size_t{64} << 10;  ///< of one text
constexpr std::size_t number_digits = 40;
constexpr std::size_t persons = 1'000;
}  // namespace dossier_limits

/// What names the acts that their file leaves without `id`. Their rank (e1, e2), for who answers on the file
/// alone. What they say (act_names.hpp), for who adds them to others: ranks of two files would clash.
enum class UnnamedActs : std::uint8_t { by_rank, by_content };

/// Reads dossiers one after the other, keeping its buffers.
///
/// Required: `dossier`, and for each event `type` and `le`. Persons without `id` are named by their rank
/// (p1), events as told. A key nobody knows is a remark of the record; a key given twice, a date that is not
/// ISO or lies outside 1900–2199, a value of the wrong kind, two events with one id make the dossier a
/// reject.
class DossierJsonReader {
 public:
  explicit DossierJsonReader(UnnamedActs names = UnnamedActs::by_rank);
  ~DossierJsonReader();
  DossierJsonReader(DossierJsonReader&&) noexcept;
  DossierJsonReader& operator=(DossierJsonReader&&) noexcept;

  /// Bytes that must be readable (whatever they hold) after a text handed to `read_in_place`.
  static std::size_t padding();

  /// Fills `record` and gives nothing, or gives why it cannot; `line` is the text's first line in its file.
  /// `record` is then unspecified. Texts are copied: `text` may go.
  std::optional<Reject> read(std::string_view text, Record& record, std::uint64_t line = 1);
  /// The same without copying `text`, followed by padding() readable bytes.
  std::optional<Reject> read_in_place(std::string_view text, Record& record, std::uint64_t line = 1);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The dossier on one line, keys in the order of the schema, without end of line. What is unknown or default
/// is left out, so that two equal dossiers have the same bytes.
std::string to_json(const Record& record);
/// Appends to `out` the same.
void append_json(const Record& record, std::string& out);

}  // namespace filrouge
