#include "tests/prove/small_rules.hpp"

#include <random>
#include <string_view>
#include <vector>

namespace filrouge::prove {
namespace {

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  std::string write() {
    vocabulary();
    waits_ = one_in(4) ? false : true;
    line(0, "procédure p « Affaire »");
    line(1, "une instance par ouverture, pour la personne");
    if (waits_) waiting();
    from_any();
    const auto states = 1 + below(3);
    for (std::size_t state = 0; state < states; ++state) this->state(state, states);
    sanction();
    line(1, "états finaux fini");
    guarantees();
    return text_;
  }

 private:
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class... Words>
  std::string_view one_of(Words... words) {
    const std::string_view all[] = {words...};
    return all[below(sizeof...(words))];
  }
  void line(int indent, std::string_view words) {
    text_.append(static_cast<std::size_t>(2 * indent), ' ');
    text_ += words;
    text_ += '\n';
  }

  void vocabulary() {
    text_ = R"(module essai
  titre « Essai »
  conduite par agent
  fondement « essai »
  statut vérifié « lu »
rôle agent « Agent » institution departement
événement ouverture « Ouverture »
  portée personne
événement lettre « Lettre »
  portée personne
  sorte : un parmi (simple, forte) facultatif
événement réponse « Réponse »
  portée personne
événement décision « Décision »
  portée personne
  défavorable
    aucune appréciation
    fondement « essai »
    statut vérifié « lu »
  motivée : booléen facultatif
)";
  }

  std::string act() { return std::string(one_of("lettre", "lettre, sorte: forte", "réponse")); }
  std::string length() {
    return std::string(one_of("3 jours", "5 jours", "10 jours", "10 jours", "1 mois", "2 semaines"));
  }
  std::string counted() { return one_in(3) ? ", prorogé, non franc" : ", non prorogé, non franc"; }
  std::string start(bool of_state) {
    if (of_state && one_in(2)) return "entrée";
    return one_in(2) ? "début" : "lettre";
  }

  std::string fact(bool after_decision) {
    switch (below(after_decision ? 8 : 6)) {
      case 0:
      case 1:
        return "il existe " + act() + ", de cette affaire";
      case 2:
        return "aujourd'hui > (" + length() + " après début)";
      case 3:
        return waits_ ? "fin de temps" : "aucun réponse, de cette affaire";
      case 4:
        return "aujourd'hui > (" + length() + " après le jour de (premier lettre, de cette affaire))";
      case 5:
        return "sorte de lettre = forte";
      default:
        return "motivee de décision";
    }
  }
  std::string condition(bool after_decision) {
    auto text = "(" + fact(after_decision) + ")";
    if (one_in(3)) text += std::string(one_of(" et ", " ou ")) + "(" + fact(after_decision) + ")";
    return text;
  }

  void waiting() {
    asked_ = length();
    line(1, "attente temps « Temps laissé » : " + asked_ + " après " +
                std::string(one_of("lettre", "lettre", "début")) + counted() +
                ", au bénéfice de la personne");
    line(2, "interdit décision");
    if (one_in(3)) line(2, "levée par réponse");
    line(2, "à faire « Laisser du temps » par agent");
  }

  void from_any() {
    line(1, "depuis tout état non final");
    line(2, "dès décision, aller à sanctionné");
    const auto count = below(3);
    for (std::size_t exige = 0; exige < count; ++exige) {
      required_.push_back(condition(true));
      line(3, "exige " + required_.back() + ", sinon « Manque " + std::to_string(exige + 1) + " »" +
                  (one_in(5) ? ", majeure" : ", bloquante"));
    }
  }

  void state(std::size_t number, std::size_t states) {
    const auto name = "e" + std::to_string(number);
    line(1, "état " + name + (number == 0 ? " initial" : "") + " « État " + std::to_string(number) + " »");
    const auto next = number + 1 < states ? "e" + std::to_string(number + 1) : std::string("fini");
    // Each state is led to by the one before.
    bool led = false;
    if (one_in(2)) {
      line(2, "terme t" + name + " : " + length() + " après " + start(true) + counted());
      line(3, "à la fin, aller à " + next);
      led = true;
    }
    if (one_in(2)) {
      const bool soon = one_in(3);
      line(2, "échéance d" + name + " : " +
                  (soon ? "dès que possible" : length() + " après " + start(true) + counted()));
      line(3, "tenue par " + act());
      line(3, "à faire « Faire " + name + " » par agent");
      if (!soon && one_in(2)) {
        if (one_in(2))
          line(3, "si dépassée : aller à " + next), led = true;
        else
          line(3, "si dépassée : à faire « Relancer " + name + " » par agent");
      }
    }
    if (waits_ && one_in(3)) {
      line(2, "à la fin de temps, aller à " + next);
      led = true;
    }
    if (one_in(2)) {
      line(2, "tant que " + condition(false));
      line(3, "à faire « Voir " + name + " » par agent");
    }
    if (!led || one_in(3)) line(2, "dès " + act() + ", aller à " + next);
  }

  void sanction() {
    line(1, "état sanctionné sanction « Sanctionné »");
    if (one_in(2)) {
      line(2, "terme fin_de_sanction : " + length() + " après entrée" + counted());
      line(3, "à la fin, aller à fini");
    } else {
      line(2, "échéance lever : dès que possible");
      line(3, "tenue par réponse");
      line(3, "à faire « Lever » par agent");
    }
    line(2, "dès réponse, aller à fini");
  }

  void guarantees() {
    line(0, "garantie parole « Pas de sanction sans cela »");
    auto asked = condition(true);
    if (!required_.empty() && one_in(2)) asked = required_[below(required_.size())];
    if (waits_ && one_in(3)) asked = "(fin de temps)";
    line(1, "jamais sanctionné sans " + asked + (one_in(3) ? "" : " sauf irrégularité bloquante ce jour-là"));
    line(0, "garantie rien_en_l_air « Rien ne reste en l'air »");
    line(1, "dans tout état non final de p, un délai court ou une suite est écrite");
  }

  std::mt19937_64 random_;
  std::string text_, asked_;
  std::vector<std::string> required_;
  bool waits_ = false;
};

}  // namespace

std::string small_rules(std::uint64_t seed, std::uint64_t attempt) {
  return Writer(seed * 6364136223846793005U + attempt * 1442695040888963407U + 14).write();
}

}  // namespace filrouge::prove
