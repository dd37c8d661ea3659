#include "apps/filrouge/typed_password.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iostream>

#include "engine/files/file_error.hpp"

namespace filrouge {
namespace {

constexpr char interrupt = 3;  // Ctrl-C
constexpr std::size_t longest = 1024;

/// The terminal itself, whatever the streams are; as it was once this is gone.
class SilentTerminal {
 public:
  SilentTerminal() : descriptor_(open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (descriptor_ < 0 || tcgetattr(descriptor_, &before_) != 0) {
      if (descriptor_ >= 0) close(descriptor_);
      throw FileError(
          "il n'y a pas de terminal où demander le mot de passe ; donnez --mot-de-passe-de FICHIER (« - » "
          "pour "
          "l'entrée standard), ou --tirer pour en tirer un");
    }
    auto silent = before_;
    // Ctrl-C is read as a character: a signal would leave the terminal silent.
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    silent.c_cc[VEOL] = interrupt;
    tcsetattr(descriptor_, TCSAFLUSH, &silent);
  }
  ~SilentTerminal() {
    tcsetattr(descriptor_, TCSAFLUSH, &before_);
    close(descriptor_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

  std::string ask(const std::string& question) {
    show(question);
    std::string line;
    for (char c = 0; line.size() <= longest;) {
      const auto got = read(descriptor_, &c, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got > 0 && c == '\n') break;
      if (got <= 0 || c == interrupt) {
        show("\n");
        throw FileError("la saisie est abandonnée ; rien n'a été fait");
      }
      line += c;
    }
    show("\n");
    return line;
  }

 private:
  void show(const std::string& text) {
    if (write(descriptor_, text.data(), text.size()) < 0)
      return;  // who does not see it may type all the same
  }

  int descriptor_;
  termios before_{};
};

}  // namespace

std::string typed_password(const std::string& account) {
  SilentTerminal terminal;
  const auto first = terminal.ask("Mot de passe de « " + account + " » (rien ne s'affiche) : ");
  if (terminal.ask("Le même, encore une fois : ") != first)
    throw FileError("les deux mots de passe ne sont pas les mêmes ; rien n'a été fait, recommencez");
  return first;
}

std::string password_of(const std::string& path) {
  std::string line;
  if (path == "-") {
    std::getline(std::cin, line);
  } else {
    std::ifstream file(path);
    if (!file) throw FileError("« " + path + " » ne peut être lu : fichier absent, ou droits insuffisants");
    std::getline(file, line);
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty())
    throw FileError("il n'y a pas de mot de passe à la première ligne de " +
                    (path == "-" ? std::string("l'entrée standard") : "« " + path + " »"));
  return line;
}

}  // namespace filrouge
