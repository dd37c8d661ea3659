#include "apps/filrouge/remarks.hpp"

#include "apps/filrouge/standard_streams.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge {
namespace {

/// Remarks beyond this number are counted, not printed: a file with a wrong column would drown the rest.
constexpr std::uint64_t remarks_printed = 40;

/// Its identifier, or its day when that may be a name.
std::string act(const Journal& journal, Symbol id) {
  const auto text = journal.text(id);
  if (is_number_like(text)) return std::string(text);
  for (const auto& event : journal.events)
    if (event.id == id) return "acte du " + iso_date(event.on);
  for (const auto& correction : journal.corrections)
    if (correction.id == id) return "correction du " + iso_date(correction.on);
  return "un acte";
}

}  // namespace

void RemarkTeller::remark(const std::string& dossier, const std::string& text) {
  if (++tally_.remarks <= remarks_printed) {
    if (is_number_like(dossier))
      say("remarque : dossier {} : {}\n", dossier, visible_line(text));
    else
      say("remarque : dossier lu n° {} : {}\n", tally_.read, visible_line(text));
  }
  if (tally_.remarks == remarks_printed) say("remarque : les suivantes sont comptées, non listées\n");
}

void RemarkTeller::remark(const Journal& journal, const JournalRemark& remark, const std::string& besides) {
  if (!remark.of_source)
    return this->remark(journal.dossier, (remark.event ? act(journal, remark.event) + " : " : std::string()) +
                                             remark.text + besides);
  if (told_once_.insert(remark.text).second) say("remarque : {}{}\n", visible_line(remark.text), besides);
}

void RemarkTeller::journal(const Journal& journal) {
  for (const auto& remark : journal.remarks) this->remark(journal, remark);
}

void RemarkTeller::departement_of_base(const Journal& journal) {
  // What an earlier version let into a base cannot be refused any more.
  if (!journal.departement.empty() && !read_departement(journal.departement))
    remark(journal.dossier,
           departement_refused(journal.departement) + " ; aucune règle locale ne lui est appliquée");
}

void RemarkTeller::journal_of_base(const Journal& journal) {
  departement_of_base(journal);
  this->journal(journal);
}

}  // namespace filrouge
