#include <cstring>

#include "engine/core/dossier/coherence.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/act_names.hpp"
#include "engine/formats/json_walk.hpp"

namespace filrouge {
namespace {

namespace od = simdjson::ondemand;

constexpr std::string_view dossier_keys[] = {
    "schema",    "dossier",   "departement", "territoire", "organisme", "matricule", "couverture",
    "attributs", "personnes", "evenements",  "connu_le",   "ensuite",   "caisse"};
constexpr std::string_view head_keys[] = {"connu_le",  "departement", "territoire",
                                          "organisme", "matricule",   "caisse"};
constexpr std::string_view coverage_keys[] = {"source", "types", "du", "au", "connu_le"};
constexpr std::string_view attribute_keys[] = {"nom", "valeur", "le", "jusqu_au", "connu_le"};
constexpr std::string_view person_keys[] = {"id", "role", "naissance", "attributs", "connu_le", "ensuite"};
constexpr std::string_view restated_person_keys[] = {"connu_le", "role", "naissance"};
constexpr std::string_view event_keys[] = {"id",     "type",   "le",       "connu_le",  "prevu_le",
                                           "du",     "au",     "personne", "reference", "references",
                                           "champs", "source", "origine"};
constexpr std::string_view source_keys[] = {"systeme", "objet", "cle"};
constexpr std::string_view origins[] = {"saisi", "flux", "deduit", "constat"};

}  // namespace

class DossierJsonReader::Impl : JsonWalk {
 public:
  explicit Impl(UnnamedActs names) : names_(names) {}

  std::optional<Reject> read(std::string_view text, std::size_t capacity, Record& record,
                             std::uint64_t line) {
    text_ = text;
    record_ = &record;
    record = {};
    path_.clear();
    const char* at = text.data();
    bool opened = false;  // before that, the document has no location to give
    try {
      if (text.size() > dossier_limits::bytes) throw Refusal{at, "le dossier dépasse 16 Mio"};
      document_ = parser_.iterate(simdjson::padded_string_view(text.data(), text.size(), capacity));
      opened = true;
      read_dossier();
      if (names_ == UnnamedActs::by_content) name_acts_by_content(record);
      if (const auto fault = find_incoherence(record))
        return rejected(text.data(), fault->where, fault->reason, line);
      return std::nullopt;
    } catch (const Refusal& refusal) {
      return rejected(refusal.at, where(), refusal.reason, line);
    } catch (const simdjson::simdjson_error& error) {
      if (error.error() == simdjson::UTF8_ERROR) {
        if (const auto bad = first_bad_utf8(text); bad != std::string_view::npos) at += bad;
      } else if (const char* current = nullptr;
                 opened && document_.current_location().get(current) == simdjson::SUCCESS) {
        at = current;
      } else if (error.error() == simdjson::INCOMPLETE_ARRAY_OR_OBJECT ||
                 error.error() == simdjson::UNCLOSED_STRING) {
        at = text.data() + text.size();
      }
      return rejected(at, where(), std::string(meaning(error.error())), line);
    }
  }

  std::vector<char> copy;  ///< of a text handed over without padding

 private:
  void read_dossier() {
    od::object object;
    const auto error = document_.get_object().get(object);
    if (error == simdjson::INCORRECT_TYPE) throw Refusal{text_.data(), "attendu : un dossier, entre { et }"};
    if (error) throw simdjson::simdjson_error(error);
    auto& record = *record_;
    each_key(object, dossier_keys, [&](std::size_t key, od::value value) {
      switch (key) {
        case 0:
          read_schema(value);
          break;
        case 1:
          record.dossier = name_of(value);
          if (record.dossier.empty()) throw Refusal{start(value), "le dossier n'a pas de numéro"};
          break;
        case 2:
          record.departement = departement_of(value);
          break;
        case 3:
          record.territoire = key_of(value);
          break;
        case 4:
          record.organisme = key_of(value);
          break;
        case 5:
          record.matricule = name_of(value);
          break;
        case 6:
          each_element(value, [&](od::value item, std::size_t) { read_coverage(item); });
          break;
        case 7:
          each_element(value, [&](od::value item, std::size_t) { read_attribute(item, record.attributes); });
          break;
        case 8:
          each_element(value, [&](od::value item, std::size_t rank) { read_person(item, rank); });
          break;
        case 9:
          each_element(value, [&](od::value item, std::size_t rank) { read_event(item, rank); });
          break;
        case 10:
          record.known = date_of(value);
          break;
        case 11:
          each_element(value, [&](od::value item, std::size_t) { read_head(item); });
          break;
        default:
          record.caisse = name_of(value);
      }
    });
    if (const char* rest = nullptr; document_.current_location().get(rest) == simdjson::SUCCESS)
      throw Refusal{rest, "du texte suit la fin du dossier"};
    if (record.dossier.empty())
      throw Refusal{text_.data(), "le dossier n'a pas de numéro : la clé « dossier » est obligatoire"};
  }

