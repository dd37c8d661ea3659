#include "engine/intake/understood.hpp"

#include <fmt/format.h>

#include <map>

#include "engine/core/dossier/known_only.hpp"
#include "engine/core/dossier/reject.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

constexpr std::uint64_t shown = 10;

std::string since(Date from, Date to) {
  std::string said;
  if (from.known()) said += " depuis le " + french_date(from);
  if (to.known()) said += " jusqu'au " + french_date(to);
  return said;
}

std::string in_words(const RawValue& value) {
  switch (value.kind) {
    case RawValue::Kind::null:
      return "connu pour être vide";
    case RawValue::Kind::boolean:
      return value.text == "true" ? "oui" : "non";
    default:
      return value.text;
  }
}

std::string heading(const Record& record) {
  std::string said = "dossier " + record.dossier;
  const auto add = [&](const char* what, const std::string& value) {
    if (!value.empty()) said += fmt::format(", {}{}", what, value);
  };
  add("département ", record.departement);
  add("territoire ", record.territoire);
  add("", record.organisme);
  add("caisse ", record.caisse);
  add("matricule ", record.matricule);
  return said;
}

void tell_attributes(std::ostream& out, const std::vector<RawAttribute>& attributes,
                     const std::string& whose) {
  for (const auto& attribute : attributes)
    out << visible_line(fmt::format("      {}{} : {}{}", attribute.name, whose, in_words(attribute.value),
                                    since(attribute.from, attribute.to)))
        << "\n";
}

void tell(std::ostream& out, const Record& record, std::uint64_t line, const std::string& part) {
  out << visible_line(
             fmt::format("  {}ligne {} : {}", part.empty() ? "" : part + ", ", line, heading(record)))
      << "\n";
  tell_attributes(out, record.attributes, {});
  for (const auto& person : record.persons) {
    out << visible_line(fmt::format("    personne {} : {}{}", person.id,
                                    person.role.empty() ? "rôle inconnu" : person.role,
                                    person.birth.known() ? ", naissance le " + french_date(person.birth)
                                                         : std::string(", naissance inconnue")))
        << "\n";
    tell_attributes(out, person.attributes, {});
  }
  for (const auto& event : record.events) {
    auto said = fmt::format("    acte {} du {}", event.type, french_date(event.on));
    if (!event.person.empty()) said += ", de " + event.person;
    if (event.known.known() && event.known != event.on) said += ", connu le " + french_date(event.known);
    if (!event.reference.empty()) said += ", référence " + event.reference;
    for (const auto& field : event.fields)
      said += fmt::format(" ; {} : {}", field.name, in_words(field.value));
    for (const auto& cited : event.references)
      said += fmt::format(" ; {} : {}", cited.name, cited.value.text);
    out << visible_line(said) << "\n";
  }
}

}  // namespace

UnderstoodCounts show_understood(std::ostream& out, DossierSource& source, const Vocabulary& vocabulary,
                                 const std::string& file) {
  UnderstoodCounts counts;
  LeftOut left_out;
  std::map<std::string, std::uint64_t> remarks;
  Record record;
  Reject reject;
  out << file << " : les premiers dossiers tels qu'ils seraient compris\n";
  const auto refused = [&](const Reject& why) {
    ++counts.rejects;
    out << visible_line("  rejet : " + display(why)) << "\n";
  };
  for (auto status = source.next(record, reject); status != ReadStatus::end;
       status = source.next(record, reject)) {
    if (status == ReadStatus::reject) {
      reject.file = file;
      refused(reject);
      continue;
    }
    for (auto& each : keep_known(record, {}, vocabulary, left_out))
      refused({file, source.line(), 0, record.dossier, std::move(each.where), std::move(each.reason)});
    for (const auto& remark : record.remarks) ++remarks[remark.text];
    if (++counts.dossiers <= shown) tell(out, record, source.line(), source.part());
  }
  if (counts.dossiers > shown)
    out << fmt::format("  et {} de plus\n", counted(counts.dossiers - shown, "dossier", "dossiers"));
  for (const auto& [what, often] : left_out.said) remarks[what] += often;
  for (const auto& [what, often] : remarks)
    out << visible_line(fmt::format("  laissé de côté : {}{}", what,
                                    often > 1 ? fmt::format(" ({} fois)", often) : std::string()))
        << "\n";
  for (const auto& warning : source.warnings()) out << visible_line("  attention : " + warning) << "\n";
  if (const auto unread = source.left_unread(); !unread.empty()) out << visible_line("  " + unread) << "\n";
  out << fmt::format("  {} et {}. Rien n'est écrit.\n",
                     counted(counts.dossiers, "morceau de dossier lu", "morceaux de dossier lus"),
                     counted(counts.rejects, "rejet", "rejets"));
  return counts;
}

}  // namespace filrouge
