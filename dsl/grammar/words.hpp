#pragma once

#include "dsl/grammar/builder.hpp"

/// The smallest steps of the grammar, on words. Each moves the cursor and makes its node when it fits, else
/// leaves all as it was.
namespace filrouge::dsl::words {

using Step = bool (*)(Cursor& first, Cursor last, Builder& builder);

/// A word that cannot be a name where an expression is read (« et », « quand », « de »…).
bool reserved(const Token& token);

bool articles(Cursor& first, Cursor last,
              Builder& builder);                          ///< le la les l' un une, any number; always fits
bool of(Cursor& first, Cursor last, Builder& builder);    ///< de du des d', and the articles after it
bool name(Cursor& first, Cursor last, Builder& builder);  ///< node `name`
bool set_name(Cursor& first, Cursor last, Builder& builder);  ///< text of the open node
bool set_field(Cursor& first, Cursor last,
               Builder& builder);  ///< the same; « du », « au », « par »… are fields too
bool enum_value(Cursor& first, Cursor last, Builder& builder);  ///< node `name`: any word or number
bool label(Cursor& first, Cursor last, Builder& builder);       ///< node `label`: « … »
bool set_text(Cursor& first, Cursor last, Builder& builder);    ///< « … » as text of the open node
bool text(Cursor& first, Cursor last, Builder& builder);  ///< node `text_literal`: « … » or S-2024-118
bool date(Cursor& first, Cursor last, Builder& builder);  ///< node `date_literal`
bool set_count(Cursor& first, Cursor last, Builder& builder);  ///< a whole number, as number of the open node
bool ordinal(Cursor& first, Cursor last, Builder& builder);    ///< node `number_literal`: 1er, 2e
bool quantity(Cursor& first, Cursor last,
              Builder& builder);  ///< number, duration, rate, sum, or interval of them
bool set_number(Cursor& first, Cursor last, Builder& builder);     ///< 64 or 2A, as text of the open node
bool calendar_name(Cursor& first, Cursor last, Builder& builder);  ///< node `name`: alsace-moselle
bool rest(Cursor& first, Cursor last,
          Builder& builder);  ///< all that is left, as written, as text of the open node
bool references(Cursor& first, Cursor last, Builder& builder);  ///< text and labels of a `basis`
bool function_of_date(Cursor& first, Cursor last,
                      Builder& builder);  ///< its words; its operation as number of the open node
bool statut(Cursor& first, Cursor last, Builder& builder);  ///< « en retard »; text of the open node
bool nature(Cursor& first, Cursor last,
            Builder& builder);  ///< « événement ambigu »; text of the open node
bool letter_step(Cursor& first, Cursor last,
                 Builder& builder);                             ///< « envoi »; text of the open node
bool delai_kind(Cursor& first, Cursor last, Builder& builder);  ///< « échéance »
/// These take nothing, and look at the word after the next one, so that a name is not tried in vain.
bool constraint_follows(Cursor& first, Cursor last, Builder& builder);  ///< « champ : », « champ parmi ( »
bool of_follows(Cursor& first, Cursor last, Builder& builder);          ///< « champ de »
bool call_follows(Cursor& first, Cursor last, Builder& builder);        ///< « nom ( »
bool status_follows(Cursor& first, Cursor last,
                    Builder& builder);  ///< « délai en cours », « délai dépassée »
bool linked_follows(Cursor& first, Cursor last, Builder& builder);  ///< « procédure liée dans l'état »
bool bare_field(Cursor& first, Cursor last,
                Builder& builder);  ///< node `name`: « du » or « au » before « ≤ », « connu »…
bool operand_follows(Cursor& first, Cursor last,
                     Builder& builder);  ///< takes nothing: something to be negated is there
bool at_cell_end(Cursor& first, Cursor last, Builder& builder);    ///< takes nothing: « | » is there
bool swap_last_two(Cursor& first, Cursor last, Builder& builder);  ///< always fits

}  // namespace filrouge::dsl::words
