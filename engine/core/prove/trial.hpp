#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/core/prove/passages.hpp"
#include "engine/core/replay/replay.hpp"

namespace filrouge::prove {

/// What a history is looked for to show, once the engine itself plays it.
struct Sought {
  enum class What : std::uint8_t {
    without,    ///< a passage to one of the states, `condition` being no, or unknown without a word
    no_act,     ///< the same, no act of `absent` having come before
    in_the_air  ///< the state, once a day is over, with nothing that runs
  } what = What::without;
  std::uint16_t procedure = no_id;
  std::vector<StateId> states;
  ExprId condition = none_id;
  std::vector<const Pattern*> absent = {};
  bool unless_blocking = false;
  std::string departement;
};

/// A history that shows it: acts on their days, and the day on which it shows.
struct History {
  Record record;
  Date asked;
  std::uint16_t procedure = no_id;
  StateId state = no_id;
  std::string instance;           ///< « p1 », « e1 »
  std::vector<std::string> said;  ///< in order: what the engine says that day that matters
};

/// How hard a history is looked for.
struct Effort {
  std::span<const Record> known = {};  ///< dossiers to begin from
  std::uint32_t histories = 1'500;     ///< played at most
};

/// Looks for a history that the engine itself shows to break what is sought: nearer and nearer the state,
/// then with fewer and fewer irregularities said that day; at last with fewer acts, then fewer days. The same
/// rules give the same history.
class Trial {
 public:
  /// The search plays that procédure, and those it opens or that open it, alone; what it finds is played
  /// again with all the rules.
  /// `known`: dossiers to begin from, those of the scénarios; they must outlive it.
  Trial(const Program& program, std::uint16_t procedure, std::span<const Record> known = {});

  std::optional<History> look_for(const Sought& sought, const Effort& effort);
  std::uint32_t played() const { return played_; }

 private:
  struct Said {
    FieldId field;
    RawValue value;
  };
  struct Act {
    EventTypeId type = no_id;
    std::int32_t day = 0;  ///< after the first day of the history
    std::vector<Said> fields;
  };
  struct Draft {
    Date first;
    std::vector<Act> acts;  ///< in the order of their days
    std::vector<RawAttribute> attributes;
    std::int32_t wait = 0;  ///< days after the last act, of what is looked for in a state
  };
  struct Score {
    std::int64_t far = 0;  ///< 0: it shows
    Date asked;
    std::uint32_t instance = 0;
    StateId state = no_id;
  };

  void prepare(const Sought& sought);
  void gather(ExprId expression, std::vector<bool>& seen);
  void gather(const Pattern& pattern, std::vector<bool>& seen);
  std::optional<Draft> draft_of(const Record& record) const;
  Record record_of(const Draft& draft) const;
  Score play(const Draft& draft);
  Score judged_without();
  Score judged_in_the_air(const Draft& draft);
  bool came(Date day) const;
  std::int64_t runs(std::uint32_t instance);
  Act act_of(EventTypeId type, std::int32_t day, const Pattern* pattern);
  std::optional<RawValue> drawn_value(EventTypeId type, FieldId field);
  RawValue raw(const Value& value, std::int32_t day) const;
  void change(Draft& draft);
  void shrink(Draft& draft, Score& score);
  std::uint32_t draw(std::uint32_t below);

  std::span<const Record> known_;
  const Program& whole_;
  std::unique_ptr<const Model> alone_;
  std::unique_ptr<const Program> own_;
  const Program& program_;
  Replay alone_replay_, whole_replay_;
  Replay* replay_ = &alone_replay_;
  Journal journal_;
  Evaluation answer_;
  Sought sought_;
  std::uint32_t played_ = 0;
  std::uint64_t random_ = 0;
  std::vector<RuleId> tasks_;
  std::vector<EventTypeId> types_;
  std::vector<std::int32_t> gaps_;
  std::vector<std::pair<AttributeId, Value>> attribute_values_;
  std::vector<AttributeId> attributes_;
  std::vector<std::pair<ValueType, Value>> literals_;
  std::vector<const Pattern*> patterns_;
  std::vector<std::int32_t> distance_;  ///< of each state, in passages
  std::vector<Passage> toward_;         ///< of each state: the first passage of the shortest way
};

}  // namespace filrouge::prove
