#pragma once

#include <sstream>
#include <string>
#include <vector>

namespace filrouge {

/// A small flux VRSB0801, as a text: what a test says of it, and nothing else.
struct FluxSample {
  struct Person {
    std::string role, birth;    ///< "DEM", "1988-04-09"
    std::string subject = "1";  ///< TOPPERSDRODEVORSA; empty: untold
  };
  struct Foyer {
    std::string matricule = "770011100000000";
    std::string state = "2";
    std::string commune = "64445";
    std::vector<Person> persons = {{"DEM", "1988-04-09"}};
    std::string situation;  ///< elements of SituationDossierRSA after the state
    std::string reduction;  ///< elements of ReductionRSA; empty: none
    std::string request = "2025-11-03", number = "0640000001";
    std::string departement = "064";
    std::string leaves;  ///< DDDEPAMUT, for the CAF 331; empty: it does not
    std::string more;    ///< other elements, at the end of the foyer
  };

  std::string created, reference, type = "M";
  std::vector<Foyer> foyers;
  std::string caisse = "641";

  std::string text() const {
    std::ostringstream out;
    out << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Racine><IdentificationFlux><TYPEFLUX>" << type
        << "</TYPEFLUX><DTCREAFLUX>" << created << "</DTCREAFLUX><DTREF>" << reference
        << "</DTREF></IdentificationFlux>\n";
    for (const auto& foyer : foyers) {
      out << "<InfosFoyerRSA><IdentificationRSA><Organisme><FONORG>CAF</FONORG><NUMORG>" << caisse
          << "</NUMORG><MATRICULE>" << foyer.matricule << "</MATRICULE></Organisme><Partenaire><IDEPARTE>"
          << foyer.departement << "</IDEPARTE></Partenaire><DemandeRSA><DTDEMRSA>" << foyer.request
          << "</DTDEMRSA><NUMDEMRSA>" << foyer.number << "</NUMDEMRSA></DemandeRSA>";
      if (!foyer.leaves.empty())
        out << "<OrganismePrenant><FONORGPRENMUT>CAF</FONORGPRENMUT><NUMORGPRENMUT>331</NUMORGPRENMUT>"
               "<DDDEPAMUT>"
            << foyer.leaves << "</DDDEPAMUT></OrganismePrenant>";
      out << "</IdentificationRSA>";
      for (const auto& person : foyer.persons) {
        out << "<Personne><Identification><NOM>INVENTE</NOM><DTNAI>" << person.birth
            << "</DTNAI></Identification><Prestations><NATPREST>RSA</NATPREST><ROLEPERS>" << person.role
            << "</ROLEPERS></Prestations>";
        if (!person.subject.empty())
          out << "<MontantCalculDroitRSAPersonne><TOPPERSDRODEVORSA>" << person.subject
              << "</TOPPERSDRODEVORSA></MontantCalculDroitRSAPersonne>";
        out << "</Personne>";
      }
      out << "<DonneesAdministratives><Adresse><TroncCommunAdresse><RGADR>01</RGADR></TroncCommunAdresse>"
             "<AdresseDetailleeFrance><NUMCOM>"
          << foyer.commune
          << "</NUMCOM></AdresseDetailleeFrance></Adresse></DonneesAdministratives><PrestationRSA>"
             "<SituationDossierRSA><EtatDossierRSA><ETATDOSRSA>"
          << foyer.state << "</ETATDOSRSA></EtatDossierRSA>" << foyer.situation
          << "</SituationDossierRSA><DetailDroitRSA>";
      if (!foyer.reduction.empty())
        out << "<AvisPCGDroitRSA><ReductionRSA>" << foyer.reduction << "</ReductionRSA></AvisPCGDroitRSA>";
      out << "</DetailDroitRSA></PrestationRSA>" << foyer.more << "</InfosFoyerRSA>\n";
    }
    out << "<TransmissionFlux><NBTOTDOSRSATRANSM>" << foyers.size()
        << "</NBTOTDOSRSATRANSM></TransmissionFlux></Racine>\n";
    return out.str();
  }
};

}  // namespace filrouge
