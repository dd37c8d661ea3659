#include "dsl/lsp/server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <variant>

#include "dsl/lsp/channel.hpp"
#include "dsl/lsp/commands.hpp"
#include "dsl/lsp/completion.hpp"
#include "dsl/lsp/desk.hpp"
#include "dsl/lsp/diagnostics.hpp"
#include "dsl/lsp/hover.hpp"
#include "dsl/lsp/layout.hpp"
#include "dsl/lsp/navigation.hpp"
#include "dsl/lsp/outline.hpp"
#include "dsl/lsp/rename.hpp"
#include "dsl/lsp/tokens.hpp"
#include "dsl/lsp/uri.hpp"
#include "dsl/lsp/workshop.hpp"

namespace filrouge::lsp {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// The whole is checked once nothing was written for so long.
constexpr auto quiet = std::chrono::milliseconds(120);

constexpr auto after_a_letter = std::chrono::milliseconds(5);

/// What a client must give and does not.
struct BadParams {
  std::string why;
};

const Json& at(const Json& params, const char* key) {
  if (!params.is_object()) throw BadParams{"« params » doit être un objet"};
  const auto found = params.find(key);
  if (found == params.end()) throw BadParams{fmt::format("il manque « {} »", key)};
  return *found;
}
std::string text_at(const Json& params, const char* key) {
  const auto& value = at(params, key);
  if (!value.is_string()) throw BadParams{fmt::format("« {} » doit être un texte", key)};
  return value.get<std::string>();
}
std::uint32_t count_at(const Json& params, const char* key) {
  const auto& value = at(params, key);
  if (!value.is_number_integer() || value.get<std::int64_t>() < 0)
    throw BadParams{fmt::format("« {} » doit être un nombre entier, au moins 0", key)};
  return static_cast<std::uint32_t>(std::min<std::int64_t>(value.get<std::int64_t>(), 0x7FFFFFFF));
}

class Server {
 public:
  Server(std::istream& in, std::ostream& out, const ServerOptions& options)
      : channel_(in, out), options_(options) {
    desk_.today = options.today;
    if (options.rules) workspace_ = std::make_unique<Workspace>(followed(*options.rules));
    const auto on = [&](const char* method, auto handler) {
      requests_.emplace(method, [this, handler](const Json& params) -> std::optional<Json> {
        return handler(*this, params);
      });
    };
    on("textDocument/completion", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      return completion(s.desk_, document, s.offset(document, p));
    });
    on("textDocument/hover", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      return hover(s.desk_, document, s.offset(document, p));
    });
    on("textDocument/definition", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      return definition(s.desk_, document, s.offset(document, p));
    });
    on("textDocument/documentHighlight", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      return highlights(s.desk_, document, s.offset(document, p));
    });
    on("textDocument/references", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      const auto& context = at(p, "context");
      const bool with = context.is_object() && context.value("includeDeclaration", Json(true)) == Json(true);
      return references(s.desk_, document, s.offset(document, p), with);
    });
    on("textDocument/prepareRename", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      return renamable(s.desk_, document, s.offset(document, p));
    });
    on("textDocument/documentSymbol",
       [](Server& s, const Json& p) { return outline(s.desk_, s.document(p)); });
    on("textDocument/foldingRange", [](Server& s, const Json& p) { return folds(s.document(p)); });
    on("textDocument/codeLens", [](Server& s, const Json& p) { return lenses(s.desk_, s.document(p)); });
    on("textDocument/formatting", [](Server& s, const Json& p) { return layout(s.desk_, s.document(p)); });
    on("textDocument/codeAction", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      const auto [begin, end] = s.range(document, at(p, "range"));
      return code_actions(s.desk_, document, begin, end);
    });
    on("textDocument/semanticTokens/full", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      document.tokens = tokens_of(s.desk_, document, 0, static_cast<std::uint32_t>(document.text.size()));
      document.tokens_id = std::to_string(++s.tokens_given_);
      return Json{{"resultId", document.tokens_id}, {"data", document.tokens}};
    });
    on("textDocument/semanticTokens/full/delta", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      auto now = tokens_of(s.desk_, document, 0, static_cast<std::uint32_t>(document.text.size()));
      const bool known = text_at(p, "previousResultId") == document.tokens_id;
      auto answer = known ? Json{{"edits", token_edits(document.tokens, now)}} : Json{{"data", now}};
      document.tokens = std::move(now);
      document.tokens_id = std::to_string(++s.tokens_given_);
      answer["resultId"] = document.tokens_id;
      return answer;
    });
    on("textDocument/semanticTokens/range", [](Server& s, const Json& p) {
      auto& document = s.document(p);
      const auto [begin, end] = s.range(document, at(p, "range"));
      return Json{{"data", tokens_of(s.desk_, document, begin, end)}};
    });
    on("workspace/symbol",
       [](Server& s, const Json& p) { return workspace_symbols(s.desk_, text_at(p, "query")); });
    notifications_ = {{"textDocument/didOpen", &Server::opened},
                      {"textDocument/didChange", &Server::changed},
                      {"textDocument/didClose", &Server::closed},
                      {"textDocument/didSave", &Server::look_again},
                      {"workspace/didChangeWatchedFiles", &Server::look_again},
                      {"workspace/didChangeConfiguration", &Server::nothing},
                      {"workspace/didChangeWorkspaceFolders", &Server::nothing},
                      {"textDocument/willSave", &Server::nothing},
                      {"initialized", &Server::nothing},
                      {"$/setTrace", &Server::nothing},
                      {"$/cancelRequest", &Server::cancelled}};
  }

  int run() {
    std::thread reader([this] { read(); });
    const auto code = listen();
    reader.join();
    return code;
  }

 private:
  struct Broken {
    std::string why;
  };
  struct Ended {};
  /// What the workshop gives back, done by the thread that answers.
  using Done = std::function<void()>;
  using Event = std::variant<Json, Broken, Ended, Done>;

  // --- the queue
  void read() {
    while (true) {
      Json message;
      std::string why;
      const auto met = channel_.read(message, why);
      if (met == Channel::Read::end) return push(Ended{});
      if (met == Channel::Read::broken) {
        push(Broken{why});
        continue;
      }
      const bool leaving = message.is_object() && message.value("method", Json()) == "exit";
      // A request is given up as soon as it is asked, before its turn comes.
      if (message.is_object() && message.value("method", Json()) == "$/cancelRequest" &&
          message.contains("params") && message["params"].is_object() && message["params"].contains("id")) {
        const std::lock_guard lock(mutex_);
        given_up_.insert(message["params"]["id"].dump());
      }
      push(std::move(message));
      if (leaving) return;
    }
  }
  void push(Event event) {
    {
      const std::lock_guard lock(mutex_);
      events_.push_back(std::move(event));
    }
    wake_.notify_one();
  }

  int listen() {
    while (true) {
      Event event;
      {
        std::unique_lock lock(mutex_);
        const auto ready = [&] { return !events_.empty(); };
        // An editor asks for words right after a letter: that answer comes before the file is read again.
        if (!unread_.empty() && !wake_.wait_for(lock, after_a_letter, ready)) {
          lock.unlock();
          tell_readings();
          lock.lock();
        }
        if (check_at_ && !checking_) {
          if (!wake_.wait_until(lock, *check_at_, ready)) {
            lock.unlock();
            start_check();
            continue;
          }
        } else {
          wake_.wait(lock, ready);
        }
        event = std::move(events_.front());
        events_.pop_front();
      }
      if (std::holds_alternative<Ended>(event)) return shut_ ? 0 : 1;
      if (const auto* broken = std::get_if<Broken>(&event))
        channel_.fail(nullptr, ErrorCode::parse_error, "message illisible : " + broken->why);
      else if (const auto* done = std::get_if<Done>(&event))
        finish(*done);
      else if (const auto& message = std::get<Json>(event);
               message.is_object() && message.value("method", Json()) == "exit")
        return shut_ ? 0 : 1;
      else
        receive(message);
    }
  }

  void finish(const Done& done) {
    try {
      done();
    } catch (const std::exception& fault) {
      say(1, fmt::format("défaut du programme : {}", fault.what()));
    }
  }

  // --- messages
  void receive(const Json& message) {
    if (message.is_array()) {
      channel_.fail(nullptr, ErrorCode::invalid_request,
                    "les messages groupés ne sont pas du protocole : un à la fois");
      return;
    }
    const bool object = message.is_object();
    const auto id = object ? message.value("id", Json()) : Json();
    const bool asks = object && message.contains("id");
    const auto method = object ? message.value("method", Json()) : Json();
    if (object && !method.is_string() && asks && (message.contains("result") || message.contains("error")))
      return;
    if (!object || !method.is_string() || (asks && !id.is_string() && !id.is_number_integer())) {
      channel_.fail(nullptr, ErrorCode::invalid_request,
                    "un message est un objet, avec « method », et « id » s'il attend une réponse");
      return;
    }
    const auto params = message.value("params", Json());
    const auto name = method.get<std::string>();
    if (asks)
      request(id, name, params);
    else
      notification(name, params);
  }

  void request(const Json& id, const std::string& method, const Json& params) {
    if (give_up(id)) return;
    guarded(id, method, [&] {
      if (method == "initialize") return initialize(id, params);
      if (!ready_)
        return channel_.fail(id, ErrorCode::not_initialized,
                             "la session n'est pas commencée : « initialize » vient d'abord");
      if (shut_)
        return channel_.fail(id, ErrorCode::invalid_request,
                             "la session est finie : il ne reste que « exit »");
      if (method == "shutdown") {
        shut_ = true;
        return channel_.answer(id, nullptr);
      }
      if (method == "textDocument/rename") return rename(id, params);
      if (method == "workspace/executeCommand") return execute(id, params);
      const auto known = requests_.find(method);
      if (known == requests_.end())
        return channel_.fail(id, ErrorCode::method_not_found, "« " + method + " » n'est pas servi");
      auto result = known->second(params);
      if (!give_up(id)) channel_.answer(id, std::move(*result));
    });
  }

  void notification(const std::string& method, const Json& params) {
    if (!ready_ || shut_) return;
    const auto known = notifications_.find(method);
    if (known == notifications_.end()) {
      if (!method.starts_with("$/")) say(2, "« " + method + " » n'est pas servi");
      return;
    }
    try {
      (this->*known->second)(params);
    } catch (const BadParams& bad) {
      say(1, method + " : " + bad.why);
    } catch (const Refused& refused) {
      say(1, method + " : " + refused.why);
    } catch (const Json::exception& bad) {
      say(1, fmt::format("{} : {}", method, bad.what()));
    } catch (const std::exception& fault) {
      say(1, fmt::format("{} : défaut du programme : {}", method, fault.what()));
    }
  }

  template <class Work>
  void guarded(const Json& id, const std::string& method, Work work) {
    try {
      work();
    } catch (const BadParams& bad) {
      channel_.fail(id, ErrorCode::invalid_params, method + " : " + bad.why);
    } catch (const Refused& refused) {
      channel_.fail(id, refused.code, refused.why);
    } catch (const Json::exception& bad) {
      channel_.fail(id, ErrorCode::invalid_params, method + " : " + bad.what());
    } catch (const std::exception& fault) {
      channel_.fail(id, ErrorCode::internal_error,
                    fmt::format("{} : défaut du programme : {}", method, fault.what()));
    }
  }

  /// Was it given up meanwhile? Then it is answered so.
  bool give_up(const Json& id) {
    {
      const std::lock_guard lock(mutex_);
      if (given_up_.erase(id.dump()) == 0) return false;
    }
    channel_.fail(id, ErrorCode::request_cancelled, "abandonnée");
    return true;
  }

  /// In the log of the client: 1 an error, 2 a warning, 3 a word.
  void say(int kind, const std::string& text) {
    channel_.notify("window/logMessage", {{"type", kind}, {"message", "filrouge : " + text}});
  }
  void show(int kind, const std::string& text) {
    channel_.notify("window/showMessage", {{"type", kind}, {"message", text}});
  }

  // --- the session
  static fs::path followed(const fs::path& path) {
    std::error_code error;
    auto real = fs::weakly_canonical(path, error);
    return error ? path.lexically_normal() : real;
  }

  /// A folder of a client: the rules stand in its « rules », if it has one.
  static fs::path rules_in(const fs::path& folder) {
    std::error_code error;
    return followed(fs::is_directory(folder / "rules", error) ? folder / "rules" : folder);
  }

  void initialize(const Json& id, const Json& params) {
    if (ready_) return channel_.fail(id, ErrorCode::invalid_request, "la session est déjà commencée");
    if (!params.is_object()) throw BadParams{"« params » doit être un objet"};
    const auto capabilities = params.value("capabilities", Json::object());
    if (capabilities.is_object()) {
      const Json::json_pointer refresh("/workspace/semanticTokens/refreshSupport");
      refreshes_tokens_ = capabilities.contains(refresh) && capabilities[refresh] == true;
      const auto general = capabilities.value("general", Json::object());
      const auto encodings =
          general.is_object() ? general.value("positionEncodings", Json::array()) : Json::array();
      // The first that the client names is the one it likes best.
      for (const auto& one : encodings) {
        if (one == "utf-16") break;
        if (one == "utf-8") {
          desk_.encoding = Encoding::utf8;
          break;
        }
      }
    }
    if (!workspace_) {
      std::optional<fs::path> folder;
      const auto own = params.value("initializationOptions", Json::object());
      const auto asked = own.is_object() ? own.value("regles", Json()) : Json();
      const auto folders = params.value("workspaceFolders", Json::array());
      const auto root = params.value("rootUri", Json());
      if (folders.is_array() && !folders.empty() && folders[0].is_object())
        folder = path_of(folders[0].value("uri", std::string()));
      else if (root.is_string())
        folder = path_of(root.get<std::string>());
      else if (const auto path = params.value("rootPath", Json()); path.is_string())
        folder = fs::path(path.get<std::string>());
      if (asked.is_string() && !asked.get<std::string>().empty())
        workspace_ =
            std::make_unique<Workspace>(followed(folder.value_or(options_.home) / asked.get<std::string>()));
      else if (folder)
        workspace_ = std::make_unique<Workspace>(rules_in(*folder));
    }
    ready_ = true;
    Json result{
        {"serverInfo", {{"name", "filrouge"}, {"version", options_.version}}},
        {"capabilities",
         {{"positionEncoding", desk_.encoding == Encoding::utf8 ? "utf-8" : "utf-16"},
          {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
          {"completionProvider",
           {{"triggerCharacters", {" ", ":", ",", "(", "."}}, {"resolveProvider", false}}},
          {"hoverProvider", true},
          {"definitionProvider", true},
          {"referencesProvider", true},
          {"documentHighlightProvider", true},
          {"renameProvider", {{"prepareProvider", true}}},
          {"documentSymbolProvider", true},
          {"workspaceSymbolProvider", true},
          {"foldingRangeProvider", true},
          {"documentFormattingProvider", true},
          {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}},
          {"codeLensProvider", {{"resolveProvider", false}}},
          {"executeCommandProvider", {{"commands", {"filrouge.jouerScenario", "filrouge.dessiner"}}}},
          {"semanticTokensProvider",
           {{"legend", token_legend()}, {"full", {{"delta", true}}}, {"range", true}}}}}};
    channel_.answer(id, std::move(result));
    if (workspace_) check_soon(Clock::duration::zero());
  }

  Document& document(const Json& params) {
    const auto uri = text_at(at(params, "textDocument"), "uri");
    const auto found = desk_.documents.find(uri);
    if (found == desk_.documents.end()) throw BadParams{"« " + uri + " » n'est pas ouvert"};
    return found->second;
  }
  std::uint32_t place(const Document& document, const Json& position) const {
    return document.places.offset(document.text, count_at(position, "line"), count_at(position, "character"),
                                  desk_.encoding);
  }
  std::uint32_t offset(const Document& document, const Json& params) const {
    return place(document, at(params, "position"));
  }
  std::pair<std::uint32_t, std::uint32_t> range(const Document& document, const Json& range) const {
    const auto begin = place(document, at(range, "start")), end = place(document, at(range, "end"));
    return {std::min(begin, end), std::max(begin, end)};
  }

  // --- the buffers
  void nothing(const Json&) {}

  void opened(const Json& params) {
    const auto& item = at(params, "textDocument");
    Document document;
    document.uri = text_at(item, "uri");
    document.version = item.value("version", std::int64_t{0});
    const auto path = path_of(document.uri);
    if (path) {
      document.path = followed(*path);
      if (!workspace_) {
        // No folder was given: the rules are those around the file, from a folder called « rules » if there
        // is one.
        auto root = document.path.parent_path();
        for (auto above = root; above.has_relative_path(); above = above.parent_path())
          if (above.filename() == "rules") root = above;
        workspace_ = std::make_unique<Workspace>(root);
      }
      const auto relative = document.path.lexically_relative(workspace_->root());
      const auto name = document.path.filename().string();
      document.of_rules = !relative.empty() && *relative.begin() != ".." &&
                          (name.ends_with(".fil") || name.ends_with(".fil.md"));
      document.shown = document.of_rules ? relative.generic_string() : name;
      if (relative == ".") document.shown = name, document.of_rules = true;
    } else {
      document.shown = document.uri.ends_with(".md") ? "(sans nom).md" : "(sans nom).fil";
    }
    if (!document.of_rules)
      say(2, fmt::format("{} n'est pas sous {} : il est lu seul, sans les règles qu'il nomme", document.uri,
                         workspace_ ? workspace_->root().string() : std::string("un dossier de règles")));
    document.set(text_at(item, "text"));
    const auto uri = document.uri;
    desk_.documents.insert_or_assign(uri, std::move(document));
    written(uri);
  }

  void changed(const Json& params) {
    auto& document = this->document(params);
    const auto& changes = at(params, "contentChanges");
    if (!changes.is_array()) throw BadParams{"« contentChanges » doit être une liste"};
    for (const auto& change : changes) {
      auto text = text_at(change, "text");
      if (const auto part = change.find("range"); part != change.end()) {
        const auto [begin, end] = range(document, *part);
        text = document.text.substr(0, begin) + text + document.text.substr(end);
      }
      document.set(std::move(text));
    }
    const auto& item = at(params, "textDocument");
    document.version = item.contains("version") && item["version"].is_number_integer()
                           ? item["version"].get<std::int64_t>()
                           : document.version + 1;
    document.played.clear();
    written(document.uri);
  }

  void closed(const Json& params) {
    const auto uri = document(params).uri;
    const bool of_rules = desk_.documents.at(uri).of_rules;
    desk_.documents.erase(uri);
    unread_.erase(uri);
    if (!of_rules) publish(uri, nullptr, Json::array());
    ++generation_;
    check_soon(quiet);
  }

  void look_again(const Json&) {
    ++generation_;
    check_soon(quiet);
  }

  void cancelled(const Json& params) {
    const auto id = at(params, "id").dump();
    const auto waiting =
        std::ranges::find_if(waiting_, [&](const Waiting& one) { return one.id.dump() == id; });
    if (waiting != waiting_.end()) {
      const auto one = waiting->id;
      waiting_.erase(waiting);
      give_up(one);
      return;
    }
    if (apart_.contains(id)) return;  // given up when its turn comes
    const std::lock_guard lock(mutex_);
    given_up_.erase(id);  // answered already, or never asked
  }

  void written(const std::string& uri) {
    unread_.insert(uri);
    ++generation_;
    check_soon(quiet);
  }

  /// Of the buffers that changed, once no other message waits: what their own words say.
  void tell_readings() {
    for (const auto& uri : std::exchange(unread_, {}))
      if (const auto found = desk_.documents.find(uri); found != desk_.documents.end()) tell(found->second);
  }

  void tell(Document& document) {
    document.told = told_of(desk_, document);
    auto list = told_as_json(desk_, desk_.latest.get(), document.text, document.places, document.told);
    for (const auto& one : document.played)
      list.push_back({{"range", desk_.range(document, one.range.begin, one.range.end)},
                      {"severity", 1},
                      {"source", "filrouge tester"},
                      {"message", one.arguments.front()}});
    publish(document.uri, &document, std::move(list));
  }

  void publish(const std::string& uri, const Document* document, Json list) {
    auto& last = published_[uri];
    auto now = list.dump() + (document ? std::to_string(document->version) : std::string());
    if (last == now || (last.empty() && list.empty() && document == nullptr)) return;
    last = list.empty() && document == nullptr ? std::string() : std::move(now);
    Json params{{"uri", uri}, {"diagnostics", std::move(list)}};
    if (document) params["version"] = document->version;
    channel_.notify("textDocument/publishDiagnostics", std::move(params));
  }

  // --- the whole
  void check_soon(Clock::duration wait) {
    if (workspace_) check_at_ = Clock::now() + wait;
  }

  Buffers buffers() {
    Buffers all;
    for (auto& [uri, document] : desk_.documents)
      if (document.of_rules) all[document.path] = document.shared();
    return all;
  }

  void start_check() {
    check_at_.reset();
    checking_ = true;
    const auto generation = generation_;
    workshop_.add([this, generation, texts = buffers()] {
      std::shared_ptr<const Analysis> analysis;
      std::string fault;
      try {
        analysis = workspace_->check(texts);
      } catch (const std::exception& error) {
        fault = error.what();
      }
      push(Done([this, generation, analysis, fault] { checked(generation, analysis, fault); }));
    });
  }

  void checked(std::uint64_t generation, std::shared_ptr<const Analysis> analysis, const std::string& fault) {
    checking_ = false;
    if (!analysis) {
      say(1, "les règles n'ont pu être vérifiées : " + fault);
      for (auto& wait : std::exchange(waiting_, {})) channel_.fail(wait.id, ErrorCode::internal_error, fault);
      return;
    }
    if (!desk_.latest && refreshes_tokens_)
      channel_.send({{"jsonrpc", "2.0"}, {"id", "couleurs"}, {"method", "workspace/semanticTokens/refresh"}});
    desk_.latest = analysis;
    if (analysis->rules.program) desk_.good = analysis;
    checked_generation_ = generation;
    std::set<std::string> told;
    std::map<std::uint32_t, std::vector<dsl::Diagnostic>> by_file;
    for (auto& one : analysis->rules.diagnostics.sorted()) by_file[one.range.file].push_back(one);
    for (std::uint32_t i = 0; i < analysis->files.size(); ++i) {
      if (auto* open = desk_.open_at(analysis->files[i].path)) {
        tell(*open);
        told.insert(open->uri);
        continue;
      }
      const auto uri = uri_of(analysis->files[i].path);
      const auto& text = analysis->files[i].text->file().text();
      const auto found = by_file.find(i);
      publish(uri, nullptr,
              found == by_file.end()
                  ? Json::array()
                  : told_as_json(desk_, analysis.get(), text, Places(text), found->second));
      told.insert(uri);
    }
    // A file that is no more has nothing to be told.
    for (auto& [uri, last] : published_)
      if (!told.contains(uri) && !desk_.documents.contains(uri)) publish(uri, nullptr, Json::array());
    if (generation == generation_) {
      for (auto& wait : std::exchange(waiting_, {}))
        if (!give_up(wait.id)) guarded(wait.id, wait.method, wait.work);
    }
  }

  // --- what needs the whole as it is now
  struct Waiting {
    Json id;
    std::string method;
    std::function<void()> work;
  };
  void once_checked(const Json& id, const std::string& method, std::function<void()> work) {
    if (!workspace_) throw Refused{ErrorCode::request_failed, "aucun dossier de règles n'est ouvert"};
    if (desk_.latest && checked_generation_ == generation_ && !check_at_ && !checking_) return work();
    waiting_.push_back({id, method, std::move(work)});
    if (!checking_) check_soon(Clock::duration::zero());
  }
  /// Does it apart, then answers.
  void apart(const Json& id, const std::string& method, std::function<void()> work,
             std::function<void()> answer) {
    apart_.insert(id.dump());
    workshop_.add([this, id, method, work = std::move(work), answer = std::move(answer)] {
      std::exception_ptr thrown;
      {
        const std::lock_guard lock(mutex_);
        if (given_up_.contains(id.dump()))
          thrown = std::make_exception_ptr(Refused{ErrorCode::request_cancelled, "abandonnée"});
      }
      try {
        if (!thrown) work();
      } catch (...) {
        thrown = std::current_exception();
      }
      push(Done([this, id, method, thrown, answer] {
        apart_.erase(id.dump());
        if (give_up(id)) return;
        guarded(id, method, [&] {
          if (thrown) std::rethrow_exception(thrown);
          answer();
        });
      }));
    });
  }

  void rename(const Json& id, const Json& params) {
    const auto uri = document(params).uri;
    const auto& position = at(params, "position");
    const auto line = count_at(position, "line"), character = count_at(position, "character");
    const auto name = text_at(params, "newName");
    // What another program wrote since, and nobody told of, counts too.
    look_again(nullptr);
    once_checked(id, "textDocument/rename", [this, id, uri, line, character, name] {
      const auto found = desk_.documents.find(uri);
      if (found == desk_.documents.end()) throw BadParams{"« " + uri + " » n'est plus ouvert"};
      const auto& document = found->second;
      const auto plan = std::make_shared<Renaming>(plan_renaming(
          desk_, document, document.places.offset(document.text, line, character, desk_.encoding), name));
      apart(
          id, "textDocument/rename", [this, plan] { prove_renaming(*plan, *workspace_); },
          [this, id, plan] { channel_.answer(id, edits_of(desk_, *plan)); });
    });
  }

  void execute(const Json& id, const Json& params) {
    const auto command = text_at(params, "command");
    const bool plays = command == "filrouge.jouerScenario";
    if (!plays && command != "filrouge.dessiner")
      throw BadParams{"« " + command + " » n'est pas une commande de filrouge"};
    const auto& arguments = at(params, "arguments");
    if (!arguments.is_array() || arguments.size() < 2 || !arguments[0].is_string() ||
        !arguments[1].is_string())
      throw BadParams{"« arguments » doit donner l'adresse du fichier et le nom"};
    const auto uri = arguments[0].get<std::string>(), name = arguments[1].get<std::string>();
    const auto path = path_of(uri);
    if (!path) throw BadParams{"« " + uri + " » n'est pas l'adresse d'un fichier"};
    once_checked(id, command, [this, id, command, plays, uri, path = followed(*path), name] {
      const auto analysis = desk_.latest;
      if (!plays) {
        const auto drawn = std::make_shared<Json>();
        return apart(
            id, command, [analysis, path, name, drawn] { *drawn = draw(*analysis, path, name); },
            [this, id, drawn] { channel_.answer(id, *drawn); });
      }
      const auto played = std::make_shared<Played>();
      apart(
          id, command, [analysis, path, name, played] { *played = play_scenario(*analysis, path, name); },
          [this, id, uri, analysis, played] {
            const auto open = desk_.documents.find(uri);
            if (open != desk_.documents.end()) {
              const auto file = analysis->number(open->second.path);
              if (file != Analysis::none && analysis->files[file].text->file().text() == open->second.text) {
                open->second.played = played->failed;
                tell(open->second);
              }
            }
            show(played->failed.empty() ? 3 : 2, played->said);
            channel_.answer(id, played->report);
          });
    });
  }

  Channel channel_;
  const ServerOptions& options_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Event> events_;
  std::set<std::string> given_up_;
  std::map<std::string, std::function<std::optional<Json>(const Json&)>, std::less<>> requests_;
  std::map<std::string, void (Server::*)(const Json&), std::less<>> notifications_;

  bool ready_ = false, shut_ = false, refreshes_tokens_ = false;
  Desk desk_;
  std::unique_ptr<Workspace> workspace_;
  std::set<std::string> unread_;  ///< buffers that changed since their reading was told
  std::map<std::string, std::string> published_;
  std::uint64_t tokens_given_ = 0;

  std::uint64_t generation_ = 0, checked_generation_ = 0;
  std::optional<Clock::time_point> check_at_;
  bool checking_ = false;
  std::vector<Waiting> waiting_;
  std::set<std::string> apart_;  ///< requests that the workshop works on
  Workshop workshop_;            ///< last: it ends before what its tasks touch
};

}  // namespace

int serve(std::istream& in, std::ostream& out, const ServerOptions& options) {
  return Server(in, out, options).run();
}

}  // namespace filrouge::lsp
