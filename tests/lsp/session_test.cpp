#include <algorithm>
#include <catch2/catch.hpp>

#include "dsl/check/check.hpp"
#include "dsl/lsp/places.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/lsp/client.hpp"

namespace filrouge::lsp_test {
namespace {

const char* const vocabulary = R"(module essai.vocabulaire
  titre « Vocabulaire »

rôle référent « Référent » institution departement

-- L'acte qui oriente la personne.
événement orientation « Orientation »
  portée personne
  parcours : un parmi (professionnel, social)
  reçu_le : date facultatif
événement cer_signé « Contrat signé »
  portée personne
  durée : durée facultatif
)";

const char* const rules = R"(module essai.cer
  titre « CER 😀 »
  conduite par référent
  utilise essai.vocabulaire
  fondement CASF L262-36
  statut vérifié « lu »

-- Deux mois : c'est la loi.
paramètre délai_cer : durée = 1 mois

définition orienté_social : parcours de orientation = social

procédure contractualisation « Contractualisation »
  une instance par orientation
  état à_signer initial « CER à signer »
    échéance signer « Signer le CER » : délai_cer après orientation, non franc, prorogé
      tenue par cer_signé
      à faire « Signer le CER » par référent
      si dépassée
        irrégularité mineure « Pas de CER »
    dès cer_signé, aller à signé
  état signé final « Signé »

scénario signé_à_temps « Signé à temps »
  personne p1 demandeur
  le 2024-02-02 orientation parcours: social
  le 2024-02-10 cer_signé
  au 2024-02-10 attendre contractualisation dans signé
)";

struct Rules {
  Folder folder;
  std::filesystem::path words = folder.write("vocabulaire.fil", vocabulary);
  std::filesystem::path cer = folder.write("cer.fil", rules);
};

bool holds(const std::vector<std::string>& list, const std::string& wanted) {
  return std::ranges::find(list, wanted) != list.end();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a session says what it serves, and ends as the protocol says") {
  Rules on;
  Client client(on.folder.path());
  const auto can = client.initialize()["result"]["capabilities"];
  CHECK(can["positionEncoding"] == "utf-16");
  for (const auto* provider :
       {"hoverProvider", "definitionProvider", "referencesProvider", "documentSymbolProvider",
        "foldingRangeProvider", "documentFormattingProvider"})
    CHECK(can[provider] == true);
  CHECK(client.leave() == 0);

  Client other(on.folder.path());
  CHECK(other.initialize(
            {{"general",
              {{"positionEncodings", {"utf-8", "utf-16"}}}}})["result"]["capabilities"]["positionEncoding"] ==
        "utf-8");
  other.send({{"jsonrpc", "2.0"}, {"method", "exit"}});
  CHECK(other.code() == 1);
}

TEST_CASE("what is wrong is told as one writes, of the buffers before the disk") {
  Rules on;
  Client client(on.folder.path());
  client.initialize();
  client.open(on.cer, rules);
  INFO(client.diagnostics(on.cer).dump(1));
  REQUIRE(client.diagnostics(on.cer).empty());

  // A clause that does not read is told at its place.
  client.change(on.cer, replaced(rules, "tenue par cer_signé", "tenue pra cer_signé"));
  auto told = client.diagnostics(on.cer);
  REQUIRE(told.size() == 1);
  CHECK(told[0]["code"] == "F201");
  CHECK(told[0]["range"]["start"] == client.place(on.cer, "|tenue pra"));
  CHECK(told[0]["message"].get<std::string>().find("tenue par") != std::string::npos);

  // A name of another file, renamed in its buffer alone.
  client.change(on.cer, rules);
  client.open(on.words, replaced(vocabulary, "événement cer_signé", "événement cer_conclu"));
  told = client.diagnostics(on.cer);
  REQUIRE(!told.empty());
  CHECK(told[0]["code"] == "F301");
  client.change(on.words, vocabulary);
  CHECK(client.diagnostics(on.cer).empty());
  // Left without being written: the disk is right again.
  client.change(on.words, replaced(vocabulary, "événement cer_signé", "événement cer_conclu"));
  CHECK(!client.diagnostics(on.cer).empty());
  client.notify("textDocument/didClose", {{"textDocument", {{"uri", uri(on.words)}}}});
  CHECK(client.diagnostics(on.cer).empty());
}

