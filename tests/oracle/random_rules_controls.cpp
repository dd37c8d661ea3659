#include "tests/oracle/rules_writer.hpp"

/// « chaque A doit … » over a whole history.
namespace filrouge::oracle {

bool RulesWriter::sentences(int indent) {
  const auto& act = any_of(events_);
  const Where at{.current = &act};
  line(indent, "chaque " + pattern(act, {}, 3));
  const auto count = 1 + below(2);
  bool says_its_own = false;
  for (std::size_t i = 0; i < count; ++i) switch (below(4)) {
      case 0:
        line(indent + 1, "doit être précédée de " + pattern(any_of(events_), at, 2) +
                             (one_in(3) ? " depuis " + (one_in(2)   ? any_of(events_).name
                                                        : one_in(2) ? length()
                                                                    : date(at, 1))
                                        : std::string()) +
                             (one_in(3) ? " dans " + length() : std::string()) +
                             (one_in(3) ? " au moins " + length() : std::string()));
        break;
      case 1:
        line(indent + 1, "doit être suivie de " + pattern(any_of(events_), at, 2) +
                             (one_in(4) ? std::string() : " dans " + length()));
        break;
      case 2:
        line(indent + 1,
             "ne peut intervenir avant " + (one_in(3) ? date(at, 1) : length() + " après " + date(at, 1)));
        break;
      default: {
        const auto required = condition(at, 1);
        // Its own irregularity, which no « sinon » may then say again (F399).
        const auto label_said = one_in(3) ? std::string() : " " + label();
        const auto severity_said = one_in(2) ? ", " + severity() : std::string();
        line(indent + 1, "exige " + required + label_said + severity_said);
        says_its_own = says_its_own || !label_said.empty() || !severity_said.empty();
      }
    }
  return says_its_own;
}

/// Acts of one pattern, or those that are alike in a field it leaves open.
std::string RulesWriter::counted_acts() {
  const auto& act = any_of(events_);
  auto text = pattern(act, {}, 3);
  if (!likenesses_.once_in(2) || act.fields.empty()) return text;
  const auto& field = act.fields[likenesses_.below(act.fields.size())].name;
  if (text.find(field) != std::string::npos) return text;
  return text + (likenesses_.once_in(2) ? " du même " : ", de la même ") + field;
}

void RulesWriter::controls() {
  const auto count = below(4);
  for (std::size_t c = 0; c < count; ++c) {
    bool says_its_own = false;
    const auto name = "contrôle controle_" + std::to_string(c) + (one_in(3) ? std::string() : " " + label());
    switch (below(5)) {
      case 0: {
        const auto& followed = any_of(procedures_);
        line(0, name);
        led_by();
        line(1, "jamais " + pattern(any_of(events_), {}, 3) + " pendant " + followed.name + ".s" +
                    std::to_string(below(static_cast<std::uint64_t>(followed.states))));
        break;
      }
      case 1:
        line(0, name);
        led_by();
        line(1, "au plus " + std::to_string(1 + below(2)) + " " + counted_acts() + " par " +
                    (one_in(2) ? one_of({"1 semaine civile", "1 mois civil", "3 mois civils", "1 an civil"})
                               : (one_in(2) ? std::to_string(20 + below(60)) + " jours" : months()) +
                                     " glissants"));
        break;
      default:
        line(0, name);
        led_by();
        says_its_own = sentences(1);
    }
    if (one_in(2))
      if (const auto told = action({}, false); fits(told, dsl::ActionStand::broken) && !says_its_own)
        line(1, "sinon " + told);
    grounds(1, 8, 12);
    text_ += '\n';
  }
}

}  // namespace filrouge::oracle
