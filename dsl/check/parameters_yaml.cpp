#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "dsl/check/parameters.hpp"
#include "dsl/source/limits.hpp"
#include "engine/core/dossier/typed_value.hpp"
#include "engine/core/text/characters.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

/// Dated values in YAML. yaml-cpp keeps doubled keys and would read 010 as eight: keys are compared here, and
/// every scalar is read as the text that was written.
namespace filrouge::dsl {
namespace {

struct Fault {
  int line;
  std::string text;
};

int line_of(const YAML::Node& node) {
  return node.Mark().line + 1;
}

/// The keys of a map, folded; refuses a key written twice or unknown.
void check_keys(const YAML::Node& map, std::initializer_list<std::string_view> allowed) {
  std::set<std::string> met;
  for (const auto& entry : map) {
    if (!entry.first.IsScalar()) throw Fault{line_of(map), "une clé doit être un mot"};
    const auto key = fold(entry.first.Scalar());
    if (!met.insert(key).second)
      throw Fault{line_of(entry.first), fmt::format("la clé « {} » est écrite deux fois", key)};
    if (std::ranges::find(allowed, std::string_view(key)) == allowed.end()) {
      const std::vector<std::string_view> list(allowed);
      const auto mend = suggest(key, list);
      throw Fault{
          line_of(entry.first),
          fmt::format("la clé « {} » n'est pas prévue ; {}", key,
                      mend.empty() ? fmt::format("attendu : {}", fmt::join(list, ", ")) : mend.french)};
    }
  }
}

YAML::Node at_key(const YAML::Node& map, std::string_view wanted) {
  for (const auto& entry : map)
    if (entry.first.IsScalar() && fold(entry.first.Scalar()) == wanted) return entry.second;
  return YAML::Node(YAML::NodeType::Undefined);
}

std::string scalar(const YAML::Node& map, std::string_view key) {
  const auto node = at_key(map, key);
  return node.IsDefined() && node.IsScalar() ? node.Scalar() : std::string();
}

/// « 651,69 € »: the sign goes, blanks of any kind too.
std::string without_unit(std::string text) {
  for (const std::string_view unit : {"€", " EUR", " euros"})
    for (auto at = text.find(unit); at != std::string::npos; at = text.find(unit))
      text.erase(at, unit.size());
  std::string kept;
  for (std::size_t i = 0; i < text.size();) {
    const auto character = utf8_at(text, i);
    const auto length = std::max<std::size_t>(1, character.length);
    if (!is_blank(character.code)) kept.append(text, i, length);
    i += length;
  }
  return kept;
}

DatedValue read_value(Checking& checking, const YAML::Node& node, ValueType type) {
  if (!node.IsMap()) throw Fault{line_of(node), "chaque valeur est un groupe « depuis: …, valeur: … »"};
  check_keys(node, {"depuis", "jusqu_au", "valeur", "source", "verifie", "note"});
  DatedValue dated;
  const auto from = scalar(node, "depuis");
  if (!from.empty()) {
    const auto day = parse_iso_date(from);
    if (!day)
      throw Fault{line_of(at_key(node, "depuis")),
                  fmt::format("« {} » n'est pas une date comme 2026-04-01", from)};
    dated.from = *day;
  }
  const auto value_node = at_key(node, "valeur");
  if (!value_node.IsDefined() || !value_node.IsScalar()) throw Fault{line_of(node), "il manque « valeur »"};
  auto text = value_node.Scalar();
  if (type == ValueType::money) text = without_unit(std::move(text));
  const auto value = typed_value(RawValue::Kind::text, text, type, {}, checking.model.vocabulary.symbols,
                                 [&](std::string_view word) { return checking.intern(word); });
  if (!value || !value->known())
    throw Fault{line_of(value_node), fmt::format("« {} » n'est pas compris ; il faut {}", value_node.Scalar(),
                                                 expected_form(type))};
  dated.value = *value;
  dated.source = scalar(node, "source");
  const auto verified = fold(scalar(node, "verifie"));
  if (!verified.empty() && verified != "oui" && verified != "non")
    throw Fault{line_of(at_key(node, "verifie")), "« verifie » vaut oui ou non"};
  dated.verified = verified == "oui";
  return dated;
}

std::vector<DatedValue> read_entry(Checking& checking, const YAML::Node& entry, ValueType type) {
  check_keys(entry, {"nom", "unite", "valeurs", "source", "fondement", "note"});
  const auto list = at_key(entry, "valeurs");
  if (!list.IsDefined() || !list.IsSequence()) throw Fault{line_of(entry), "il manque la liste « valeurs »"};
  std::vector<DatedValue> values;
  for (const auto& node : list) {
    const auto value = read_value(checking, node, type);
    const auto until = scalar(node, "jusqu_au");
    // After « jusqu_au » stands a hole, which the next value may fill from its first day.
    const bool after_a_hole = !values.empty() && !values.back().value.known();
    if (after_a_hole && value.from < values.back().from)
      throw Fault{
          line_of(node),
          "deux valeurs à la fois : celle-ci commence avant que finisse la précédente (« jusqu_au »)"};
    if (!values.empty() && !after_a_hole && !(values.back().from < value.from))
      throw Fault{line_of(node), "les valeurs vont de la plus ancienne à la plus récente"};
    values.push_back(value);
    if (until.empty()) continue;
    const auto last = parse_iso_date(until);
    if (!last || *last < value.from)
      throw Fault{line_of(node), fmt::format("« jusqu_au: {} » n'est pas une date après « depuis »", until)};
    // A value that ends is followed by a hole, unless the next one fills it.
    DatedValue hole;
    hole.from = *last + 1;
    values.push_back(hole);
  }
  // A hole that begins on the day of the next value is none.
  std::vector<DatedValue> kept;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool hole = !values[i].value.known();
    if (hole && i + 1 < values.size() && values[i + 1].from <= values[i].from) continue;
    kept.push_back(values[i]);
  }
  return kept;
}

/// Its own words are English, and « bad file » may only mean « too deep ».
Fault not_yaml(const YAML::Exception& fault) {
  return {std::max(fault.mark.line, 0) + 1,
          "ce n'est pas du YAML lisible (retraits, deux-points, guillemets, ou plus de 500 niveaux)"};
}

void read_file(const std::string& text, YamlValues& values) {
  // A zero would have YAML read the file as UTF-16.
  if (const auto bad = std::min(first_bad_utf8(text), text.find('\0')); bad != std::string::npos)
    throw Fault{
        1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n')),
        "ce n'est pas un texte en UTF-8 ; enregistrez le fichier en UTF-8"};
  const auto root = YAML::Load(text);
  if (root.IsMap() && at_key(root, "valeurs").IsDefined()) {
    values.alone.reset(root);
    return;
  }
  const auto among = root.IsMap() ? at_key(root, "parametres") : root;
  if (root.IsMap()) check_keys(root, {"parametres", "source", "licence", "note"});
  if (!among.IsDefined() || !among.IsSequence())
    throw Fault{1, "il faut « nom, unite, valeurs », ou une liste de ces groupes"};
  for (const auto& entry : among) {
    const auto name = fold(scalar(entry, "nom"));
    if (!values.by_name.emplace(name, entry).second)
      throw Fault{line_of(entry), fmt::format("« {} » est écrit deux fois", name)};
    values.names.push_back(name);
  }
}

const YamlValues& values_of(YamlFiles& files, const DatedFile& file) {
  const auto [read, is_new] = files.try_emplace(file.shown);
  auto& values = read->second;
  if (!is_new) return values;
  const auto refuse = [&](const Fault& fault) {
    values.fault_line = fault.line;
    values.fault = fault.text;
  };
  try {
    read_file(file.text, values);
  } catch (const Fault& fault) {
    refuse(fault);
  } catch (const YAML::Exception& fault) {
    refuse(not_yaml(fault));
  }
  return values;
}

}  // namespace

