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
    : ranks_(
          database,
          "SELECT " FILROUGE_NEXT_RANK("entetes") "," FILROUGE_NEXT_RANK("couvertures") "," FILROUGE_NEXT_RANK(
              "personnes") "," FILROUGE_NEXT_RANK("attributs") "," FILROUGE_NEXT_RANK("evenements")),
      insert_dossier_(database,
                      "INSERT INTO dossiers(dossier, departement, territoire, organisme, matricule, "
                      "connu_le, entre_le, caisse, import) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)"),
      insert_head_(database, "INSERT INTO entetes VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)"),
      insert_coverage_(database, "INSERT INTO couvertures VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)"),
      insert_person_(database, "INSERT INTO personnes VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)"),
      insert_attribute_(database, "INSERT INTO attributs VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"),
      insert_event_(database,
                    "INSERT INTO evenements "
                    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21)") {}

#undef FILROUGE_NEXT_RANK

void DossierWriter::follow_ranks(const std::string& dossier) {
  if (dossier == dossier_) return;
  Binding(ranks_).text(dossier);
  ranks_.executeStep();
  const auto next = [this](int column) {
    return static_cast<std::uint64_t>(ranks_.getColumn(column).getInt64());
  };
  next_ = {next(0), next(1), next(2), next(3), next(4)};
  dossier_ = dossier;
  ranks_.reset();
}

bool DossierWriter::write_head(const Record& record, Date entered) {
  follow_ranks(record.dossier);
  const bool first = next_ == Ranks{};
  Binding(insert_dossier_)
      .text(record.dossier)
      .text(record.departement)
      .text(record.territoire)
      .text(record.organisme)
      .text(record.matricule)
      .day(record.known)
      .day(entered)
      .text(record.caisse)
      .number(import)
      .run();
  for (const auto& later : record.restated) restate_head(record.dossier, later);
  return first;
}

void DossierWriter::restate_head(const std::string& dossier, const RawHeadRestated& later) {
  Binding(insert_head_)
      .text(dossier)
      .number(next_.heads++)
      .text(later.departement)
      .text(later.territoire)
      .text(later.organisme)
      .text(later.matricule)
      .day(later.known)
      .text(later.caisse)
      .number(import)
      .text(told_as)
      .run();
}

void DossierWriter::write_coverage(const std::string& dossier, const RawCoverage& coverage) {
  Binding(insert_coverage_)
      .text(dossier)
      .number(next_.coverage++)
      .text(coverage.source)
      .copy(joined(coverage.types))
      .day(coverage.from)
      .day(coverage.to)
      .day(coverage.known)
      .number(import)
      .text(told_as)
      .run();
}

void DossierWriter::write_person(const std::string& dossier, const RawPerson& person) {
  ++new_persons;
  Binding(insert_person_)
      .text(dossier)
      .number(next_.persons++)
      .text(person.id)
      .text(person.role)
      .day(person.birth)
      .day(person.known)
      .text(person.nir_key)
      .number(import)
      .text(told_as)
      .run();
  for (const auto& later : person.restated) restate_person(dossier, person.id, later);
}

void DossierWriter::restate_person(const std::string& dossier, const std::string& person,
                                   const RawPersonRestated& later) {
  Binding(insert_person_)
      .text(dossier)
      .number(next_.persons++)
      .text(person)
      .text(later.role)
      .day(later.birth)
      .day(later.known)
      .text(later.nir_key)
      .number(import)
      .text(told_as)
      .run();
}

void DossierWriter::write_attribute(const std::string& dossier, const std::string& person,
                                    const RawAttribute& attribute) {
  ++new_attributes;
  Binding(insert_attribute_)
      .text(dossier)
      .number(next_.attributes++)
      .text(person)
      .text(attribute.name)
      .number(static_cast<std::uint64_t>(attribute.value.kind))
      .text(attribute.value.text)
      .day(attribute.from)
      .day(attribute.to)
      .day(attribute.known)
      .number(import)
      .text(told_as)
      .run();
}

void DossierWriter::write_event(const std::string& dossier, const RawEvent& event) {
  ++new_events;
  auto binding = Binding(insert_event_);
  binding.text(dossier).number(next_.events++).text(event.id).text(event.type);
  binding.day(event.on).day(event.known).day(event.planned);
  binding.day(event.from).day(event.to).text(event.person).text(event.reference);
  binding.copy(flat_json(event.references)).copy(flat_json(event.fields)).text(event.target);
  binding.day(event.cancels ? Date{1} : Date{});
  binding.text(event.source.system)
      .text(event.source.object)
      .text(event.source.key)
      .text(event.origin)
      .number(import)
      .text(told_as);
  binding.run();
}

void DossierWriter::write(const std::string& dossier, const Additions& news) {
  if (news.empty()) return;
  follow_ranks(dossier);
  for (const auto& head : news.heads) restate_head(dossier, head);
  for (const auto& coverage : news.coverage) write_coverage(dossier, coverage);
  for (const auto& person : news.persons) write_person(dossier, person);
  for (const auto& [person, now] : news.restated) restate_person(dossier, person, now);
  for (const auto& [person, attribute] : news.attributes) write_attribute(dossier, person, attribute);
  for (const auto& event : news.events) write_event(dossier, event);
}

}  // namespace filrouge