TEST_CASE("an edit of a part of the text counts characters as the client does") {
  Rules on;
  for (const bool bytes : {false, true}) {
    Client client(on.folder.path());
    client.initialize(bytes ? Json{{"general", {{"positionEncodings", {"utf-8"}}}}} : Json::object());
    client.open(on.cer, rules);
    // « CER 😀 »: the pair is two units of UTF-16, four bytes.
    const auto text = std::string(rules);
    const auto begin = text.find(" »\n  conduite");
    const lsp::Places places(text);
    const auto encoding = bytes ? lsp::Encoding::utf8 : lsp::Encoding::utf16;
    const auto position = places.position(text, static_cast<std::uint32_t>(begin), encoding);
    CHECK(position["character"] == (bytes ? 19 : 16));
    client.notify(
        "textDocument/didChange",
        {{"textDocument", {{"uri", uri(on.cer)}, {"version", 2}}},
         {"contentChanges",
          {{{"range", {{"start", position}, {"end", {{"line", 2}, {"character", 999}}}}}, {"text", " »"}}}}});
    // The line « conduite par » is gone, and nothing else.
    const auto told = client.codes(on.cer);
    CHECK(told == std::vector<std::string>{"F327"});
  }
}

TEST_CASE("what may be written there is proposed") {
  Rules on;
  Client client(on.folder.path());
  client.initialize();
  client.open(on.cer, rules);
  client.settle();
  const auto with = [&](const std::string& from, const std::string& to) {
    client.change(on.cer, replaced(rules, from, to));
  };

  with("dès cer_signé, aller à signé", "dès cer_signé, aller à ");
  auto words = client.completions(on.cer, "dès cer_signé, aller à |");
  CHECK(holds(words, "à_signer"));
  CHECK(holds(words, "signé"));
  CHECK(!holds(words, "référent"));

  with("par référent\n      si", "par \n      si");
  words = client.completions(on.cer, "« Signer le CER » par |\n");
  CHECK(words == std::vector<std::string>{"référent"});

  with("tenue par cer_signé", "tenue par ");
  words = client.completions(on.cer, "tenue par |");
  CHECK(holds(words, "cer_signé"));
  CHECK(holds(words, "orientation"));
  CHECK(!holds(words, "signé"));

  // A field of that event, then a word of that field.
  with("dès cer_signé, aller", "dès orientation, , aller");
  words = client.completions(on.cer, "dès orientation, |, aller");
  REQUIRE(!words.empty());
  CHECK(words[0] == "parcours");
  CHECK(!holds(words, "durée"));
  with("dès cer_signé, aller", "dès orientation, parcours: , aller");
  words = client.completions(on.cer, "parcours: |, aller");
  CHECK(words == std::vector<std::string>{"professionnel", "social"});

  // A clause begun: what the place may hold.
  with("      tenue par cer_signé\n", "      ten\n");
  words = client.completions(on.cer, "      ten|\n");
  CHECK(holds(words, "tenue par"));
  CHECK(holds(words, "interrompue par"));
  CHECK(!holds(words, "module"));
  with("définition orienté_social", "par\ndéfinition orienté_social");
  words = client.completions(on.cer, "\npar|\n");
  CHECK(holds(words, "paramètre"));
  CHECK(!holds(words, "tenue par"));

  // A value: fields and names, and the words a value begins with.
  with("parcours de orientation = social", "");
  words = client.completions(on.cer, "orienté_social : |");
  CHECK(holds(words, "orientation"));
  CHECK(holds(words, "délai_cer"));
  CHECK(holds(words, "il existe"));
  with("parcours de orientation = social", "(parc");
  words = client.completions(on.cer, "orienté_social : (parc|");
  CHECK(holds(words, "orientation"));

  with("utilise essai.vocabulaire", "utilise ");
  CHECK(client.completions(on.cer, "utilise |") ==
        std::vector<std::string>{"essai.cer", "essai.vocabulaire"});
  // Nothing in a text, nor in a comment.
  with("« Signé à temps »", "« Signé  »");
  CHECK(client.completions(on.cer, "« Signé | »").empty());
}

