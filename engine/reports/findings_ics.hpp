#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar/date.hpp"
#include "engine/core/model/model.hpp"
#include "engine/reports/findings_json.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// The dated things to do as an iCalendar (RFC 5545): what is awaited by a day to come, and what is late,
/// each on its day; nothing that is settled, nothing without a day, no state and no irregularity. What
/// several lines say is one entry.
///
/// An entry is an all-day VEVENT, not a VTODO: Outlook drops the VTODOs of a file it imports or subscribes
/// to, Google Agenda and most telephones as well, and Thunderbird keeps them out of its calendar; an all-day
/// event shows everywhere. It is transparent: nobody is made busy by it.
///
/// An entry keeps its UID as long as its finding keeps its id: importing the calendar again changes it, and
/// doubles nothing. DTSTAMP is the moment of the run, so the same findings and the same envelope give the
/// same bytes.
class FindingsIcs {
 public:
  /// `kept_by`: what the run was asked to keep to: « Référent unique », « Adour BAB »; it names the calendar.
  FindingsIcs(const Model& model, const RunEnvelope& envelope, std::vector<std::string> kept_by);

  std::string opening() const;
  /// What one dossier has for the calendar, with CRLF; empty when it has nothing.
  std::string entries(std::string_view territoire, const std::vector<Finding>& lines);
  std::string closing() const;

  /// How many entries were given, and of how many lines.
  std::uint64_t entries() const { return entries_; }
  std::uint64_t lines() const { return lines_; }

 private:
  bool dated_to_do(const Finding& finding) const;
  std::string description(std::string_view territoire, const std::vector<Finding>& lines,
                          const std::vector<std::size_t>& group) const;

  const Model& model_;
  const std::vector<std::string> kept_by_;
  const std::string asked_, known_;  ///< ISO days
  const std::string rules_digest_;
  std::string stamp_;  ///< 20261121T063000Z
  std::uint64_t entries_ = 0, lines_ = 0;
};

}  // namespace filrouge
