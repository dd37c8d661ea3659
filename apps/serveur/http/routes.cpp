#include "apps/serveur/http/routes.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "engine/core/text/wording.hpp"

namespace filrouge::http {
namespace {

bool is_parameter(const std::string& segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string> segments_of(const std::string& pattern) {
  if (pattern.empty() || pattern.front() != '/') throw std::logic_error("no route: " + pattern);
  std::vector<std::string> segments;
  for (std::size_t begin = 1; begin < pattern.size();) {
    const auto end = std::min(pattern.find('/', begin), pattern.size());
    segments.push_back(pattern.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

/// What a pattern answers, whatever its parameters are called.
std::string shape(Method method, const std::vector<std::string>& segments) {
  auto shape = std::to_string(static_cast<int>(method));
  for (const auto& segment : segments) shape += "/" + (is_parameter(segment) ? "{}" : segment);
  return shape;
}

std::string precision(const std::vector<std::string>& segments) {
  std::string precision;
  for (const auto& segment : segments) precision += is_parameter(segment) ? '1' : '0';
  return precision;
}

bool answers(const std::vector<std::string>& segments, const std::vector<std::string>& path) {
  return std::equal(segments.begin(), segments.end(), path.begin(), path.end(),
                    [](const auto& segment, const auto& asked) {
                      return is_parameter(segment) ? !asked.empty() : segment == asked;
                    });
}

void add_names(Method method, std::set<std::string>& names) {
  switch (method) {
    case Method::get:
      names.insert({"GET", "HEAD"});
      break;
    case Method::post:
      names.insert("POST");
      break;
    case Method::put:
      names.insert("PUT");
      break;
    case Method::del:
      names.insert("DELETE");
      break;
  }
}

}  // namespace

Routes::Routes(std::vector<Route> routes) {
  std::set<std::string> shapes;
  for (auto& route : routes) {
    auto segments = segments_of(route.pattern);
    if (!shapes.insert(shape(route.method, segments)).second)
      throw std::logic_error("two routes: " + route.pattern);
    entries_.push_back({std::move(route), std::move(segments)});
  }
  std::stable_sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
    return precision(a.segments) < precision(b.segments);
  });
}

std::variant<Routes::Found, Fault> Routes::find(Method method, const std::vector<std::string>& path) const {
  std::set<std::string> allowed;
  for (const auto& entry : entries_) {
    if (!answers(entry.segments, path)) continue;
    if (entry.route.method != method) {
      add_names(entry.route.method, allowed);
      continue;
    }
    Found found{&entry.route, {}};
    for (std::size_t i = 0; i < path.size(); ++i)
      if (const auto& segment = entry.segments[i]; is_parameter(segment))
        found.parameters.add(segment.substr(1, segment.size() - 2), path[i]);
    return found;
  }
  if (allowed.empty())
    return Fault{404, "Aucune page n'a cette adresse. Reprenez depuis la première page.", {}};
  return Fault{405,
               "Cette adresse existe, mais on ne lui demande pas cela. Reprenez depuis la page précédente.",
               {},
               {{"Allow", listed(allowed)}}};
}

}  // namespace filrouge::http