TEST_CASE("what a name means is told, with the day a length would lead to from today") {
  Rules on;
  Client client(on.folder.path(), "2026-12-01");
  client.initialize();
  client.open(on.cer, rules);
  client.settle();
  const auto told = [&](const std::string& words) {
    const auto answer = client.request("textDocument/hover", client.at(on.cer, words));
    return answer["result"].is_null() ? std::string()
                                      : answer["result"]["contents"]["value"].get<std::string>();
  };
  const auto delai = told("échéance sig|ner");
  INFO(delai);
  CHECK(delai.find("essai.cer.contractualisation.signer") != std::string::npos);
  CHECK(delai.find("CASF L262-36") != std::string::npos);
  CHECK(delai.find("mardi 1er décembre 2026 : vendredi 1er janvier 2027, reporté au lundi 4 janvier 2027") !=
        std::string::npos);
  const auto parameter = told("délai_c|er après");
  CHECK(parameter.find("Deux mois : c'est la loi.") != std::string::npos);
  CHECK(parameter.find("vendredi 1er janvier 2027") != std::string::npos);
  CHECK(told("tenue par cer_si|gné").find("Contrat signé") != std::string::npos);
  CHECK(told("= 1 mo|is").find("vendredi 1er janvier 2027") != std::string::npos);
  CHECK(told("tit|re").empty());

  // The words written since the last check do not move what is meant.
  client.change(on.cer, "-- une ligne de plus\n" + std::string(rules));
  CHECK(told("échéance sig|ner").find("signer") != std::string::npos);
}

TEST_CASE("a name leads to where it is declared, and to where it is named, in every file") {
  Rules on;
  Client client(on.folder.path());
  client.initialize();
  client.open(on.cer, rules);
  client.settle();
  const auto declared =
      client.request("textDocument/definition", client.at(on.cer, "tenue par cer_si|gné"))["result"];
  REQUIRE(declared.size() == 1);
  CHECK(declared[0]["uri"] == uri(on.words));
  CHECK(declared[0]["range"]["start"] == Json{{"line", 10}, {"character", 10}});

  auto asked = client.at(on.cer, "tenue par cer_si|gné");
  asked["context"] = {{"includeDeclaration", true}};
  // Declared, « tenue par », « dès », and the act of the scénario.
  CHECK(client.request("textDocument/references", asked)["result"].size() == 4);
  asked["context"] = {{"includeDeclaration", false}};
  CHECK(client.request("textDocument/references", asked)["result"].size() == 3);

  const auto state = client.request("textDocument/definition", client.at(on.cer, "aller à sig|né"))["result"];
  REQUIRE(state.size() == 1);
  CHECK(state[0]["range"]["start"] == client.place(on.cer, "état |signé final"));
  // A field, by the event it is of.
  const auto field = client.request("textDocument/definition", client.at(on.cer, "parc|ours de"))["result"];
  REQUIRE(field.size() == 1);
  CHECK(field[0]["range"]["start"]["line"] == 8);
  CHECK(client.request("textDocument/definition", client.at(on.cer, "tit|re"))["result"].empty());

  const auto symbols = client.request("workspace/symbol", {{"query", "SIGNE"}})["result"];
  std::vector<std::string> names;
  for (const auto& one : symbols) names.push_back(one["name"]);
  CHECK(holds(names, "cer_signé"));
  CHECK(holds(names, "à_signer"));
  CHECK(!holds(names, "orientation"));
}

