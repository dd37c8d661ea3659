#pragma once

#include <string>
#include <vector>

#include "apps/serveur/acte/act_form.hpp"
#include "apps/serveur/acte/read_act.hpp"
#include "apps/serveur/cadre/html.hpp"

namespace filrouge::pages {

/// What a form holds before anybody wrote in it.
acte::Submitted initial_values(const acte::ActForm& form);

/// The fields of a form of acts, holding these values as they were written, each error beside its field.
cadre::Html act_fields(const acte::ActForm& form, const acte::Submitted& values,
                       const std::vector<acte::FieldError>& errors);

/// What is wrong, at the head of the form, each with a link to its field; nothing of no error.
cadre::Html error_summary(const acte::ActForm& form, const std::vector<acte::FieldError>& errors);

}  // namespace filrouge::pages
