#pragma once

#include <cstddef>
#include <functional>
#include <string>

/// What is measured, in time of the processor, never of the wall: on a machine that others use, a
/// ratio of two wall times says who else was there.
namespace filrouge::bench {

/// Something done over and over on so many units (dossiers, most often).
struct Work {
  std::string name;
  std::size_t units = 1;
  std::function<void()> run;
};

/// Two works run one after the other in the same process, so that what slows one slows the other.
struct Paired {
  double first_us = 0, second_us = 0;  ///< medians, a unit
  double ratio = 0;                    ///< median of the ratios of the pairs, which the medians need not give
};
Paired paired(std::size_t pairs, const Work& first, const Work& second);

/// Median of so many runs, in microseconds a unit. A run shorter than ten milliseconds is repeated until it
/// lasts that long.
double median_us(std::size_t runs, const Work& work);

/// Microseconds of processor taken so far by this thread: the bench has no other.
double processor_us();

/// The value must be computed: the compiler may not see that nobody reads it.
template <class T>
void keep(const T& value) {
  asm volatile("" : : "r,m"(value) : "memory");
}

}  // namespace filrouge::bench