TEST_CASE("a name is changed wherever it is written, once the checker has read the whole again") {
  Rules on;
  Client client(on.folder.path());
  client.initialize();
  client.open(on.cer, rules);
  const auto rename = [&](const std::string& words, const std::string& name) {
    auto asked = client.at(on.cer, words);
    asked["newName"] = name;
    return client.request("textDocument/rename", asked);
  };
  const auto why = [](const Json& answer) { return answer["error"]["message"].get<std::string>(); };

  const auto done = rename("tenue par cer_si|gné", "contrat_conclu");
  INFO(done.dump(1));
  const auto changes = done["result"]["changes"];
  REQUIRE(changes.size() == 2);
  std::vector<RuleText> after;
  for (const auto& [path, text] : {std::pair(on.words, vocabulary), std::pair(on.cer, rules)})
    after.push_back({path.filename(), Client::edited(text, changes[uri(path)])});
  for (const auto& one : after) CHECK(fold(one.text).find("cer_signe") == std::string::npos);
  const LoadedRules loaded(after, {}, dsl::Extent::whole);
  CHECK(loaded.errors.empty());

  // Accents apart, it is already the name of another; no name; a word of the language.
  CHECK(why(rename("aller à sig|né", "A_SIGNER")).find("Rien n'a été changé") != std::string::npos);
  CHECK(why(rename("tenue par cer_si|gné", "Orientation")).find("Rien n'a été changé") != std::string::npos);
  CHECK(why(rename("aller à sig|né", "deux mots")).find("n'est pas un nom") != std::string::npos);
  CHECK(why(rename("aller à sig|né", "1er")).find("lettre") != std::string::npos);
  CHECK(why(rename("aller à sig|né", "quand")).find("mot de la langue") != std::string::npos);
  CHECK(why(rename("tit|re", "autre")).find("pas ici de nom") != std::string::npos);
  // The field of the event at hand would be read instead.
  CHECK(why(rename("délai_c|er après", "parcours")).find("Rien n'a été changé") != std::string::npos);
  // The same name with other accents is a change like another.
  CHECK(rename("aller à sig|né", "signe")["result"]["changes"][uri(on.cer)].size() == 3);
  // With an error somewhere, a use might be missed.
  client.change(on.cer, replaced(rules, "aller à signé", "aller à singé"));
  CHECK(why(rename("état sig|né final", "conclu")).find("corrigez") != std::string::npos);
}

TEST_CASE("the outline, the folds and the lenses follow the clauses") {
  Rules on;
  Client client(on.folder.path());
  client.initialize();
  client.open(on.cer, rules);
  const Json file{{"textDocument", {{"uri", uri(on.cer)}}}};
  const auto modules = client.request("textDocument/documentSymbol", file)["result"];
  REQUIRE(modules.size() == 1);
  CHECK(modules[0]["name"] == "essai.cer");
  std::vector<std::string> names;
  for (const auto& one : modules[0]["children"]) names.push_back(one["name"]);
  CHECK(names ==
        std::vector<std::string>{"délai_cer", "orienté_social", "contractualisation", "signé_à_temps"});
  const auto& procedure = modules[0]["children"][2];
  CHECK(procedure["detail"] == "Contractualisation");
  REQUIRE(procedure["children"].size() == 2);
  CHECK(procedure["children"][0]["children"][0]["name"] == "signer");

  const auto folds = client.request("textDocument/foldingRange", file)["result"];
  const auto line = [&](const std::string& words) { return client.place(on.cer, words)["line"]; };
  const auto folded = [&](const Json& first, const Json& last) {
    return std::ranges::any_of(
        folds, [&](const Json& one) { return one["startLine"] == first && one["endLine"] == last; });
  };
  CHECK(folded(line("procédure contractualisation"), line("état signé final")));
  CHECK(folded(line("échéance signer"), line("« Pas de CER »")));
  CHECK(!folded(line("paramètre"), line("paramètre")));

  const auto lenses = client.request("textDocument/codeLens", file)["result"];
  REQUIRE(lenses.size() == 2);
  CHECK(lenses[0]["command"]["title"] == "dessiner");
  CHECK(lenses[1]["command"]["title"] == "▶ jouer ce scénario");

  const auto drawn =
      client.request("workspace/executeCommand",
                     {{"command", "filrouge.dessiner"}, {"arguments", lenses[0]["command"]["arguments"]}});
  INFO(drawn.dump());
  CHECK(drawn["result"]["procedure"] == "essai.cer.contractualisation");
  CHECK(drawn["result"]["svg"].get<std::string>().find("CER à signer") != std::string::npos);

  // Played in the real engine: it holds; then a day that does not.
  const auto play = [&] {
    return client.request("workspace/executeCommand", {{"command", "filrouge.jouerScenario"},
                                                       {"arguments", lenses[1]["command"]["arguments"]}});
  };
  CHECK(play()["result"]["reussi"] == true);
  client.change(on.cer, replaced(rules, "dans signé\n", "dans à_signer\n"));
  const auto failed = play()["result"];
  CHECK(failed["reussi"] == false);
  REQUIRE(failed["echecs"].size() == 1);
  CHECK(client.codes(on.cer) == std::vector<std::string>{"filrouge tester"});
  client.change(on.cer, rules);
  CHECK(client.codes(on.cer).empty());
  client.change(on.cer, replaced(rules, "aller à signé", "aller à singé"));
  CHECK(play()["error"]["message"].get<std::string>().find("les règles ont des erreurs") !=
        std::string::npos);
}

