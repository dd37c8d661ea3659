#include "apps/serveur/http/desk.hpp"

#include <algorithm>
#include <boost/beast/http/verb.hpp>

#include "apps/serveur/http/request_log.hpp"

namespace filrouge::http {
namespace {

namespace bhttp = boost::beast::http;

std::string_view pattern_of(const Asked& asked) {
  return asked.route ? std::string_view(asked.route->pattern) : std::string_view("(hors des routes)");
}

/// What is no std::exception has no type that can be told.
struct Unnamed : std::exception {};

bool takes_files(const Route& route) {
  return std::find(route.accepts.begin(), route.accepts.end(), multipart_type) != route.accepts.end();
}

}  // namespace

Desk::Desk(std::vector<Route> routes, Gate& gate, Hosts hosts, Limits limits, UploadFolder folder,
           FaultPage page)
    : routes_(std::move(routes)),
      gate_(gate),
      hosts_(std::move(hosts)),
      limits_(limits),
      folder_(std::move(folder)),
      page_(std::move(page)) {}

std::optional<Fault> Desk::take(const Header& header, std::optional<std::uint64_t> length, bool is_chunked,
                                const Way& way, Asked& asked) const {
  asked.is_head = header.method() == bhttp::verb::head;
  asked.method = header.method() == bhttp::verb::unknown ? "?" : std::string(to_string(header.method()));
  auto read = read_header(header, way, hosts_);
  if (auto* fault = std::get_if<Fault>(&read)) return std::move(*fault);
  asked.request = std::move(std::get<Request>(read));

  auto found = routes_.find(asked.request.method, asked.request.path);
  if (auto* fault = std::get_if<Fault>(&found)) return std::move(*fault);
  asked.route = std::get<Routes::Found>(found).route;
  asked.request.parameters = std::move(std::get<Routes::Found>(found).parameters);

  if (asked.request.method != Method::get)
    if (auto fault = foreign_origin(asked.request)) return fault;
  asked.body_limit =
      asked.route->body_limit.value_or(takes_files(*asked.route) ? limits_.upload : limits_.body);
  return unexpected_body(asked.request, *asked.route, length, is_chunked, asked.body_limit);
}

std::optional<Response> Desk::admit(Asked& asked) const {
  if (!asked.route->right) return std::nullopt;
  try {
    auto admitted = gate_.admit(asked.request, *asked.route->right);
    if (auto* refusal = std::get_if<Response>(&admitted)) return std::move(*refusal);
    asked.request.visitor = std::move(std::get<std::shared_ptr<const Visitor>>(admitted));
    return std::nullopt;
  } catch (const std::exception& thrown) {
    return tell_incident(asked, thrown);
  } catch (...) {
    return tell_incident(asked, Unnamed());
  }
}

Body Desk::body_of(const Asked& asked) const {
  return {asked.request, asked.body_limit, limits_.body, folder_};
}

std::chrono::milliseconds Desk::body_time(const Asked& asked) const {
  return asked.body_limit > limits_.body ? limits_.upload_time : limits_.body_time;
}

Response Desk::answer(Asked& asked) const {
  try {
    const auto& request = asked.request;
    if (request.method != Method::get) {
      const auto* token = request.form.first(token_field);
      if (!token || !gate_.verify_token(request, *token))
        return tell({403,
                     "Ce formulaire n'est plus reconnu : rien n'a été fait. Rouvrez sa page, et recommencez.",
                     {}});
    }
    return asked.route->handler(request);
  } catch (const std::exception& thrown) {
    return tell_incident(asked, thrown);
  } catch (...) {
    return tell_incident(asked, Unnamed());
  }
}

Response Desk::tell_incident(const Asked& asked, const std::exception& thrown) const {
  const auto number = incident_number();
  log_incident(number, pattern_of(asked), thrown);
  return tell({500,
               "Le programme n'a pas pu répondre. Donnez le numéro de cet incident à l'administrateur : "
               "le journal du serveur le porte.",
               number});
}

Message Desk::written(Response response, const Asked& asked, bool keep_alive) const {
  AnswerForm form{asked.request.secure, false, asked.is_head, keep_alive};
  form.is_static =
      asked.route && asked.route->is_static && (response.status == 200 || response.status == 304);
  Message message;
  try {
    message = made_safe(std::move(response), form);
  } catch (const std::exception& thrown) {
    form.is_static = false;
    message = made_safe(tell_incident(asked, thrown), form);
  }
  log_answer(asked.method, pattern_of(asked), message.result_int(),
             std::chrono::steady_clock::now() - asked.since);
  return message;
}

}  // namespace filrouge::http
