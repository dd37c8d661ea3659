#pragma once

#include <iosfwd>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

namespace filrouge::lsp {

using Json = nlohmann::json;

/// Codes of error answers, of JSON-RPC and of the protocol.
enum class ErrorCode : int {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  not_initialized = -32002,
  request_failed = -32803,
  request_cancelled = -32800,
};

/// Messages over two streams, each behind its length in bytes. What cannot be read is told, and the next
/// message is looked for: one broken message costs itself alone.
class Channel {
 public:
  Channel(std::istream& in, std::ostream& out) : in_(in), out_(out) {}

  enum class Read : unsigned char { message, broken, end };
  /// `message` is what was read, or `why` it was not.
  Read read(Json& message, std::string& why);

  /// From any thread.
  void send(const Json& message);
  void answer(const Json& id, Json result);
  void fail(const Json& id, ErrorCode code, const std::string& why);
  void notify(const char* method, Json params);

 private:
  bool header_line(std::string& line);
  bool resume();

  std::istream& in_;
  std::ostream& out_;
  std::mutex writing_;
  bool lost_ = false;           ///< what stands until the next header belongs to nothing
  bool inside_header_ = false;  ///< « Content-Length: » was already read, looking for it
};

}  // namespace filrouge::lsp
