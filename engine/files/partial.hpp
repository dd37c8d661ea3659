#pragma once

#include <string>

namespace filrouge {

/// What is being written bears, until it is whole, a name that no other run takes and that nobody looks for;
/// the run that writes it holds it. What nobody holds was left by a run that was killed.
std::string partial_name();

/// False when another run holds it, or on a disk that knows no locks.
bool hold(int descriptor);

/// Takes away what killed runs left in this folder: files, and folders of files.
void sweep_partial(const std::string& folder);

}  // namespace filrouge
