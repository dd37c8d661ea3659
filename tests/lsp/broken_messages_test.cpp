#include <catch2/catch.hpp>
#include <fstream>

#include "dsl/lsp/uri.hpp"
#include "tests/lsp/client.hpp"

namespace filrouge::lsp_test {
namespace {

const char* const rules =
    "module essai\n  titre « Essai »\n  fondement CASF L262-36\n  statut vérifié « lu »\n\nparamètre x : "
    "durée = 1 mois\n";

std::string framed(const std::string& body) {
  return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// It answers still.
bool lives(Client& client) {
  return client.request("workspace/symbol", {{"query", ""}}).contains("result");
}

}  // namespace

TEST_CASE("a broken message costs itself alone") {
  Folder folder;
  folder.write("essai.fil", rules);
  Client client(folder.path());
  client.initialize();
  struct Case {
    const char* what;
    std::string bytes;
    int code;
  };
  for (const auto& [what, bytes, code] : std::vector<Case>{
           {"no JSON", framed("{\"jsonrpc\": "), -32700},
           {"bad UTF-8", framed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\xfe\"}"), -32700},
           {"too deep a nest is still JSON",
            framed("[" + std::string(10000, '[') + std::string(10000, ']') + "]"), -32600},
           {"a header that is none", "Bonjour\r\n\r\n", -32700},
           {"a length that is no number", "Content-Length: beaucoup\r\n\r\n{}", -32700},
           {"a negative length", "Content-Length: -1\r\n\r\n{}", -32700},
           {"a huge length", "Content-Length: 99999999999\r\n\r\n{}", -32700},
           {"a length beyond any number", "Content-Length: 99999999999999999999999999\r\n\r\n{}", -32700},
           {"no length", "Content-Type: application/json\r\n\r\n{}", -32700},
           {"an endless header", std::string(10000, 'x') + "\r\n\r\n", -32700},
           {"a number", framed("12"), -32600},
           {"a batch", framed("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}]"), -32600},
           {"no method", framed("{\"jsonrpc\":\"2.0\",\"id\":77}"), -32600},
           {"a method that is no text", framed("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":12}"), -32600},
           {"an id that is an object", framed("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"shutdown\"}"),
            -32600},
           {"an unknown method",
            framed("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"textDocument/cuisiner\"}"), -32601},
           {"no params", framed("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"textDocument/hover\"}"), -32602},
           {"params that are a list",
            framed("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"textDocument/hover\",\"params\":[1]}"),
            -32602},
           {"a document that is not open",
            framed("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"textDocument/"
                   "hover\",\"params\":{\"textDocument\":{\"uri\":"
                   "\"file:///absent.fil\"},\"position\":{\"line\":0,\"character\":0}}}"),
            -32602},
           {"an unknown command",
            framed("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"workspace/"
                   "executeCommand\",\"params\":{\"command\":\"rm\",\"arguments\":[]}}"),
            -32602},
           {"a second initialize",
            framed("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"initialize\",\"params\":{}}"), -32600},
       }) {
    INFO(what);
    client.raw(bytes);
    const auto answer = client.next([](const Json& one) { return one.contains("error"); });
    CHECK(answer["error"]["code"] == code);
    CHECK(!answer["error"]["message"].get<std::string>().empty());
    CHECK(lives(client));
  }
  // What is no request has no answer, and does no harm.
  for (const auto* bytes :
       {R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":12}})",
        R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":null})",
        R"({"jsonrpc":"2.0","method":"textDocument/didClose"})",
        R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{}})",
        R"({"jsonrpc":"2.0","method":"$/inconnue"})", R"({"jsonrpc":"2.0","id":5,"result":null})"})
    client.raw(framed(bytes));
  CHECK(lives(client));
  CHECK(client.leave() == 0);
}

TEST_CASE("nothing is answered before the session nor after it") {
  Folder folder;
  folder.write("essai.fil", rules);
  Client client(folder.path());
  CHECK(client.request("workspace/symbol", {{"query", ""}})["error"]["code"] == -32002);
  client.initialize();
  client.request("shutdown", nullptr);
  CHECK(client.request("workspace/symbol", {{"query", ""}})["error"]["code"] == -32600);
  client.send({{"jsonrpc", "2.0"}, {"method", "exit"}});
  CHECK(client.code() == 0);
}

TEST_CASE("the end of the stream ends the server") {
  Folder folder;
  folder.write("essai.fil", rules);
  { Client silent(folder.path()); }
  {
    Client cut(folder.path());
    cut.initialize();
    cut.raw("Content-Length: 500\r\n\r\n{\"jsonrpc\"");
  }
  SUCCEED("both ended");
}

