#pragma once

namespace filrouge {

/// The page before and after its data: style, frame, and the script that lists, filters and draws.
extern const char* const html_head;
extern const char* const html_tail;

}  // namespace filrouge
