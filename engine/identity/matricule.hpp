#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// The number of an allocataire as every source can be brought to write it: seven digits. Spreadsheets lose
/// the zeros at its head ("123456"), the flux writes it on fifteen digits ("012345600000000"), some programs
/// lose zeros of that form too ("12345600000000"), letters show a key after it ("0123456 A"). What has none
/// of these forms is given in capitals, blanks taken off. Empty in, empty out.
std::string normalised_matricule(std::string_view matricule);

}  // namespace filrouge