  void read_schema(od::value value) {
    const char* const at = start(value);
    const auto version = value_of(value);
    if (!version || version->kind != RawValue::Kind::number || version->text != "1")
      throw Refusal{at, "schéma inconnu : cette version de filrouge lit le schéma 1"};
  }

  void read_head(od::value value) {
    auto& later = record_->restated.emplace_back();
    each_key(object_of(value), head_keys, [&](std::size_t key, od::value item) {
      switch (key) {
        case 0:
          later.known = date_of(item);
          break;
        case 1:
          later.departement = departement_of(item);
          break;
        case 2:
          later.territoire = key_of(item);
          break;
        case 3:
          later.organisme = key_of(item);
          break;
        case 4:
          later.matricule = name_of(item);
          break;
        default:
          later.caisse = name_of(item);
      }
    });
  }

  void read_coverage(od::value value) {
    RawCoverage coverage;
    each_key(object_of(value), coverage_keys, [&](std::size_t key, od::value item) {
      switch (key) {
        case 0:
          coverage.source = key_of(item);
          break;
        case 1:
          each_element(item, [&](od::value type, std::size_t) {
            coverage.types.push_back(required(type, "attendu : un type d'événement"));
          });
          break;
        case 2:
          coverage.from = date_of(item);
          break;
        case 3:
          coverage.to = date_of(item);
          break;
        default:
          coverage.known = date_of(item);
      }
    });
    record_->coverage.push_back(std::move(coverage));
  }

  void read_attribute(od::value value, std::vector<RawAttribute>& into) {
    RawAttribute attribute;
    const char* const at = start(value);
    bool has_value = false, kept = true;
    each_key(object_of(value), attribute_keys, [&](std::size_t key, od::value item) {
      switch (key) {
        case 0:
          attribute.name = required(item, "un attribut porte un nom");
          break;
        case 1:
          has_value = true;
          if (auto read = value_of(item)) {
            attribute.value = std::move(*read);
            kept = !holds_certain_nir(attribute.value.text);
            if (!kept) remark(std::string(nir_left_out));
          } else {
            kept = false;
            remark(
                "une valeur composée n'est pas retenue ; attendu : un texte, un nombre, true, false ou null");
          }
          break;
        case 2:
          attribute.from = date_of(item);
          break;
        case 3:
          attribute.to = date_of(item);
          break;
        default:
          attribute.known = date_of(item);
      }
    });
    if (attribute.name.empty())
      throw Refusal{at, "un attribut porte un nom : la clé « nom » est obligatoire"};
    if (!has_value)
      throw Refusal{at, "un attribut a une valeur : la clé « valeur » est obligatoire (null = sans valeur)"};
    if (attribute.from.known() && attribute.to.known() && attribute.to < attribute.from)
      throw Refusal{at, "l'attribut finit avant de commencer : « jusqu_au » précède « le »"};
    if (!attribute.known.known()) attribute.known = attribute.from;
    if (kept) into.push_back(std::move(attribute));
  }

  void read_person(od::value value, std::size_t rank) {
    RawPerson person;
    const char* const at = start(value);
    if (rank >= dossier_limits::persons) throw Refusal{at, "le dossier compte plus de 1 000 personnes"};
    each_key(object_of(value), person_keys, [&](std::size_t key, od::value item) {
      switch (key) {
        case 0:
          person.id = name_of(item);
          break;
        case 1:
          person.role = key_of(item);
          break;
        case 2:
          person.birth = date_of(item);
          break;
        case 3:
          each_element(
              item, [&](od::value attribute, std::size_t) { read_attribute(attribute, person.attributes); });
          break;
        case 4:
          person.known = date_of(item);
          break;
        default:
          each_element(item, [&](od::value later, std::size_t) { read_restated(later, person); });
      }
    });
    if (person.id.empty()) person.id = "p" + std::to_string(rank + 1);
    record_->persons.push_back(std::move(person));
  }

