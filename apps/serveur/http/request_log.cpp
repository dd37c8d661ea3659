#include "apps/serveur/http/request_log.hpp"

#include <cxxabi.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <exception>
#include <memory>
#include <random>
#include <typeinfo>

namespace filrouge::http {
namespace {

std::string type_name(const std::exception& thrown) {
  const char* mangled = typeid(thrown).name();
  int failure = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(mangled, nullptr, nullptr, &failure), &std::free);
  return name ? name.get() : mangled;
}

}  // namespace

void log_answer(std::string_view method, std::string_view pattern, unsigned status,
                std::chrono::steady_clock::duration taken) {
  spdlog::info("{} {} {} {} ms", method, pattern, status,
               std::chrono::duration_cast<std::chrono::milliseconds>(taken).count());
}

void log_incident(const std::string& number, std::string_view pattern, const std::exception& thrown) {
  spdlog::error("incident {} : {} sur {}", number, type_name(thrown), pattern);
}

std::string incident_number() {
  std::random_device chance;
  return fmt::format("{:08X}", chance());
}

}  // namespace filrouge::http
