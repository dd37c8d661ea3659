#include "tests/bench/replayed.hpp"

#include <utility>

#include "engine/core/replay/replay.hpp"

namespace filrouge::bench {

Work replayed(std::string name, const Program& program, Journals journals, Date asked) {
  const auto units = journals->size();
  const auto replay = std::make_shared<Replay>(program);
  const auto evaluation = std::make_shared<Evaluation>();
  return {std::move(name), units, [replay, evaluation, journals = std::move(journals), asked] {
            for (const auto& journal : *journals) {
              replay->run(journal, asked, asked, *evaluation);
              keep(evaluation->findings.data());
            }
          }};
}

}  // namespace filrouge::bench
