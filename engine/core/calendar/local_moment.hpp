#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace filrouge {

/// A moment written with its zone (« 2026-01-01 23:30:00Z », « 2026-01-02T10:00:00.123456+01:00 »,
/// « 2026-01-02 10:00:00+01 », « … UTC »), as the clocks of Europe/Paris tell it: « 2026-01-02 00:30:00 ». A
/// procedure counts local days, and a base that keeps UTC is a day behind on every late evening. Nothing for
/// any other text, nor without a zone: such an hour is local already.
std::optional<std::string> paris_moment(std::string_view text);

}  // namespace filrouge
