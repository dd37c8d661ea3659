#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/formats/dossier_json.hpp"

namespace filrouge {
namespace {

bool is_json_number(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const auto begin = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - begin;
  };
  if (i < text.size() && text[i] == '-') ++i;
  const auto whole = i;
  const auto length = digits();
  if (length == 0 || (length > 1 && text[whole] == '0')) return false;
  if (i < text.size() && text[i] == '.' && (++i, digits() == 0)) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

/// Writes objects and lists, with the commas where they belong.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void open(char bracket) {
    separate();
    out_ += bracket;
    fresh_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    fresh_ = false;
  }
  void key(std::string_view name) {
    separate();
    string(name);
    out_ += ':';
    fresh_ = true;
  }
  void text(std::string_view value) {
    separate();
    string(value);
  }
  void raw(std::string_view value) {
    separate();
    out_ += value;
  }
  void value(const RawValue& value) {
    switch (value.kind) {
      case RawValue::Kind::null:
        return raw("null");
      case RawValue::Kind::boolean:
        return raw(value.text == "true" ? "true" : "false");
      case RawValue::Kind::number:
        if (is_json_number(value.text)) return raw(value.text);
        [[fallthrough]];
      case RawValue::Kind::text:
        return text(value.text);
    }
  }
  void optional(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    key(name);
    text(value);
  }
  void optional(std::string_view name, Date day) {
    if (day.known()) optional(name, iso_date(day));
  }

 private:
  void separate() {
    if (!fresh_) out_ += ',';
    fresh_ = false;
  }
  void string(std::string_view value) {
    out_ += '"';
    for (const char c : value) {
      switch (c) {
        case '"':
          out_ += "\\\"";
          break;
        case '\\':
          out_ += "\\\\";
          break;
        case '\n':
          out_ += "\\n";
          break;
        case '\r':
          out_ += "\\r";
          break;
        case '\t':
          out_ += "\\t";
          break;
        default:
          if (static_cast<unsigned char>(c) < 0x20)
            fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<unsigned>(c));
          else
            out_ += c;
      }
    }
    out_ += '"';
  }

  std::string& out_;
  bool fresh_ = true;  ///< nothing yet in this object or list, or a key awaits its value
};

void write_attributes(JsonWriter& json, const std::vector<RawAttribute>& attributes) {
  if (attributes.empty()) return;
  json.key("attributs");
  json.open('[');
  for (const auto& attribute : attributes) {
    json.open('{');
    json.key("nom");
    json.text(attribute.name);
    json.key("valeur");
    json.value(attribute.value);
    json.optional("le", attribute.from);
    json.optional("jusqu_au", attribute.to);
    if (attribute.known != attribute.from) json.optional("connu_le", attribute.known);
    json.close('}');
  }
  json.close(']');
}

template <class Restated, class Write>
void write_restated(JsonWriter& json, const std::vector<Restated>& restated, Write write) {
  if (restated.empty()) return;
  json.key("ensuite");
  json.open('[');
  for (const auto& later : restated) {
    json.open('{');
    json.optional("connu_le", later.known);
    write(later);
    json.close('}');
  }
  json.close(']');
}

void write_fields(JsonWriter& json, std::string_view name, const std::vector<RawField>& fields) {
  if (fields.empty()) return;
  json.key(name);
  json.open('{');
  for (const auto& field : fields) {
    json.key(field.name);
    json.value(field.value);
  }
  json.close('}');
}

/// Of one role with several acts, a list.
void write_references(JsonWriter& json, const std::vector<RawField>& references) {
  if (references.empty()) return;
  json.key("references");
  json.open('{');
  for (auto first = references.begin(); first != references.end();) {
    const auto last = std::find_if(first, references.end(),
                                   [&](const RawField& other) { return other.name != first->name; });
    json.key(first->name);
    if (last - first > 1) json.open('[');
    for (auto one = first; one != last; ++one) json.value(one->value);
    if (last - first > 1) json.close(']');
    first = last;
  }
  json.close('}');
}

void write_event(JsonWriter& json, const RawEvent& event) {
  json.open('{');
  json.optional("id", event.id);
  json.key("type");
  json.text(event.type);
  json.optional("le", event.on);
  if (event.known != event.on) json.optional("connu_le", event.known);
  json.optional("prevu_le", event.planned);
  json.optional("du", event.from);
  json.optional("au", event.to);
  json.optional("personne", event.person);
  json.optional("reference", event.reference);
  write_references(json, event.references);
  if (event.target.empty()) {
    write_fields(json, "champs", event.fields);
  } else {
    json.key("champs");
    json.open('{');
    json.key(event.cancels ? "annule" : "cible");
    json.text(event.target);
    write_fields(json, "champs", event.fields);
    json.close('}');
  }
  if (!event.source.system.empty() || !event.source.object.empty() || !event.source.key.empty()) {
    json.key("source");
    json.open('{');
    json.optional("systeme", event.source.system);
    json.optional("objet", event.source.object);
    json.optional("cle", event.source.key);
    json.close('}');
  }
  json.optional("origine", event.origin);
  json.close('}');
}

}  // namespace

void append_json(const Record& record, std::string& out) {
  JsonWriter json(out);
  json.open('{');
  json.key("schema");
  json.raw("1");
  json.key("dossier");
  json.text(record.dossier);
  json.optional("departement", record.departement);
  json.optional("territoire", record.territoire);
  json.optional("organisme", record.organisme);
  json.optional("caisse", record.caisse);
  json.optional("matricule", record.matricule);
  json.optional("connu_le", record.known);
  write_restated(json, record.restated, [&](const RawHeadRestated& later) {
    json.optional("departement", later.departement);
    json.optional("territoire", later.territoire);
    json.optional("organisme", later.organisme);
    json.optional("caisse", later.caisse);
    json.optional("matricule", later.matricule);
  });
  if (!record.coverage.empty()) {
    json.key("couverture");
    json.open('[');
    for (const auto& coverage : record.coverage) {
      json.open('{');
      json.optional("source", coverage.source);
      if (!coverage.types.empty()) {
        json.key("types");
        json.open('[');
        for (const auto& type : coverage.types) json.text(type);
        json.close(']');
      }
      json.optional("du", coverage.from);
      json.optional("au", coverage.to);
      json.optional("connu_le", coverage.known);
      json.close('}');
    }
    json.close(']');
  }
  write_attributes(json, record.attributes);
  if (!record.persons.empty()) {
    json.key("personnes");
    json.open('[');
    for (const auto& person : record.persons) {
      json.open('{');
      json.key("id");
      json.text(person.id);
      json.optional("role", person.role);
      json.optional("naissance", person.birth);
      json.optional("connu_le", person.known);
      write_restated(json, person.restated, [&](const RawPersonRestated& later) {
        json.optional("role", later.role);
        json.optional("naissance", later.birth);
      });
      write_attributes(json, person.attributes);
      json.close('}');
    }
    json.close(']');
  }
  if (!record.events.empty()) {
    json.key("evenements");
    json.open('[');
    for (const auto& event : record.events) write_event(json, event);
    json.close(']');
  }
  json.close('}');
}

std::string to_json(const Record& record) {
  std::string text;
  append_json(record, text);
  return text;
}

}  // namespace filrouge
