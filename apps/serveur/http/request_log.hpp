#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace filrouge::http {

/// One line an answer, on the log of the program (spdlog): the pattern of the route, never the address that
/// was asked, which names dossiers.
void log_answer(std::string_view method, std::string_view pattern, unsigned status,
                std::chrono::steady_clock::duration taken);

/// A fault of the program, under the number told to the person. Only the type of what was thrown: its text
/// may name a dossier.
void log_incident(const std::string& number, std::string_view pattern, const std::exception& thrown);

/// A number nobody else is told.
std::string incident_number();

}  // namespace filrouge::http