TEST_CASE("tokens say what each word is, and what changed of them") {
  Rules on;
  Client client(on.folder.path());
  const auto legend =
      client.initialize()["result"]["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"];
  client.open(on.cer, rules);
  client.settle();
  const Json file{{"textDocument", {{"uri", uri(on.cer)}}}};
  const auto decoded = [&](const Json& data) {
    const auto text = client.text(on.cer);
    const lsp::Places places(text);
    std::vector<std::pair<std::string, std::string>> words;
    std::uint32_t line = 0, column = 0;
    for (std::size_t i = 0; i + 4 < data.size(); i += 5) {
      column = data[i] == 0 ? column + data[i + 1].get<std::uint32_t>() : data[i + 1].get<std::uint32_t>();
      line += data[i].get<std::uint32_t>();
      const auto begin = places.offset(text, line, column, lsp::Encoding::utf16);
      const auto end =
          places.offset(text, line, column + data[i + 2].get<std::uint32_t>(), lsp::Encoding::utf16);
      words.emplace_back(text.substr(begin, end - begin), legend[data[i + 3].get<std::size_t>()]);
    }
    return words;
  };
  const auto given = client.request("textDocument/semanticTokens/full", file)["result"];
  const auto words = decoded(given["data"]);
  const auto is = [&](const std::string& word, const std::string& type) {
    return std::ranges::find(words, std::pair(word, type)) != words.end();
  };
  CHECK(is("module", "keyword"));
  CHECK(is("essai.cer", "namespace"));
  CHECK(is("« CER 😀 »", "string"));
  CHECK(is("-- Deux mois : c'est la loi.", "comment"));
  CHECK(is("délai_cer", "parameter"));
  CHECK(is("contractualisation", "class"));
  CHECK(is("tenue par", "keyword"));
  CHECK(is("cer_signé", "event"));
  CHECK(is("à_signer", "enumMember"));
  CHECK(is("signer", "method"));
  CHECK(is("référent", "interface"));
  CHECK(is("parcours", "property"));
  CHECK(is("2024-02-02", "number"));

  client.change(on.cer, replaced(rules, "1 mois", "2 semaines"));
  auto asked = file;
  asked["previousResultId"] = given["resultId"];
  const auto delta = client.request("textDocument/semanticTokens/full/delta", asked)["result"];
  auto data = given["data"].get<std::vector<std::uint32_t>>();
  REQUIRE(delta["edits"].size() == 1);
  const auto& edit = delta["edits"][0];
  const auto start = data.begin() + edit["start"].get<std::ptrdiff_t>();
  const auto written = edit["data"].get<std::vector<std::uint32_t>>();
  data.insert(data.erase(start, start + edit["deleteCount"].get<std::ptrdiff_t>()), written.begin(),
              written.end());
  CHECK(Json(data) == client.request("textDocument/semanticTokens/full", file)["result"]["data"]);
  CHECK(written.size() < 20);

  const auto line = client.place(on.cer, "tenue par")["line"].get<int>();
  auto part = file;
  part["range"] = {{"start", {{"line", line}, {"character", 0}}},
                   {"end", {{"line", line}, {"character", 99}}}};
  CHECK(decoded(client.request("textDocument/semanticTokens/range", part)["result"]["data"]) ==
        std::vector<std::pair<std::string, std::string>>{{"tenue par", "keyword"}, {"cer_signé", "event"}});
}