TEST_CASE("places out of the text are its ends") {
  Folder folder;
  const auto path = folder.write("essai.fil", rules);
  Client client(folder.path());
  client.initialize();
  client.open(path, rules);
  const auto ask = [&](const Json& position, const char* method) {
    return client.request(method, {{"textDocument", {{"uri", uri(path)}}}, {"position", position}});
  };
  for (const auto* method : {"textDocument/hover", "textDocument/completion", "textDocument/definition"}) {
    CHECK(ask({{"line", 999999}, {"character", 5}}, method).contains("result"));
    CHECK(ask({{"line", 0}, {"character", 4000000000u}}, method).contains("result"));
    CHECK(ask({{"line", -1}, {"character", 0}}, method)["error"]["code"] == -32602);
    CHECK(ask({{"line", 0.5}, {"character", 0}}, method)["error"]["code"] == -32602);
    CHECK(ask("là", method)["error"]["code"] == -32602);
  }
  client.notify(
      "textDocument/didChange",
      {{"textDocument", {{"uri", uri(path)}, {"version", 2}}},
       {"contentChanges",
        {{{"range", {{"start", {{"line", 900}, {"character", 9}}}, {"end", {{"line", 2}, {"character", 0}}}}},
          {"text", "x"}}}}});
  CHECK(client.codes(path).size() == 1);
}

TEST_CASE("addresses with blanks, accents and percents name the files they name") {
  Folder folder;
  const auto path = folder.write("dossier à part/règles 100%.fil", rules);
  Client client(folder.path());
  client.initialize();
  client.open(path, std::string(rules) + "\nparamètre y : durée = 1 mosi\n");
  CHECK(client.codes(path).size() == 1);
  CHECK(uri(path).find("%20") != std::string::npos);
  CHECK(uri(path).find("100%25") != std::string::npos);
  CHECK(lsp::path_of(uri(path)) == path);
  CHECK(!lsp::path_of("file:///a%2"));
  CHECK(!lsp::path_of("file:///a%zz"));
  CHECK(!lsp::path_of("file:///a%00b"));
  CHECK(!lsp::path_of("untitled:sans-titre"));
  CHECK(!lsp::path_of("file://serveur/partage/a.fil"));
  // What is no file is read alone.
  client.notify("textDocument/didOpen",
                {{"textDocument", {{"uri", "untitled:essai.fil"}, {"version", 1}, {"text", "modul x\n"}}}});
  const auto told = client.next([](const Json& one) {
    return one.value("method", "") == "textDocument/publishDiagnostics" &&
           one["params"]["uri"] == "untitled:essai.fil";
  });
  CHECK(!told["params"]["diagnostics"].empty());
}

TEST_CASE("a file deleted under the editor is what its buffer says, then nothing") {
  Folder folder;
  const auto kept = folder.write("essai.fil", rules);
  const auto gone =
      folder.write("autre.fil", "module autre\n  utilise essai\n\ndéfinition z : inconnue_x = oui\n");
  Client client(folder.path());
  client.initialize();
  client.open(gone, "module autre\n  titre « Autre »\n");
  CHECK(client.codes(gone).empty());
  std::filesystem::remove(gone);
  client.notify("workspace/didChangeWatchedFiles", {{"changes", Json::array()}});
  CHECK(client.codes(gone).empty());
  client.notify("textDocument/didClose", {{"textDocument", {{"uri", uri(gone)}}}});
  CHECK(client.codes(gone).empty());
  std::filesystem::remove(kept);
  client.notify("workspace/didChangeWatchedFiles", {{"changes", Json::array()}});
  client.settle();
  CHECK(lives(client));
}

TEST_CASE("a request that is given up is answered so, and waits for nothing") {
  Folder folder;
  const auto path = folder.write("essai.fil", rules);
  Client client(folder.path());
  client.initialize();
  client.open(path, rules);
  // The cancellation is read while the request before it is still to be served.
  auto asked = client.at(path, "paramètre |x");
  asked["newName"] = "y";
  const auto hover = framed(
      Json{{"jsonrpc", "2.0"}, {"id", 900}, {"method", "textDocument/rename"}, {"params", asked}}.dump());
  const auto cancel =
      framed(Json{{"jsonrpc", "2.0"}, {"method", "$/cancelRequest"}, {"params", {{"id", 900}}}}.dump());
  client.raw(hover + cancel);
  CHECK(client.answer(900)["error"]["code"] == -32800);
  // One that was answered, or never asked, is nothing.
  client.notify("$/cancelRequest", {{"id", 900}});
  client.notify("$/cancelRequest", {{"id", "jamais"}});
  CHECK(lives(client));
  asked["newName"] = "z";
  const auto renamed = client.request("textDocument/rename", asked);
  INFO(renamed.dump());
  CHECK(renamed.contains("result"));
}

}  // namespace filrouge::lsp_test
