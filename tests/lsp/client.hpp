#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <mutex>
#include <ostream>
#include <streambuf>
#include <string>
#include <thread>
#include <vector>

#include "dsl/lsp/channel.hpp"
#include "dsl/lsp/server.hpp"

/// A client of the language server, in the same process, over two pipes of bytes: it says what it wants,
/// broken or not, and waits for what it is answered.
namespace filrouge::lsp_test {

using lsp::Json;

/// Bytes from one thread to another; reading waits for them.
class Pipe : public std::streambuf {
 public:
  void put(std::string_view bytes);
  void close();

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;
  int_type underflow() override;

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::string> written_;
  std::string reading_;
  bool closed_ = false;
};

/// A folder of rules for one test, gone with it.
class Folder {
 public:
  Folder();
  ~Folder();
  std::filesystem::path write(const std::string& name, const std::string& text) const;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class Client {
 public:
  /// Of the rules of that folder; an empty one: of whatever the client opens.
  explicit Client(const std::filesystem::path& rules, const char* today = "2026-12-01");
  ~Client();

  void raw(std::string_view bytes) { to_.put(bytes); }
  void send(const Json& message);
  void notify(const std::string& method, Json params);
  int ask(const std::string& method, Json params);
  /// The answer of a request: {"result": …} or {"error": …}.
  Json answer(int id);
  Json request(const std::string& method, Json params) { return answer(ask(method, std::move(params))); }
  /// The next message that fits; what came before is kept.
  Json next(const std::function<bool(const Json&)>& fits);

  Json initialize(Json capabilities = Json::object());
  void open(const std::filesystem::path& path, const std::string& text);
  /// The whole text anew.
  void change(const std::filesystem::path& path, const std::string& text);
  /// Waits until the rules were checked as they stand now.
  void settle();
  /// What was last published of a file.
  Json diagnostics(const std::filesystem::path& path);
  std::vector<std::string> codes(const std::filesystem::path& path);

  /// At the first place where the text of the buffer holds these words, `|` being the place in them.
  Json place(const std::filesystem::path& path, const std::string& words) const;
  Json at(const std::filesystem::path& path, const std::string& words) const;
  /// The text of the buffer, edits applied.
  static std::string edited(const std::string& text, const Json& edits);
  const std::string& text(const std::filesystem::path& path) const { return texts_.at(path.string()); }
  std::vector<std::string> completions(const std::filesystem::path& path, const std::string& words);

  /// Says it leaves, and leaves; the exit code.
  int leave();
  int code();

 private:
  void take();

  Pipe to_, from_;
  std::istream in_;
  std::ostream out_;
  lsp::ServerOptions options_;
  int code_ = -1;
  std::thread server_;
  std::istream answers_;
  std::unique_ptr<lsp::Channel> reading_;
  std::deque<Json> met_;
  std::map<std::string, Json> published_;
  std::map<std::string, std::string> texts_;
  std::map<std::string, int> versions_;
  int last_id_ = 0;
};

std::string uri(const std::filesystem::path& path);

}  // namespace filrouge::lsp_test
