#pragma once

#include <string>
#include <string_view>

#include "engine/core/dossier/record.hpp"
#include "engine/identity/nir_key.hpp"

namespace pugi {
class xml_node;
}

namespace filrouge {

/// What a flux says of itself.
struct FluxHeader {
  std::string type;  ///< TYPEFLUX: "M" for the monthly one
  Date created;      ///< DTCREAFLUX: what it says is known since that day
  Date reference;    ///< DTREF: what it says was so on that day
};

/// Why a foyer cannot be taken: the element and the reason, in French.
struct FoyerRefusal {
  std::string where;
  std::string reason;
};

/// Tells one <InfosFoyerRSA> as a dossier: states as attributes of the reference day, dated acts (demande,
/// refus, suspensions, clôture, mutation, réduction) as events of origin `constat`. Names and street
/// addresses are never read, nor NIRs unless `nir_key` is there to stand for them; persons are called by
/// their birth day (p-19820201), the same whatever their order in the file. A foyer of the MSA is called by
/// the number of its request (MSA-640-demande-…): there the matricule is the NIR. Throws FoyerRefusal. Codes:
/// schema VRSB0801, kept as they are (ETATDOSRSA, MOTISUSVERSRSA…).
Record read_foyer(const pugi::xml_node& foyer, const FluxHeader& header, const NirKey* nir_key = nullptr);

/// "052" is the département 52, "02A" Corse-du-Sud, "971" Guadeloupe. Throws FoyerRefusal for what is none.
std::string departement_of_partner(std::string_view code);

}  // namespace filrouge