  void read_restated(od::value value, RawPerson& person) {
    auto& later = person.restated.emplace_back();
    each_key(object_of(value), restated_person_keys, [&](std::size_t key, od::value item) {
      if (key == 1)
        later.role = key_of(item);
      else
        (key == 0 ? later.known : later.birth) = date_of(item);
    });
  }

  void read_event(od::value value, std::size_t rank) {
    RawEvent event;
    std::string time;
    changes_.clear();
    const char* const at = start(value);
    const char* changes_at = nullptr;
    each_key(object_of(value), event_keys, [&](std::size_t key, od::value item) {
      switch (key) {
        case 0:
          event.id = key_of(item);
          break;
        case 1:
          event.type = required(item, "un événement a un type");
          break;
        case 2:
          event.on = day_and_time_of(item, time);
          break;
        case 3:
          event.known = date_of(item);
          break;
        case 4:
          event.planned = date_of(item);
          break;
        case 5:
          event.from = date_of(item);
          break;
        case 6:
          event.to = date_of(item);
          break;
        case 7:
          event.person = name_of(item);
          break;
        case 8:
          event.reference = name_of(item);
          break;
        case 9:
          read_references(item, event.references);
          break;
        case 10:
          read_fields(item, event.fields, &changes_at);
          break;
        case 11:
          read_source(item, event.source);
          break;
        default: {
          const char* const origin_at = start(item);
          event.origin = text_of(item);
          if (!event.origin.empty() &&
              std::find(std::begin(origins), std::end(origins), event.origin) == std::end(origins))
            throw Refusal{origin_at, "origine inconnue ; attendu : saisi, flux, deduit ou constat" +
                                         did_you_mean(event.origin, origins).then()};
        }
      }
    });
    if (event.type.empty()) throw Refusal{at, "un événement a un type : la clé « type » est obligatoire"};
    if (!event.on.known()) throw Refusal{at, "un événement a un jour : la clé « le » est obligatoire"};
    if (!event.known.known()) event.known = event.on;
    event.unnamed = event.id.empty();
    if (event.unnamed) event.id = "e" + std::to_string(rank + 1);
    settle_correction(event, changes_at);
    settle_time(event, std::move(time));
    record_->events.push_back(std::move(event));
  }

  /// The time that goes with the day of an act, given or corrected, is its « heure ».
  void settle_time(RawEvent& event, std::string time) {
    const auto named = [&](std::string_view name) {
      return std::ranges::find_if(event.fields, [&](const auto& field) { return fold(field.name) == name; });
    };
    if (!event.target.empty()) {
      const auto day = named("le");
      time = day == event.fields.end() ? std::string() : take_time(day->value.text);
    }
    if (time.empty()) return;
    const auto said = named("heure");
    if (said == event.fields.end()) {
      event.fields.push_back({"heure", {RawValue::Kind::text, time}});
    } else if (said->value.kind == RawValue::Kind::null) {
      said->value = {RawValue::Kind::text, time};
    } else if (parse_time_of_day(said->value.text) != parse_time_of_day(time)) {
      remark("« le » dit " + time + " et « heure » dit " +
             (parse_time_of_day(said->value.text) ? said->value.text : shown_value(said->value.text)) +
             " : aucune des deux n'est retenue ; laissez celle qui est vraie");
      said->value = {};
    }
  }

  /// A text that may be long and of digits, as keys of other systems are.
  std::string key_of(od::value value) {
    const char* const at = start(value);
    auto text = text_of(value);
    if (holds_certain_nir(text)) throw Refusal{at, std::string(nir_refused)};
    return text;
  }

  std::string departement_of(od::value value) {
    const char* const at = start(value);
    const auto text = key_of(value);
    if (text.empty()) return {};
    auto code = read_departement(text);
    if (!code) throw Refusal{at, departement_refused(text)};
    return std::move(*code);
  }

