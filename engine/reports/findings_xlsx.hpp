#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/model/model.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/reports/ordered_texts.hpp"
#include "engine/reports/urgency.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// The work list as a workbook: on « Constats », one row for each thing to do, in the order of WorkList, what
/// several findings say being one row; on « À propos », what the run was. Days are days, numbers of dossiers
/// are texts, and no text is ever a formula. What is more than a sheet holds goes on, on « Constats 2 ».
/// Memory does not grow with it. The same findings and the same envelope give the same bytes.
class FindingsXlsx {
 public:
  static constexpr std::uint64_t usual_rows = 1'048'575;  ///< that a sheet of Excel holds under its heading

  /// `kept_by`: what the run was asked to keep to, a line each: « Référent unique », « Adour BAB ».
  FindingsXlsx(const Model& model, std::vector<std::string> kept_by, std::uint64_t rows_a_sheet = usual_rows)
      : model_(model), kept_by_(std::move(kept_by)), rows_a_sheet_(rows_a_sheet) {}

  /// The lines of one dossier, with the rank of each.
  void add(std::string_view territoire, const std::vector<Finding>& lines, const std::vector<int>& ranks);
  /// Once. Throws FileError where the temporary files it takes cannot be written.
  void write(std::ostream& out, const RunEnvelope& envelope);

  std::uint64_t rows() const { return rows_; }
  /// How many sheets « Constats » there are.
  std::uint64_t sheets() const { return rows_ == 0 ? 1 : (rows_ - 1) / rows_a_sheet_ + 1; }

 private:
  const Model& model_;
  const std::vector<std::string> kept_by_;
  const std::uint64_t rows_a_sheet_;
  OrderedTexts in_order_;
  std::uint64_t rows_ = 0, findings_ = 0;
  std::array<std::uint64_t, ranks_end> of_rank_{};
  std::set<std::string, std::less<>> unverified_;  ///< texts nobody has read: as many as the rules cite
};

}  // namespace filrouge
