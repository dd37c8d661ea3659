#pragma once

#include "engine/core/model/vocabulary.hpp"

namespace filrouge::oracle {

/// Is it what the post does of a letter sent before?
constexpr bool is_of_the_post(LetterStep step) {
  return step == LetterStep::presented || step == LetterStep::collected || step == LetterStep::returned ||
         step == LetterStep::handed;
}

}  // namespace filrouge::oracle
