#pragma once

#include <unistd.h>

namespace filrouge {

/// A file opened by the system's own call, closed with it; negative: it is not open.
struct Descriptor {
  int number;
  explicit Descriptor(int opened) : number(opened) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) close(number);
  }
};

}  // namespace filrouge
