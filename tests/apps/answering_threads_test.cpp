#include "engine/night/answering_threads.hpp"

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <stdexcept>

using namespace filrouge;

TEST_CASE("un fil dont un dossier a échoué n'en répond plus : ce qu'il tient n'est plus sûr", "[fils]") {
  struct Answer {};
  // Threads take turns as they like: once could be luck.
  const auto turn = GENERATE(range(0, 20));
  CAPTURE(turn);
  std::array<std::atomic<int>, 2> after{};
  {
    std::vector<AnsweringThreads<Answer>::Work> workers;
    for (auto& count : after)
      workers.emplace_back([&count](const Journal&, Answer&) {
        ++count;
        throw std::runtime_error("plus de mémoire");
      });
    AnsweringThreads<Answer> threads(std::move(workers), [](Answer&) {});
    const auto give_many = [&] {
      Journal journal;
      for (int dossier = 0; dossier < 10'000; ++dossier) threads.take(journal);
      threads.finish();
    };
    CHECK_THROWS_WITH(give_many(), "plus de mémoire");
  }
  for (const auto& count : after) CHECK(count <= 1);
}
