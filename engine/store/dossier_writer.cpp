#include "engine/store/dossier_writer.hpp"

#include "engine/store/binding.hpp"
#include "engine/store/flat_json.hpp"

namespace filrouge {
namespace {

std::string joined(const std::vector<std::string>& types) {
  std::string words;
  for (const auto& type : types) words += (words.empty() ? "" : " ") + type;
  return words;
}

#define FILROUGE_NEXT_RANK(table) "(SELECT coalesce(max(rang) + 1, 0) FROM " table " WHERE dossier = ?1)"

}  // namespace

DossierWriter::DossierWriter(SQLite::Database& database)
    : upsert_dossier_(
          database,
          "INSERT INTO dossiers(dossier, departement, territoire, organisme, matricule) "
          "VALUES(?1,?2,?3,?4,?5) "
          "ON CONFLICT(dossier) DO UPDATE SET departement = coalesce(excluded.departement, departement), "
          "territoire = coalesce(excluded.territoire, territoire), organisme = coalesce(excluded.organisme, "
          "organisme), "
          "matricule = coalesce(excluded.matricule, matricule)"),
      insert_coverage_(
          database, "INSERT INTO couvertures VALUES(?1," FILROUGE_NEXT_RANK("couvertures") ",?2,?3,?4,?5)"),
      widen_coverage_(database,
                      "UPDATE couvertures SET du = ?6, au = ?7 WHERE dossier = ?1 AND source IS "
                      "?2 AND types IS ?3 AND du IS ?4 AND au IS ?5"),
      update_person_(database,
                     "UPDATE personnes SET role = coalesce(?3, role), naissance = coalesce(?4, "
                     "naissance) WHERE dossier = ?1 AND id = ?2"),
      insert_person_(database,
                     "INSERT INTO personnes VALUES(?1," FILROUGE_NEXT_RANK("personnes") ",?2,?3,?4)"),
      insert_attribute_(database, "INSERT INTO attributs VALUES(?1," FILROUGE_NEXT_RANK(
                                      "attributs") ",?2,?3,?4,?5,?6,?7,?8)"),
      close_attribute_(database,
                       "UPDATE attributs SET jusqu_au = ?6 WHERE dossier = ?1 AND personne IS "
                       "?2 AND nom = ?3 AND le IS ?4 AND connu_le IS ?5 "
                       "AND jusqu_au IS NULL"),
      end_submission_(database,
                      "UPDATE attributs SET jusqu_au = ?3 WHERE dossier = ?1 AND personne = ?2 "
                      "AND nom = 'soumission_droits_devoirs' "
                      "AND jusqu_au IS NULL AND (le IS NULL OR le <= ?3)"),
      insert_event_(database,
                    "INSERT INTO evenements VALUES(?1," FILROUGE_NEXT_RANK(
                        "evenements") ",?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)") {}

#undef FILROUGE_NEXT_RANK

void DossierWriter::write_head(const Record& record) {
  Binding(upsert_dossier_)
      .text(record.dossier)
      .text(record.departement)
      .text(record.territoire)
      .text(record.organisme)
      .text(record.matricule)
      .run();
}

void DossierWriter::write_coverage(const std::string& dossier, const RawCoverage& coverage) {
  Binding(insert_coverage_)
      .text(dossier)
      .text(coverage.source)
      .copy(joined(coverage.types))
      .day(coverage.from)
      .day(coverage.to)
      .run();
}

void DossierWriter::widen(const std::string& dossier, const Additions::Widened& widened) {
  Binding(widen_coverage_)
      .text(dossier)
      .text(widened.held.source)
      .copy(joined(widened.held.types))
      .day(widened.held.from)
      .day(widened.held.to)
      .day(widened.now.from)
      .day(widened.now.to)
      .run();
}

void DossierWriter::write_person(const std::string& dossier, const RawPerson& person) {
  Binding(update_person_).text(dossier).text(person.id).text(person.role).day(person.birth).run();
  if (update_person_.getChanges() > 0) return;
  ++new_persons;
  Binding(insert_person_).text(dossier).text(person.id).text(person.role).day(person.birth).run();
}

void DossierWriter::write_attribute(const std::string& dossier, const std::string& person,
                                    const RawAttribute& attribute) {
  ++new_attributes;
  Binding(insert_attribute_)
      .text(dossier)
      .text(person)
      .text(attribute.name)
      .number(static_cast<std::uint64_t>(attribute.value.kind))
      .text(attribute.value.text)
      .day(attribute.from)
      .day(attribute.to)
      .day(attribute.known)
      .run();
}

void DossierWriter::end_attribute(const std::string& dossier, const std::string& person,
                                  const RawAttribute& attribute) {
  Binding(close_attribute_)
      .text(dossier)
      .text(person)
      .text(attribute.name)
      .day(attribute.from)
      .day(attribute.known)
      .day(attribute.to)
      .run();
}

void DossierWriter::write_event(const std::string& dossier, const RawEvent& event) {
  ++new_events;
  auto binding = Binding(insert_event_);
  binding.text(dossier).text(event.id).text(event.type).day(event.on).day(event.known).day(event.planned);
  binding.day(event.from).day(event.to).text(event.person).text(event.reference);
  binding.copy(flat_json(event.references)).copy(flat_json(event.fields)).text(event.target);
  binding.day(event.cancels ? Date{1} : Date{});
  binding.text(event.source.system).text(event.source.object).text(event.source.key).text(event.origin);
  binding.run();
}

void DossierWriter::end_submission(const std::string& dossier, const std::string& person, Date last) {
  Binding(end_submission_).text(dossier).text(person).day(last).run();
}

void DossierWriter::write(const Record& record, const Additions& news) {
  const auto& dossier = record.dossier;
  for (const auto& coverage : news.coverage) write_coverage(dossier, coverage);
  for (const auto& widened : news.widened) widen(dossier, widened);
  for (const auto& person : news.persons) write_person(dossier, person);
  for (const auto& [person, attribute] : news.attributes) write_attribute(dossier, person, attribute);
  for (const auto& [person, attribute] : news.ends) end_attribute(dossier, person, attribute);
  for (const auto& event : news.events) write_event(dossier, event);
}

}  // namespace filrouge