std::vector<DatedValue> read_dated_values(Checking& checking, YamlFiles& files, View at,
                                          const DatedFile& file, const std::string& parameter,
                                          ValueType type) {
  if (file.text.size() > limits::file_bytes) {
    checking.report(Code::unreadable_dated_values, at,
                    {parameter, fmt::format("« {} » dépasse 4 Mio", file.shown)});
    return {};
  }
  const auto refuse = [&](int line, const std::string& why) {
    checking.report(Code::bad_dated_values, at, {file.shown, std::to_string(line), why});
  };
  const auto& values = values_of(files, file);
  if (!values.fault.empty()) {
    refuse(values.fault_line, values.fault);
    return {};
  }
  try {
    if (values.alone.IsDefined()) return read_entry(checking, values.alone, type);
    if (const auto found = values.by_name.find(parameter); found != values.by_name.end())
      return read_entry(checking, found->second, type);
    auto& told = checking.report(Code::unreadable_dated_values, at,
                                 {parameter, fmt::format("« {} » ne le nomme pas", file.shown)});
    if (checking.diagnostics.dropped() > 0) return {};  // what nobody will read is not looked for
    const std::vector<std::string_view> candidates(values.names.begin(), values.names.end());
    told.suggesting(suggest(parameter, candidates));
  } catch (const Fault& fault) {
    refuse(fault.line, fault.text);
  } catch (const YAML::Exception& fault) {
    const auto why = not_yaml(fault);
    refuse(why.line, why.text);
  }
  return {};
}

void check_periods(Checking& checking, View at, const std::string& name,
                   const std::vector<DatedValue>& values, std::uint32_t module) {
  const auto& it = checking.model.modules[module];
  const auto miss = [&](Date from, Date to) {
    checking
        .report(
            Code::missing_period, at,
            {name, french_date(from), to.known() ? french_date(to) : std::string("aujourd'hui et au-delà")})
        .suggesting(
            Phrase("ajoutez la valeur de cette période, ou écrivez « en vigueur du … » sur le module"));
  };
  if (values.empty()) return;
  if (it.in_force_from.known() && values.front().from.known() && it.in_force_from < values.front().from)
    miss(it.in_force_from, values.front().from - 1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].value.known()) continue;
    const auto last = i + 1 < values.size() ? values[i + 1].from - 1 : Date{};
    if (it.in_force_to.known() && it.in_force_to < values[i].from) continue;
    if (it.in_force_from.known() && last.known() && last < it.in_force_from) continue;
    miss(values[i].from, last);
  }
}

}  // namespace filrouge::dsl
