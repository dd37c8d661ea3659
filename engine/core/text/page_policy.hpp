#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// The element of a page's head that keeps it to itself (Content-Security-Policy): no network, no frame, no
/// form sent, no style and no script but these two, named by their SHA-256. It must stand before both.
/// `script` empty: none at all. Blocks of data (application/json) are not scripts.
std::string page_policy(std::string_view style, std::string_view script);

}  // namespace filrouge
