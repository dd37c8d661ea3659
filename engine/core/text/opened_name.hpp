#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// A name the rules write, as people read it: « délai_d_avis » is « délai d'avis ».
std::string opened_name(std::string_view name);

}  // namespace filrouge
