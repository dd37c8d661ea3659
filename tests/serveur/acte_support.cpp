#include "tests/serveur/acte_support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/formats/dossier_json.hpp"

namespace filrouge::acte {

const ActForms& forms() {
  static const ActForms all(shipped().model);
  return all;
}

Record dossier(std::string_view json) {
  DossierJsonReader reader;
  Record record;
  if (const auto refused = reader.read(json, record)) FAIL(display(*refused));
  return record;
}

ReadAct read(const Record& dossier, std::string_view type, const Submitted& submitted, Date today) {
  const auto& model = shipped().model;
  const auto id = model.vocabulary.find_event(type);
  REQUIRE(id != no_id);
  return read_act(model, forms().form(id, dossier, today), submitted, dossier, today);
}

RawEvent understood(const Record& dossier, std::string_view type, const Submitted& submitted, Date today) {
  auto result = read(dossier, type, submitted, today);
  for (const auto& error : result.errors) UNSCOPED_INFO(error.sentence());
  REQUIRE(result.act);
  result.act->id = next_act_id(dossier);
  return *result.act;
}

std::string shown(const Consequence& consequence) {
  std::string text;
  for (const auto& line : consequence.lines)
    text += fmt::format("{} {} {} | {} | {} [{}]\n", word_of(line.change), line.severity, line.date,
                        line.sentence, line.detail, line.fondement);
  for (const auto& step : consequence.next)
    text += fmt::format("  ensuite : {} ({}){}\n", step.sentence, step.role, step.late ? " en retard" : "");
  return text;
}

bool says(const Consequence& consequence, Change change, std::string_view text) {
  return std::ranges::any_of(consequence.lines, [&](const ConsequenceLine& line) {
    return line.change == change && line.sentence.find(text) != std::string::npos;
  });
}

const ConsequenceLine& line(const Consequence& consequence, Change change, std::string_view text) {
  for (const auto& line : consequence.lines)
    if (line.change == change && line.sentence.find(text) != std::string::npos) return line;
  UNSCOPED_INFO(shown(consequence));
  FAIL("nothing says « " << text << " »");
  return consequence.lines.front();
}

}  // namespace filrouge::acte