  /// What a correction says of its target moves out of `champs`: cible, annule, and the new values.
  void settle_correction(RawEvent& event, const char* changes_at) {
    const bool annuls = event.type == "annulation";
    if (!annuls && event.type != "correction") {
      if (changes_at) remark("« champs » dans les champs : seule une correction en porte ; non retenu");
      return;
    }
    for (auto& field : event.fields) {
      if (field.name != "cible" && field.name != "annule") {
        remark("champ " + shown_word(field.name) +
               " : une correction dit « cible » et « champs », ou « annule » ; non retenu");
        continue;
      }
      if (field.value.kind != RawValue::Kind::text)
        throw Refusal{text_.data(),
                      "« " + field.name + " » attend l'identifiant d'un événement, entre guillemets"};
      if (holds_certain_nir(field.value.text)) throw Refusal{text_.data(), std::string(nir_refused)};
      event.target = std::move(field.value.text);
      event.cancels = event.cancels || annuls || field.name == "annule";
    }
    event.fields = std::move(changes_);
  }

  void read_references(od::value value, std::vector<RawField>& into) {
    if (is_null(value)) return;
    std::size_t rank = 0;
    for (auto field : object_of(value)) {
      const char* const at = field.key().raw() - 1;  // its opening quote
      std::string role = checked(at, field.unescaped_key());
      refuse_twice(at, role, into);
      enter_key(role, ++rank);
      const auto cite = [&](od::value named) {
        auto target = name_of(named);
        if (!target.empty()) into.push_back({role, {RawValue::Kind::text, std::move(target)}});
      };
      // One act may be about several: « "saisine": ["S-1", "S-2"] ».
      od::value item = field.value();
      if (*start(item) == '[')
        each_element(item, [&](od::value named, std::size_t) { cite(named); });
      else
        cite(item);
      path_.pop_back();
    }
  }

  /// `nested` receives where a « champs » inside the fields begins; its values go to changes_.
  void read_fields(od::value value, std::vector<RawField>& into, const char** nested) {
    if (is_null(value)) return;
    std::size_t rank = 0;
    for (auto field : object_of(value)) {
      const char* const at = field.key().raw() - 1;  // its opening quote
      std::string name = checked(at, field.unescaped_key());
      refuse_twice(at, name, into);
      enter_key(name, ++rank);
      od::value item = field.value();
      if (nested && name == "champs" && *start(item) == '{') {
        if (*nested) throw Refusal{at, "cette clé est donnée deux fois"};
        *nested = at;
        read_fields(item, changes_, nullptr);
      } else if (auto read = value_of(item)) {
        if (holds_certain_nir(read->text))
          remark(std::string(nir_left_out));
        else
          into.push_back({std::move(name), std::move(*read)});
      } else {
        remark("une valeur composée n'est pas retenue ; attendu : un texte, un nombre, true, false ou null");
      }
      path_.pop_back();
    }
  }

  static void refuse_twice(const char* at, std::string_view name, const std::vector<RawField>& fields) {
    for (const auto& field : fields)
      if (field.name == name) throw Refusal{at, "cette clé est donnée deux fois"};
  }

  void read_source(od::value value, RawSource& source) {
    if (is_null(value)) return;
    each_key(object_of(value), source_keys, [&](std::size_t key, od::value item) {
      (key == 0 ? source.system : key == 1 ? source.object : source.key) = key_of(item);
    });
  }

  UnnamedActs names_;
  od::parser parser_;
  od::document document_;
  std::vector<RawField> changes_;  ///< new values of the correction being read
};

DossierJsonReader::DossierJsonReader(UnnamedActs names) : impl_(std::make_unique<Impl>(names)) {}
DossierJsonReader::~DossierJsonReader() = default;
DossierJsonReader::DossierJsonReader(DossierJsonReader&&) noexcept = default;
DossierJsonReader& DossierJsonReader::operator=(DossierJsonReader&&) noexcept = default;

std::size_t DossierJsonReader::padding() {
  return simdjson::SIMDJSON_PADDING;
}

std::optional<Reject> DossierJsonReader::read(std::string_view text, Record& record, std::uint64_t line) {
  auto& copy = impl_->copy;
  copy.resize(text.size() + padding());
  std::memcpy(copy.data(), text.data(), text.size());
  return impl_->read({copy.data(), text.size()}, copy.size(), record, line);
}

std::optional<Reject> DossierJsonReader::read_in_place(std::string_view text, Record& record,
                                                       std::uint64_t line) {
  return impl_->read(text, text.size() + padding(), record, line);
}

}  // namespace filrouge