TEST_CASE("every « voulez-vous dire » can be done, and then nothing is wrong") {
  Rules on;
  Client client(on.folder.path());
  client.initialize();
  client.open(on.cer, rules);
  for (const auto& [right, wrong] : std::vector<std::pair<std::string, std::string>>{
           {"tenue par cer_signé", "tenue pra cer_signé"},
           {"tenue par cer_signé", "tenue par cer_singé"},
           {"aller à signé", "aller à singé"},
           {"par référent\n      si", "par référant\n      si"},
           {"conduite par référent", "conduite par référant"},
           {"parcours de orientation", "parcuors de orientation"},
           {"orientation = social", "orientation = socail"},
           {"délai_cer après", "délai_crr après"},
           {"non franc, prorogé", "non franc, prorgoé"},
           {"définition", "définitoin"},
           {"orientation parcours: social", "orientatoin parcours: social"},
           {"le 2024-02-02 orientation", "le 02/02/2024 orientation"},
       }) {
    INFO(wrong);
    client.change(on.cer, replaced(rules, right, wrong));
    const auto told = client.diagnostics(on.cer);
    REQUIRE(!told.empty());
    Json actions = Json::array();
    for (const auto& one : told) {
      const auto answer = client.request("textDocument/codeAction", {{"textDocument", {{"uri", uri(on.cer)}}},
                                                                     {"range", one["range"]},
                                                                     {"context", {{"diagnostics", {one}}}}});
      for (const auto& action : answer["result"]) actions.push_back(action);
    }
    INFO(told.dump(1));
    REQUIRE(!actions.empty());
    const auto& edits = actions[0]["edit"]["changes"][uri(on.cer)];
    client.change(on.cer, Client::edited(client.text(on.cer), edits));
    INFO(client.text(on.cer));
    CHECK(client.codes(on.cer).empty());
  }
  // A module that is named and not used: the line is added.
  client.open(
      on.words,
      std::string(vocabulary) +
          "\nparamètre délai_commun : durée = 1 mois\n  fondement CASF L262-36\n  statut vérifié « lu »\n");
  client.change(on.cer, replaced(replaced(rules, "  utilise essai.vocabulaire\n", ""), "délai_cer après",
                                 "délai_commun après"));
  const auto told = client.diagnostics(on.cer);
  REQUIRE(!told.empty());
  CHECK(told[0]["code"] == "F305");
  const auto answer = client.request("textDocument/codeAction", {{"textDocument", {{"uri", uri(on.cer)}}},
                                                                 {"range", told[0]["range"]},
                                                                 {"context", {{"diagnostics", {told[0]}}}}});
  INFO(answer.dump(1));
  REQUIRE(answer["result"].size() == 1);
  client.change(on.cer,
                Client::edited(client.text(on.cer), answer["result"][0]["edit"]["changes"][uri(on.cer)]));
  CHECK(client.codes(on.cer).empty());
}

TEST_CASE("the text is laid out, or it is said why not") {
  Rules on;
  Client client(on.folder.path());
  client.initialize();
  client.open(on.cer, replaced(rules, "    dès cer_signé", "    dès   cer_signé"));
  const Json asked{{"textDocument", {{"uri", uri(on.cer)}}},
                   {"options", {{"tabSize", 2}, {"insertSpaces", true}}}};
  const auto edits = client.request("textDocument/formatting", asked)["result"];
  REQUIRE(edits.is_array());
  const auto once = Client::edited(client.text(on.cer), edits);
  CHECK(once.find("\n    dès cer_signé") != std::string::npos);
  client.change(on.cer, once);
  CHECK(client.request("textDocument/formatting", asked)["result"].empty());
  client.change(on.cer, replaced(rules, "tenue par", "tenue pra"));
  CHECK(client.request("textDocument/formatting", asked)["error"]["code"] == -32803);
}

}  // namespace filrouge::lsp_test
