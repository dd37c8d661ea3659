#include "engine/reports/findings_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace filrouge;

TEST_CASE("un constat aux textes étranges reste du JSON, octet pour octet celui de la bibliothèque",
          "[constats]") {
  // Marks that a terminal would obey are written by their escapes.
  const std::string marked = "\xC2\x9B 2J \xE2\x80\xAE";
  for (const std::string& text :
       std::vector<std::string>{"", marked, "a", "« é »", "dit \"oui\"", "c:\\d", "a\nb\tc\x01", "\x7F",
                                "coupé \xC3", "\xF0\x9F\x98\x80", "\xED\xA0\x80", "</script>"}) {
    Finding finding;
    finding.libelle = finding.explication = text;
    finding.faits = {text, "e1"};
    finding.fondement = {{text, true}};
    const bool acts = text == "\x7F" || text == marked;
    const auto dumped = nlohmann::json(text).dump(-1, ' ', acts, nlohmann::json::error_handler_t::replace);
    const auto json = finding_json(finding);
    INFO(json);
    CHECK(json.find("\"libelle\":" + dumped + ",\"intervalle\":null,\"fondement\":[{\"ref\":" + dumped +
                    ",\"statut\":\"verifie\"}],\"regime\":null") != std::string::npos);
    CHECK(json.ends_with(",\"faits\":[" + dumped +
                         ",\"e1\"],\"manquants\":[],\"groupe\":\"\",\"rang_groupe\":0,\"apparu_le\":null,"
                         "\"prochain_changement\":null,\"explication\":" +
                         dumped + "}"));
    CHECK(nlohmann::json::accept(json));
  }
}

TEST_CASE("un signe à écrire autrement se voit où qu'il soit dans un texte", "[constats]") {
  const std::vector<std::string> signs = {"\"", "\\", "\n", "\x7F", "é", "\xE2\x80\xAE"};
  for (const auto& sign : signs)
    for (std::size_t at = 0; at <= 20; ++at) {
      Finding finding;
      finding.libelle.append(at, 'a').append(sign).append(20 - at, 'a');
      const auto json = finding_json(finding);
      INFO(json);
      REQUIRE(nlohmann::json::accept(json));
      CHECK(nlohmann::json::parse(json)["libelle"].get<std::string>() == finding.libelle);
      const bool shown = sign == "é" || sign == "\"" || sign == "\\";
      CHECK((shown || json.find(sign) == std::string::npos));
    }
}
