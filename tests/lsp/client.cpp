#include "tests/lsp/client.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "dsl/lsp/places.hpp"
#include "dsl/lsp/uri.hpp"

namespace filrouge::lsp_test {

namespace fs = std::filesystem;

void Pipe::put(std::string_view bytes) {
  {
    const std::lock_guard lock(mutex_);
    written_.emplace_back(bytes);
  }
  wake_.notify_one();
}

void Pipe::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  wake_.notify_one();
}

Pipe::int_type Pipe::overflow(int_type c) {
  const char byte = traits_type::to_char_type(c);
  put({&byte, 1});
  return c;
}

std::streamsize Pipe::xsputn(const char* bytes, std::streamsize count) {
  put({bytes, static_cast<std::size_t>(count)});
  return count;
}

Pipe::int_type Pipe::underflow() {
  std::unique_lock lock(mutex_);
  // Nothing the server does takes so long: a test that waits for ever would say nothing.
  if (!wake_.wait_for(lock, std::chrono::seconds(60), [&] { return closed_ || !written_.empty(); }))
    return traits_type::eof();
  if (written_.empty()) return traits_type::eof();
  reading_ = std::move(written_.front());
  written_.pop_front();
  if (reading_.empty()) return traits_type::eof();
  setg(reading_.data(), reading_.data(), reading_.data() + reading_.size());
  return traits_type::to_int_type(reading_.front());
}

Folder::Folder() {
  std::string name = fs::temp_directory_path() / "filrouge-lsp-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = fs::canonical(name);
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path Folder::write(const std::string& name, const std::string& text) const {
  const auto path = path_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

std::string uri(const fs::path& path) {
  return lsp::uri_of(path);
}

Client::Client(const fs::path& rules, const char* today)
    : in_(&to_), out_(&from_), answers_(&from_), reading_(std::make_unique<lsp::Channel>(answers_, out_)) {
  if (!rules.empty()) options_.rules = rules;
  options_.home = fs::current_path();
  options_.today = *parse_iso_date(today);
  server_ = std::thread([this] {
    code_ = lsp::serve(in_, out_, options_);
    from_.close();
  });
}

Client::~Client() {
  to_.close();
  if (server_.joinable()) server_.join();
}

void Client::send(const Json& message) {
  const auto body = message.dump();
  raw("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

void Client::notify(const std::string& method, Json params) {
  send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

int Client::ask(const std::string& method, Json params) {
  send({{"jsonrpc", "2.0"}, {"id", ++last_id_}, {"method", method}, {"params", std::move(params)}});
  return last_id_;
}

void Client::take() {
  Json message;
  std::string why;
  if (reading_->read(message, why) != lsp::Channel::Read::message)
    throw std::runtime_error("the server said nothing more: " + why);
  if (message.value("method", "") == "textDocument/publishDiagnostics")
    published_[message["params"]["uri"]] = message["params"]["diagnostics"];
  met_.push_back(std::move(message));
}

Json Client::next(const std::function<bool(const Json&)>& fits) {
  while (true) {
    if (const auto found = std::ranges::find_if(met_, fits); found != met_.end()) {
      auto message = std::move(*found);
      met_.erase(found);
      return message;
    }
    take();
  }
}

Json Client::answer(int id) {
  return next([&](const Json& one) { return !one.contains("method") && one.value("id", Json()) == id; });
}

Json Client::initialize(Json capabilities) {
  auto result =
      request("initialize",
              {{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", std::move(capabilities)}});
  notify("initialized", Json::object());
  return result;
}

void Client::open(const fs::path& path, const std::string& text) {
  texts_[path.string()] = text;
  notify(
      "textDocument/didOpen",
      {{"textDocument", {{"uri", uri(path)}, {"languageId", "filrouge"}, {"version", 1}, {"text", text}}}});
  versions_[path.string()] = 1;
}

void Client::change(const fs::path& path, const std::string& text) {
  texts_[path.string()] = text;
  notify("textDocument/didChange",
         {{"textDocument", {{"uri", uri(path)}, {"version", ++versions_[path.string()]}}},
          {"contentChanges", {{{"text", text}}}}});
}

void Client::settle() {
  // What is played is played on the rules of now: that there is no such scénario is known once they are
  // checked.
  request("workspace/executeCommand",
          {{"command", "filrouge.jouerScenario"}, {"arguments", {"file:///nulle/part.fil", "aucun"}}});
}

Json Client::diagnostics(const fs::path& path) {
  settle();
  return published_.contains(uri(path)) ? published_[uri(path)] : Json::array();
}

std::vector<std::string> Client::codes(const fs::path& path) {
  std::vector<std::string> codes;
  for (const auto& one : diagnostics(path)) codes.push_back(one.value("code", one.value("source", "")));
  return codes;
}

Json Client::place(const fs::path& path, const std::string& words) const {
  const auto bar = words.find('|');
  auto wanted = words;
  if (bar != std::string::npos) wanted.erase(bar, 1);
  const auto found = text(path).find(wanted);
  if (found == std::string::npos) throw std::runtime_error("the buffer does not hold: " + wanted);
  const auto offset = static_cast<std::uint32_t>(found + (bar == std::string::npos ? 0 : bar));
  return lsp::Places(text(path)).position(text(path), offset, lsp::Encoding::utf16);
}

Json Client::at(const fs::path& path, const std::string& words) const {
  return {{"textDocument", {{"uri", uri(path)}}}, {"position", place(path, words)}};
}

std::string Client::edited(const std::string& text, const Json& edits) {
  const lsp::Places places(text);
  std::vector<std::pair<std::pair<std::uint32_t, std::uint32_t>, std::string>> ordered;
  for (const auto& edit : edits) {
    const auto offset = [&](const Json& position) {
      return places.offset(text, position["line"], position["character"], lsp::Encoding::utf16);
    };
    ordered.push_back({{offset(edit["range"]["start"]), offset(edit["range"]["end"])}, edit["newText"]});
  }
  std::ranges::sort(ordered);
  std::string after;
  std::size_t done = 0;
  for (const auto& [range, written] : ordered) {
    after += text.substr(done, range.first - done) + written;
    done = range.second;
  }
  return after + text.substr(done);
}

std::vector<std::string> Client::completions(const fs::path& path, const std::string& words) {
  const auto answer = request("textDocument/completion", at(path, words));
  std::vector<std::pair<std::string, std::string>> ranked;
  for (const auto& item : answer["result"]["items"]) ranked.push_back({item["sortText"], item["label"]});
  std::ranges::sort(ranked);
  std::vector<std::string> labels;
  for (const auto& [rank, label] : ranked) labels.push_back(label);
  return labels;
}

int Client::leave() {
  request("shutdown", nullptr);
  send({{"jsonrpc", "2.0"}, {"method", "exit"}});
  return code();
}

int Client::code() {
  server_.join();
  return code_;
}

}  // namespace filrouge::lsp_test
