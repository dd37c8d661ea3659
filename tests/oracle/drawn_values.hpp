#pragma once

#include "engine/core/dossier/record.hpp"
#include "tests/oracle/random_dossier.hpp"

/// What both generators of dossiers draw their fields from.
namespace filrouge::oracle {

std::string word(const Model& model, Symbol symbol);
/// A value of that type, or nothing at all now and then.
RawValue draw(const Model& model, ValueType type, const std::vector<Symbol>& allowed, Date day, Dice& dice);
/// Words some pattern asks of that field of that type, so that dossiers get somewhere.
RawValue wanted(const Model& model, EventTypeId type, const FieldDecl& field, Date day, Dice& dice);
/// The types some pattern of the rules speaks of, as many times as it does; and a few others.
std::vector<EventTypeId> types_spoken_of(const Model& model);
/// Now and then it goes to another département, and may come back.
void change_departement(Record& record, Date first, std::uint64_t days, Dice dice);
/// Told again later: the end of a span that was open, another end or value of it, a day more of a coverage.
void tell_again(const Model& model, Record& record, Dice dice);
/// Times, when the rules count hours; most acts then follow another within some days.
void tell_times(const Model& model, Record& record, Dice dice);
/// Labels of the vocabulary, and source systems that some acts say they come from.
void tell_sources(const Model& model, Record& record, Dice dice);
/// Now and then, what few dossiers are: three persons, corrections corrected, a number on every act, two
/// values of one day, another département whose texts apply.
void take_rare_turns(const Model& model, Record& record, Dice dice);

}  // namespace filrouge::oracle
