#include "tests/serveur/support.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include "engine/core/dossier/bind.hpp"
#include "engine/formats/dossier_json.hpp"

namespace filrouge::serveur::essais {

Read::Read(std::string_view json, Date asked) {
  DossierJsonReader reader;
  Record record;
  if (const auto refused = reader.read(json, record)) FAIL(display(*refused));
  bind(record, shipped().model.vocabulary, journal_);
  static Replay replay(shipped());
  replay.run(journal_, asked, asked, evaluation_);
  replay.note_acts(evaluation_);
  dossier_ = std::make_unique<DossierRead>(shipped(), journal_, evaluation_);
}

const Thread& Read::affaire(std::string_view number) const {
  for (const auto& thread : dossier_->threads())
    if (thread.key.numero == number) return thread;
  FAIL("no affaire " << number);
  return dossier_->threads().front();
}

std::vector<std::string> generated(unsigned seed, unsigned count, std::string_view asked) {
  std::ostringstream command;
  command << FILROUGE_BINARY_DIR << "/bin/filrouge_generateur --graine " << seed << " --dossiers " << count
          << " --territoire 'Adour BAB' --au " << asked;
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.str().c_str(), "r"), pclose);
  REQUIRE(pipe);
  std::string text;
  std::array<char, 65536> part;
  while (const auto read = std::fread(part.data(), 1, part.size(), pipe.get()))
    text.append(part.data(), read);
  std::vector<std::string> lines;
  std::istringstream all(text);
  for (std::string line; std::getline(all, line);) lines.push_back(line);
  REQUIRE(lines.size() == count);
  return lines;
}

}  // namespace filrouge::serveur::essais
