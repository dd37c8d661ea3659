#pragma once

#include <cstdio>
#include <cstdlib>

/// What has to hold whatever the input: if it does not, it is said and the process stops there, so that the
/// input is kept and named.
inline void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "Ne tient pas : %s\n", what);
  std::abort();
}
